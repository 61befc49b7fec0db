import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import { registerAjvFormats } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyRequest } from 'fastify'
import { Refusal } from '#kernel/errors.ts'
import type { Config } from '../config.ts'
import type { Db } from '../database/index.ts'
import type { NewId } from '../ids.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { type Authenticate, admit, type NeedLevel } from './actor.ts'
import type { App, RouteConfig } from './app.ts'
import { claimKey } from './idempotency.ts'
import { parseJsonBody } from './json-body.ts'
import { describeApi } from './openapi.ts'
import { createProblemHandler, Problem, type ProblemTexts } from './problem.ts'
import { meterCalls, type ProgramGate } from './programs.ts'
import { secureHeaders } from './secure-headers.ts'
import { compileValidator } from './validator.ts'

/** JSON bodies are at most this large; files go by multipart, each with its own limit. */
const jsonLimit = 1024 * 1024

/**
 * The web server before any module adds its routes: strict parsing, safe headers, rate limits, authentication,
 * idempotency, problem details, OpenAPI. A route without `config.access` does not start.
 */
export async function createHttp(needs: {
  config: Pick<Config, 'publicUrl' | 'rateLimit' | 'realm' | 'trustProxy' | 'profile'>
  db: Db
  newId: NewId
  log: Log
  metrics: Metrics
  authenticate: Authenticate
  needLevel?: NeedLevel
  problems: ProblemTexts
  /** Knows other bodies' programs and counts calls; without it only people are known. */
  programs?: ProgramGate
  /** Called after each request that may have changed something. */
  onChange: () => void
}): Promise<App> {
  const { config, db, metrics } = needs
  registerAjvFormats()
  const handleProblem = createProblemHandler({
    texts: needs.problems,
    publicUrl: config.publicUrl,
    log: needs.log,
    metrics,
  })
  const app: App = Fastify({
    bodyLimit: jsonLimit,
    genReqId: needs.newId,
    requestTimeout: 120_000,
    trustProxy: config.trustProxy,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    // An address that cannot be decoded never reaches a route.
    frameworkErrors: handleProblem,
  }).setValidatorCompiler(compileValidator)

  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: string | Buffer) => {
      const charset = /charset=["']?([\w-]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
      if (charset && !/^utf-?8$/i.test(charset))
        throw new Refusal('invalid', 'http.media-type', 'JSON travels as UTF-8')
      return body.length === 0 ? undefined : parseJsonBody(Buffer.isBuffer(body) ? body : Buffer.from(body))
    },
  )

  app.setErrorHandler(handleProblem)
  app.setNotFoundHandler((request, reply) =>
    handleProblem(
      new Refusal('missing', 'http.not-found', `${request.method} ${request.url.split('?')[0]}`),
      request,
      reply,
    ),
  )

  app.addHook('onRoute', (route) => {
    const access = (route.config as Partial<RouteConfig> | undefined)?.access
    if (route.url.startsWith('/api/') && access === undefined)
      throw new Error(`The route ${route.method} ${route.url} does not say who may knock (config.access)`)
  })
  // Hooks that wait for nothing are told so: a promise each would cost more than what they do.
  app.addHook('onRequest', (request, _reply, done) => {
    // PostgreSQL cannot keep a NUL, and no honest address holds one.
    if (request.url.includes('%00')) done(new Refusal('invalid', 'http.malformed', 'The address holds a NUL character'))
    else done()
  })
  app.addHook('onResponse', async (request, reply) => {
    metrics.requests.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
    if (request.method !== 'GET' && reply.statusCode < 400) needs.onChange()
  })

  const headers = await secureHeaders(config)
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
  await app.register(cookie)
  await app.register(multipart, { limits: { files: 1, fields: 10, fieldSize: 4096, headerPairs: 50 } })
  await app.register(rateLimit, {
    max: (request: FastifyRequest) => limitOf(request.routeOptions.config as Partial<RouteConfig>, config.rateLimit),
    timeWindow: 60_000,
    keyGenerator: (request: FastifyRequest) =>
      `${request.ip} ${(request.routeOptions.config as Partial<RouteConfig>).perMinute ? request.routeOptions.url : ''}`,
  })
  const { programs: gate, authenticate, needLevel } = needs
  const admitting = { authenticate, realm: config.realm, publicUrl: config.publicUrl, gate, needLevel }
  app.addHook('onRequest', (request, reply) => admit(request, reply, admitting))
  if (gate) meterCalls(app, gate)
  app.addHook('preHandler', (request) => claimKey(request, db))

  app.addSchema(Problem)
  await describeApi(app, config.publicUrl)
  return app
}

/** The general limit that the routes' own were set beside. */
const usualLimit = 6_000

/** Where an operator lets callers do more than usual altogether, routes with a limit of their own let them do as much more. */
function limitOf({ perMinute }: Partial<RouteConfig>, rateLimit: number): number {
  return perMinute === undefined ? rateLimit : Math.round(perMinute * Math.max(1, rateLimit / usualLimit))
}
