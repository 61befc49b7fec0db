import type { IncomingMessage } from 'node:http'
import type Provider from 'oidc-provider'
import type { App } from '#ground/http/index.ts'

/** Puts a provider below its issuer's path: it reads requests and writes answers itself. */
export function mountProvider(app: App, base: string, open: () => Promise<Provider>): void {
  const answers = new WeakMap<Provider, ReturnType<Provider['callback']>>()
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // The provider reads bodies itself.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.all(
      `${base}/*`,
      { schema: { hide: true }, config: { access: 'public', bare: true } },
      async (request, reply) => {
        const provider = await open()
        const answer = answers.get(provider) ?? provider.callback()
        answers.set(provider, answer)
        reply.hijack()
        for (const [name, value] of Object.entries(reply.getHeaders()))
          if (value !== undefined && name !== 'content-security-policy') reply.raw.setHeader(name, value)
        reply.raw.setHeader('content-security-policy', policy)
        const raw = request.raw as IncomingMessage & { originalUrl?: string }
        raw.originalUrl = raw.url ?? ''
        raw.url = raw.originalUrl.slice(base.length)
        void answer(raw, reply.raw)
      },
    )
  })
}

/** After leaving, the way goes on to the program's own address, which the provider has checked; so forms may lead there. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "script-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')
