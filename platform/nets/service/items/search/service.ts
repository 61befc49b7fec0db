import type { Db, Tx } from '#ground/database/index.ts'
import { decodeCursor, encodeCursor } from '#kernel/paging.ts'
import type { Item } from '../item.ts'
import type { SearchEntryTable } from '../tables.ts'
import type { ItemCard, ItemResults, ItemSearch } from './contract.ts'
import { type EverydayWord, loadEverydayWords } from './everyday-words.ts'
import { highlight } from './highlights.ts'
import { lazyLanguage } from './language.ts'
import { parseQuery, type SearchQuery } from './query.ts'
import {
  countFacets,
  countThemes,
  deleteEntry,
  type Layer,
  listCards,
  rankCards,
  replaceEntries,
  selectCards,
  selectIds,
} from './store.ts'
import { searchForm, tokensOf, vectorText, type Weight } from './tokens.ts'

/** A search looks no further than this many results: a person then types another word. */
const LAST_RESULT = 1000

/** A version to be found: what is in force of an item. */
export type Findable = { itemId: string; version: number; item: Item }

export type ItemFinder = {
  search: (realm: string, search: ItemSearch) => Promise<ItemResults>
  /** The first items that bear any of these themes, those that can be applied for here before the others. */
  listThemed: (realm: string, themes: string[], search: Pick<ItemSearch, 'audience' | 'limit'>) => Promise<ItemCard[]>
  cardsOf: (realm: string, ids: readonly string[]) => Promise<ItemCard[]>
  listIds: (realm: string) => Promise<string[]>
  countThemes: (realm: string) => Promise<Map<string, number>>
  /** Puts versions into search, in place of what was there of the same items. */
  index: (tx: Tx, realm: string, versions: Findable[]) => Promise<void>
  remove: (tx: Tx, realm: string, itemId: string) => Promise<void>
}

export function createItemFinder({ db }: { db: Db }): ItemFinder {
  const language = lazyLanguage()
  let everyday: Promise<EverydayWord[]> | undefined
  const everydayWords = () => {
    everyday ??= loadEverydayWords()
    return everyday
  }

  return {
    async search(realm, search) {
      const chinese = await language()
      const query = search.q ? parseQuery(search.q, chinese, await everydayWords()) : undefined
      // A query of signs alone names nothing; without a query it is the list of all.
      if (search.q?.trim() && !query) return { items: [] }
      const facets = search.facets ? { facets: await countFacets(db, realm, search, query) } : {}
      if (!query) return { ...(await list(db, realm, search)), ...facets }
      const mark = (card: ItemCard) => ({ ...card, highlights: highlight(card.name, query, chinese) })
      const { cards, next, loose } = await rank(db, realm, search, query)
      return { items: cards.map(mark), ...(next ? { next } : {}), ...(loose ? { loose } : {}), ...facets }
    },
    async listThemed(realm, themes, search) {
      const here = await listCards(db, realm, { ...search, themes, online: true }, search.limit)
      const rest = search.limit - here.length
      const elsewhere = rest > 0 ? await listCards(db, realm, { ...search, themes, online: false }, rest) : []
      return [...here, ...elsewhere].map(({ card }) => card)
    },
    cardsOf: (realm, ids) => selectCards(db, realm, ids),
    listIds: (realm) => selectIds(db, realm),
    countThemes: (realm) => countThemes(db, realm),
    async index(tx, realm, versions) {
      const chinese = await language()
      await replaceEntries(
        tx,
        versions.map((each) => entryOf(realm, each, tokensOf(each.item, chinese))),
      )
    },
    remove: deleteEntry,
  }
}

async function list(db: Db, realm: string, search: ItemSearch): Promise<ItemResults> {
  const [nameKey, id] = search.cursor ? decodeCursor(search.cursor, 2) : []
  const after = typeof nameKey === 'string' && isUuid(id) ? { nameKey, id } : undefined
  const rows = await listCards(db, realm, search, search.limit + 1, after)
  const shown = rows.slice(0, search.limit)
  const last = shown.at(-1)
  const items = shown.map(({ card }) => ({ ...card, highlights: [] }))
  return rows.length > search.limit && last ? { items, next: encodeCursor([last.nameKey, last.card.id]) } : { items }
}

/** One page over both layers: what names do not fill, texts do. The cursor says how far each layer has been read. */
async function rank(db: Db, realm: string, search: ItemSearch, query: SearchQuery) {
  const [inNames, inTexts] = search.cursor ? decodeCursor(search.cursor, 2).map(placeOf) : [0, 0]
  const isFirst = !search.cursor
  const found = await rankLayers(db, realm, search, query, inNames ?? 0, inTexts ?? 0)
  if (found.cards.length > 0 || !isFirst || query.loose === undefined) return { ...found, loose: false }
  const loosely = { ...query, direct: query.loose }
  const window = { layer: 'names' as const, limit: search.limit, offset: 0 }
  const cards = await rankCards(db, realm, search, loosely, window)
  return { cards, next: undefined, loose: cards.length > 0 }
}

async function rankLayers(
  db: Db,
  realm: string,
  search: ItemSearch,
  query: SearchQuery,
  inNames: number,
  inTexts: number,
) {
  const limit = search.limit + 1
  const look = (layer: Layer, offset: number, most: number) =>
    rankCards(db, realm, search, query, { layer, offset, limit: most })
  const names = inTexts > 0 ? [] : await look('names', inNames, limit)
  const texts = names.length < limit ? await look('texts', inTexts, limit - names.length) : []
  const cards = [...names, ...texts].slice(0, search.limit)
  const ofNames = Math.min(names.length, cards.length)
  const place = [inNames + ofNames, inTexts + cards.length - ofNames] as const
  const more = names.length + texts.length > search.limit && place[0] + place[1] < LAST_RESULT
  return { cards, next: more ? encodeCursor(place) : undefined }
}

const placeOf = (value: string | number | null) => Math.min(Math.max(Math.trunc(Number(value)) || 0, 0), LAST_RESULT)

function entryOf(realm: string, { itemId, version, item }: Findable, found: Map<string, Weight>): SearchEntryTable {
  const { name, nameEn, summary, summaryEn, type, audiences, themes, authority, limits, handling, source } = item
  const filters = { type, department: authority.name, audiences, themes, online: handling.online }
  const more = { nameEn, summary, summaryEn, promised: limits.promised, source: source?.system }
  const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined))
  const card: ItemCard = { id: itemId, version, name, ...filters, ...given }
  // A bounded key: an index row holds at most 2.7 KB.
  const name_key = searchForm(name).slice(0, 200)
  const vectors = { name_tokens: vectorText(found, 'B'), tokens: vectorText(found) }
  return { realm, item_id: itemId, version, name, name_key, ...filters, card, ...vectors }
}

const isUuid = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)
