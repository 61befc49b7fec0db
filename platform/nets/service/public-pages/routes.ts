import type { App, Routes } from '#ground/http/index.ts'
import { route } from '#ground/http/index.ts'
import { escapeText } from './html.ts'
import type { PublicPages } from './service.ts'

/** Where nobody but their owner has anything to find. */
const own = [
  '/api/',
  '/workbench',
  '/me/',
  '/cases',
  '/apply/',
  '/wallet',
  '/sign-in',
  '/recover',
  '/licence-sign-in',
  '/pay/',
  '/rate/',
  '/verify/',
]

/** A sitemap holds at most so many addresses (sitemaps.org, protocol 0.9). */
const mostAddresses = 50_000

/** What search engines ask for first, from the root. */
export const publicPageRoutes =
  (pages: PublicPages, publicUrl: string): Routes =>
  (app: App) => {
    app.get('/robots.txt', { schema: { hide: true }, config: route({ access: 'public' }) }, (_request, reply) =>
      reply
        .type('text/plain; charset=utf-8')
        .header('cache-control', 'public, max-age=3600')
        .send(
          [
            'User-agent: *',
            ...own.map((path) => `Disallow: ${path}`),
            `Sitemap: ${new URL('/sitemap.xml', publicUrl)}`,
            '',
          ].join('\n'),
        ),
    )
    app.get(
      '/sitemap.xml',
      { schema: { hide: true }, config: route({ access: 'public' }) },
      async (_request, reply) => {
        const addresses = (await pages.sitemap()).slice(0, mostAddresses)
        return reply
          .type('application/xml; charset=utf-8')
          .header('cache-control', 'public, max-age=3600')
          .send(
            `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${addresses
              .map((address) => `<url><loc>${escapeText(address)}</loc></url>`)
              .join('\n')}\n</urlset>\n`,
          )
      },
    )
  }
