import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { type App, problems, type Routes, route, sessionCookie } from '#ground/http/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { IdentityCentre } from './contract.ts'
import type { Federation } from './service.ts'

const browserCookie = 'zt_upstream'
const base = '/oidc/upstream'

/** Who may be asked who somebody is, besides us; for the pages. */
export const centreRoutes =
  (federation: Federation | undefined): Routes =>
  (app: App) => {
    app.get(
      '/identity-centres',
      {
        schema: {
          operationId: 'listIdentityCentres',
          tags: ['identity'],
          summary: 'Identity centres above us at which one may sign in',
          response: { 200: Type.Object({ items: Type.Array(IdentityCentre) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async () => ({ items: federation ? [{ ...federation.centre, signIn: `${base}/sign-in` }] : [] }),
    )
  }

/** Only a path of ours may be gone back to. */
const safePath = (to: string | undefined) => (to && /^\/(?![/\\])[\w\-./?=&%:+~]*$/.test(to) ? to : '/')

/** The way to the identity centre and back, out again, and what it says of who left there. */
export const federationRoutes =
  (federation: Federation, options: { publicUrl: string; secureCookies: boolean }): Routes =>
  (app: App) => {
    const { publicUrl, secureCookies } = options
    const own = { path: base, httpOnly: true, sameSite: 'lax', secure: secureCookies } as const
    const session = { path: '/', httpOnly: true, sameSite: 'lax', secure: secureCookies } as const
    const config = { access: 'public', bare: true, perMinute: 120 } as const
    const hide = { hide: true }

    app.get(`${base}/sign-in`, { schema: hide, config }, async (request, reply) => {
      const { url, browser } = await federation.begin(safePath((request.query as { to?: string }).to))
      return go(reply.setCookie(browserCookie, browser, { ...own, maxAge: 43_200 }), url)
    })
    app.get(`${base}/callback`, { schema: hide, config }, async (request, reply) => {
      const { token, expiresAt, to } = await federation.finish(
        new URL(request.url, publicUrl),
        request.cookies[browserCookie] ?? '',
        originOf(request),
      )
      return go(reply.setCookie(sessionCookie, token, { ...session, expires: expiresAt }), to)
    })
    app.get(`${base}/sign-out`, { schema: hide, config }, async (request, reply) => {
      const browser = request.cookies[browserCookie]
      const there = browser ? await federation.leave(browser) : undefined
      return go(reply.clearCookie(browserCookie, own).clearCookie(sessionCookie, session), there ?? '/')
    })
    app.register(async (scope) => {
      scope.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string', bodyLimit: 16_384 },
        (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
      )
      scope.post(`${base}/backchannel-logout`, { schema: hide, config }, async (request, reply) => {
        const { logout_token: token } = (request.body ?? {}) as { logout_token?: string }
        reply.header('cache-control', 'no-store')
        try {
          await federation.heard(token ?? '')
          return reply.code(200).send('')
        } catch (error) {
          // Section 2.8: what is not its word is answered with 400 and an error of OAuth.
          if (error instanceof Refusal && error.kind === 'invalid')
            return reply.code(400).send({ error: 'invalid_request' })
          throw error
        }
      })
    })
  }

const go = (reply: FastifyReply, to: string) => reply.header('cache-control', 'no-store').redirect(to, 303)

function originOf(request: FastifyRequest): { ip: string; device?: string } {
  const device = request.headers['user-agent']?.slice(0, 200)
  return { ip: request.ip, ...(device ? { device } : {}) }
}
