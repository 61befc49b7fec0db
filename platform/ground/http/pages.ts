import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app.ts'

/**
 * Serves a built single-page application under `prefix`: hashed assets for a year, and the page itself for every other
 * address a browser opens there, so that each address can be shared.
 */
export async function servePages(app: App, pages: { prefix: string; folder: string; except: string[] }): Promise<void> {
  if (!existsSync(join(pages.folder, 'index.html'))) return
  const assets = join(pages.folder, 'assets', sep)
  const base = pages.prefix === '/' ? '' : pages.prefix
  await app.register(async (scope) => {
    await scope.register(fastifyStatic, {
      root: pages.folder,
      serve: false,
      dotfiles: 'ignore',
      setHeaders(reply, path) {
        reply.header('cache-control', path.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    const answer = (request: FastifyRequest, reply: FastifyReply) => {
      const path = request.url.split('?')[0]!
      // A file has an ending; anything else is an address within the application.
      if (/\.\w{1,8}$/.test(path)) return reply.sendFile((request.params as { '*': string })['*'])
      if (pages.except.some((other) => path.startsWith(other))) return reply.callNotFound()
      return reply.sendFile('index.html')
    }
    scope.get(`${base}/*`, { schema: { hide: true } }, answer)
    if (base) scope.get(base, { schema: { hide: true } }, answer)
  })
}
