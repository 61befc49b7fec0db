import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { languageOf } from './problem.ts'

/**
 * What an address reads like without a script: for the head, and for the place the script fills later. What is hidden answers
 * one person, and nobody keeps it on the way.
 */
export type PlainPage = { status: 200 | 404; head: string; body: string; hidden?: true }
export type FindPlainPage = (
  address: { path: string; query: URLSearchParams },
  language: 'zh' | 'en',
) => Promise<PlainPage | undefined>

/**
 * Serves a built single-page application under `prefix`: hashed assets for a year, and the page itself for every other
 * address a browser opens there, so that each address can be shared. `plain` puts into it what can be read without a script.
 */
export async function servePages(
  app: App,
  pages: { prefix: string; folder: string; except: string[]; plain?: FindPlainPage },
): Promise<void> {
  if (!existsSync(join(pages.folder, 'index.html'))) return
  const assets = join(pages.folder, 'assets', sep)
  const shell = readFileSync(join(pages.folder, 'index.html'), 'utf8')
  const base = pages.prefix === '/' ? '' : pages.prefix
  await app.register(async (scope) => {
    await scope.register(fastifyStatic, {
      root: pages.folder,
      serve: false,
      preCompressed: true,
      dotfiles: 'ignore',
      setHeaders(reply, path) {
        reply.header('cache-control', path.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    const answer = async (request: FastifyRequest, reply: FastifyReply) => {
      const [path = '/', search] = request.url.split('?', 2)
      // A file has an ending; anything else is an address within the application.
      if (/\.\w{1,8}$/.test(path)) return reply.sendFile((request.params as { '*': string })['*'])
      if (pages.except.some((other) => path.startsWith(other))) return reply.callNotFound()
      const language = languageOf(request)
      const found = await pages
        .plain?.({ path, query: new URLSearchParams(search) }, language)
        .catch((error: unknown) => {
          // Whoever has a script is served all the same, and told there what does not work.
          request.log.error({ err: error }, 'a page could not be written without a script')
          return undefined
        })
      if (!found) return reply.sendFile('index.html')
      return reply
        .code(found.status)
        .type('text/html; charset=utf-8')
        .header('cache-control', found.hidden ? 'private, no-store' : 'no-cache')
        .header('vary', 'accept-language')
        .send(filled(shell, found, language))
    }
    scope.get(`${base}/*`, { schema: { hide: true } }, answer)
    if (base) scope.get(base, { schema: { hide: true } }, answer)
  })
}

/** The built page with the head and the content of one address; functions, since `$` in a text means something to replace. */
function filled(shell: string, { head, body }: PlainPage, language: 'zh' | 'en'): string {
  const said = body ? shell.replace(/<noscript>.*<\/noscript>/, '') : shell
  const headed = head
    ? said
        .replace(/<title>[^<]*<\/title>/, '')
        .replace(/<meta name="description"[^>]*>/, '')
        .replace('</head>', () => `${head}</head>`)
    : said
  return headed
    .replace(/<html lang="[^"]*"/, `<html lang="${language === 'en' ? 'en' : 'zh-CN'}"`)
    .replace('<div id="root"></div>', () => `<div id="root">${body}</div>`)
}
