import { anonymousActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Verification } from '#support/credentials/contract.ts'
import type { Items } from '../items/index.ts'
import type { LifeMapKey, LifeMaps } from '../life-maps/index.ts'
import { guidePage } from './guide-page.ts'
import { homePage, itemsPage, stagePage, verifyPage } from './list-pages.ts'
import type { Language, PageMaker } from './page.ts'
import { headOf, inShell } from './shell.ts'
import { verificationSaid } from './verification.ts'

export type PublicPageNeeds = {
  realm: string
  publicUrl: string
  items: Pick<Items, 'search' | 'getGuide' | 'cards'>
  lifeMaps: Pick<LifeMaps, 'list' | 'open'>
  verify: (realm: string, code: string) => Promise<Verification>
  /** Pages of other nets, and their addresses. */
  more?: { makers: PageMaker[]; paths: () => Promise<string[]> }
}

export type PublicPages = {
  /** The page of an address as it reads without a script; undefined for addresses that need one. */
  find(
    address: { path: string; query: URLSearchParams },
    language: Language,
  ): Promise<{ status: 200 | 404; head: string; body: string; hidden?: true } | undefined>
  /** Every address worth finding, absolute. */
  sitemap(): Promise<string[]>
}

const perPage = 50

/** The pages anybody may read, made from the same answers as the API gives a stranger, and from nothing else. */
export function createPublicPages(needs: PublicPageNeeds): PublicPages {
  const { realm, publicUrl, items, lifeMaps } = needs
  const stranger = anonymousActor(realm)

  const makers: PageMaker[] = [
    ...(needs.more?.makers ?? []),
    [
      /^\/$/,
      async (_match, _query, language) => {
        const [maps, online] = await Promise.all([
          lifeMaps.list(stranger),
          items.search(stranger, { online: true, limit: 8 }),
        ])
        return homePage({ maps, online }, language)
      },
    ],
    [
      /^\/items$/,
      async (_match, query, language) => {
        const q = query.get('q')?.slice(0, 200) || undefined
        const cursor = query.get('cursor')?.slice(0, 2000) || undefined
        const results = await items.search(stranger, {
          limit: perPage,
          ...(q ? { q } : {}),
          ...(cursor ? { cursor } : {}),
        })
        const next = results.next
          ? `/items?${new URLSearchParams({ ...(q ? { q } : {}), cursor: results.next })}`
          : undefined
        return itemsPage(results, { first: !cursor, ...(q ? { q } : {}), ...(next ? { next } : {}) }, language)
      },
    ],
    [
      /^\/items\/([0-9a-f-]{36})$/,
      async ([, id], _query, language) => guidePage(await items.getGuide(stranger, id!), language),
    ],
    [
      /^\/life\/(person|enterprise)\/([a-z0-9-]{1,41})$/,
      async ([, map, stage], _query, language) =>
        stagePage(map!, await lifeMaps.open(stranger, map as LifeMapKey, stage!), language),
    ],
    [
      /^\/verify$/,
      async (_match, query, language) => {
        const code = query.get('code')?.trim().slice(0, 40)
        return verifyPage(language, code ? await verificationSaid(needs.verify, realm, code, language) : undefined)
      },
    ],
  ]

  return {
    async find({ path, query }, language) {
      for (const [pattern, make] of makers) {
        const match = path.match(pattern)
        if (!match) continue
        try {
          const page = await make(match, query, language)
          const said = { head: headOf(page, publicUrl, language), body: inShell(page, language) }
          return { status: 200, ...said, ...(page.hidden ? { hidden: page.hidden } : {}) }
        } catch (error) {
          // What is not there is not found by search engines either; the page itself says so kindly.
          if (error instanceof Refusal && error.kind === 'missing') return { status: 404, head: '', body: '' }
          if (error instanceof Refusal && error.kind === 'invalid') return undefined
          throw error
        }
      }
      return undefined
    },
    async sitemap() {
      const [ids, maps, others] = await Promise.all([
        items.cards.listIds(realm),
        lifeMaps.list(stranger),
        needs.more?.paths() ?? [],
      ])
      const stages = maps.flatMap(({ key, stages: each }) =>
        each.filter(({ count }) => count > 0).map((stage) => `/life/${key}/${stage.key}`),
      )
      const paths = ['/', '/items', '/verify', ...others, ...stages, ...ids.map((id) => `/items/${id}`)]
      return paths.map((path) => new URL(path, publicUrl).href)
    },
  }
}
