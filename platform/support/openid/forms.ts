import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { App } from '#ground/http/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { html } from './pages/html.ts'
import { pageOf } from './pages/layout.ts'
import { type Language, lookOf } from './pages/look.ts'
import { words } from './pages/words.ts'

/**
 * A place for pages without scripts: forms are read, and a form counts only when it came from our own page. It carries a
 * token that only our page for this very step could hold, and browsers say where it came from.
 */
export function guardForms(
  app: App,
  needs: { tokenOf: (uid: string) => string; say: (code: string, language: Language) => string },
  routes: (scope: App) => void,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 16_384 },
      async (_request: FastifyRequest, body: string | Buffer) => Object.fromEntries(new URLSearchParams(String(body))),
    )
    scope.addHook('preHandler', async (request) => {
      if (request.method === 'GET' || request.method === 'HEAD') return
      const { origin } = request.headers
      const given = Buffer.from(String((request.body as { token?: unknown } | undefined)?.token ?? ''))
      const right = Buffer.from(needs.tokenOf((request.params as { uid: string }).uid))
      const isOurs = given.length === right.length && timingSafeEqual(given, right)
      const isSameOrigin = origin === undefined || origin === `${request.protocol}://${request.host}`
      if (!isOurs || !isSameOrigin)
        throw new Refusal('forbidden', 'http.forged-request', 'The form did not come from our own page')
    })
    scope.setErrorHandler((error, request, reply) => {
      if (!(error instanceof Refusal)) throw error
      const look = lookOf(request.headers)
      const title = words[look.language].notDone
      const body = html`<p>${needs.say(error.code, look.language)}</p><p><a href="/">${words[look.language].toPortal}</a></p>`
      return reply
        .code(error.kind === 'forbidden' ? 403 : 400)
        .type('text/html; charset=utf-8')
        .send(pageOf({ title, look, here: '/', body }))
    })
    routes(scope as App)
  })
}
