import { createClient, expectStatus, inTurn } from '../client.ts'
import type { Scenario } from '../harness.ts'
import { loadCatalogue } from './catalogue.ts'

/** What people type, and the same as a query in the lexemes that the index holds. */
const queries = [
  { typed: '经营许可', lexemes: `'经营' & '许可'` },
  { typed: '食品生产许可', lexemes: `'食品' & '生产' & '许可'` },
  { typed: '保险', lexemes: `'保险'` },
  { typed: '建设工程', lexemes: `'建设工程'` },
  { typed: '药品', lexemes: `'药品'` },
  { typed: 'shipin', lexemes: `'p:shipin':*` },
  { typed: 'yaopin', lexemes: `'p:yaopin':*` },
  { typed: 'jyxk', lexemes: `'i:jyxk':*` },
]

/** Finding an item by words or by pinyin. */
export const search: Scenario = {
  name: 'search',
  operation: 'GET /items?q=: Chinese words, pinyin and initials over 10,000 items, with marks',
  floor: 'one full-text query with ready lexemes over names, on the same table and index',
  async prepare(bench) {
    const { ask } = createClient(bench.url, { connections: bench.concurrency })
    const { items, isReal } = await loadCatalogue(ask, bench.pool)
    const floor = await bench.startFloor('search')
    const { ask: askFloor } = createClient(floor.url, { connections: bench.concurrency })
    const found = []
    for (const query of queries) {
      const { items: hits } = expectStatus(await ask('GET', `/api/v1/items?q=${encodeURIComponent(query.typed)}`), 200)
      const { items: plain } = expectStatus(await askFloor('GET', `/?q=${encodeURIComponent(query.lexemes)}`), 200)
      if (hits.length > 0 && plain.length > 0) found.push(query)
    }
    if (found.length < 4) throw new Error(`${items} items, and most queries find nothing`)
    const next = inTurn(found)
    const operation = (from: typeof ask, path: (query: (typeof queries)[number]) => string) => async () => {
      const query = next()
      const body = expectStatus(await from('GET', path(query)), 200)
      if (body.items.length === 0) throw new Error(`nothing found for ${query.typed}`)
    }
    return {
      note: `${items} items, ${isReal ? 'real catalogues, copied under other codes' : 'generated'}`,
      scenario: {
        ...bench.city,
        operation: operation(ask, ({ typed }) => `/api/v1/items?q=${encodeURIComponent(typed)}`),
      },
      floor: {
        server: floor.pid,
        postgres: bench.city.postgres,
        operation: operation(askFloor, ({ lexemes }) => `/?q=${encodeURIComponent(lexemes)}`),
      },
    }
  },
}
