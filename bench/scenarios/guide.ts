import { createClient, expectStatus, inTurn } from '../client.ts'
import type { Scenario } from '../harness.ts'
import { loadCatalogue } from './catalogue.ts'

/** The guide page's data: what the item is, what it needs, how long it takes. */
export const guide: Scenario = {
  name: 'guide',
  operation: 'GET /items/{id}: the guide of an item in force, over 100 items',
  floor: 'the same JSON as ready text, selected by key',
  async prepare(bench) {
    const { ask } = createClient(bench.url, { connections: bench.concurrency })
    await loadCatalogue(ask, bench.pool)
    const floor = await bench.startFloor('guide')
    const { ask: askFloor } = createClient(floor.url, { connections: bench.concurrency })
    const ids: string[] = []
    for (let cursor = ''; ids.length < 100; ) {
      const page = expectStatus(
        await ask('GET', `/api/v1/items?limit=50${cursor && `&cursor=${encodeURIComponent(cursor)}`}`),
        200,
      )
      ids.push(...page.items.map((item: { id: string }) => item.id))
      cursor = page.next
      if (!cursor) break
    }
    for (const id of ids) {
      const body = expectStatus(await ask('GET', `/api/v1/items/${id}`), 200)
      expectStatus(await askFloor('POST', '/stock', { body }), 200)
    }
    const next = inTurn(ids)
    const operation = (from: typeof ask, prefix: string) => async () => {
      const id = next()
      const body = expectStatus(await from('GET', `${prefix}/${id}`), 200)
      if (body.id !== id) throw new Error('another guide came')
    }
    return {
      scenario: { ...bench.city, operation: operation(ask, '/api/v1/items') },
      floor: { server: floor.pid, postgres: bench.city.postgres, operation: operation(askFloor, '') },
    }
  },
}
