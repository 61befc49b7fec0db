import { readFileSync } from 'node:fs'
import type { App, Routes } from '#ground/http/index.ts'
import type { Identity } from '#support/identity/index.ts'
import { interactionRoutes, type PersonCheckDoor } from './interactions/routes.ts'
import { mountProvider } from './mount.ts'
import { lookCookies } from './pages/look.ts'
import { pathOf } from './policy.ts'
import type { OpenId } from './service.ts'

const css = readFileSync(new URL('./pages/pages.css', import.meta.url), 'utf8')

/** The doors at /oidc and /oidc/staff: the protocol, and the pages people see on the way. */
export function openIdRoutes(needs: {
  openId: OpenId
  identity: Pick<Identity, 'sessions' | 'factors'>
  realm: string
  secureCookies: boolean
  checks?: PersonCheckDoor
  say: (code: string, language: 'zh' | 'en') => string
}): Routes {
  const { openId, secureCookies } = needs
  return (app: App) => {
    const config = { access: 'public', bare: true } as const
    app.get('/oidc/pages.css', { schema: { hide: true }, config }, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(css),
    )
    app.get('/oidc/look', { schema: { hide: true }, config }, (request, reply) => {
      const { language, theme, back = '/' } = request.query as Record<string, string | undefined>
      const cookie = { path: '/', sameSite: 'lax', secure: secureCookies, maxAge: 31_536_000 } as const
      if (language === 'zh' || language === 'en') reply.setCookie(lookCookies.language, language, cookie)
      if (theme === 'normal' || theme === 'elder') reply.setCookie(lookCookies.theme, theme, cookie)
      // Back to one of our own pages only, whatever the address says.
      return reply.redirect(/^\/(?![/\\])[\w\-./?=&%:+~]*$/.test(back) ? back : '/', 303)
    })
    for (const { directory, open } of openId.providers) {
      interactionRoutes(app, {
        ...needs,
        directory,
        open,
        clients: openId.clients,
        formToken: openId.formToken,
      })
      mountProvider(app, pathOf(directory), open)
    }
  }
}
