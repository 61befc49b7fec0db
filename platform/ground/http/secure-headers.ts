import helmet from '@fastify/helmet'
import fastify from 'fastify'
import type { Config } from '../config.ts'

/** Of the answer that is asked for below, not of every answer. */
const own = ['connection', 'content-length', 'content-type', 'date']

/** What every answer says to browsers: the same each time, so the library is asked once and not at each request. */
export async function secureHeaders({ profile }: Pick<Config, 'profile'>): Promise<Record<string, string>> {
  const app = fastify()
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // Component styles of the workbench are put in by script; scripts themselves come from our files alone.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        frameSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'self'"],
        upgradeInsecureRequests: profile === 'production' ? [] : null,
      },
    },
    strictTransportSecurity: profile === 'production' ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
  })
  app.get('/', async () => '')
  const { headers } = await app.inject('/')
  await app.close()
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (own.includes(name) ? [] : [[name, String(value)]])),
  )
}
