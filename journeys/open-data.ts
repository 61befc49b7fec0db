import assert from 'node:assert/strict'
import type { ReleaseRow } from '../platform/nets/data/opening/contract.ts'
import { personAt, signIn } from './client.ts'

/** Has the datasets of the demo city read from their registers now, if the city's own turn was not there first. Their ids by name. */
export async function fillDatasets(url: string): Promise<Map<string, string>> {
  const manager = await signIn(url, 'sj.gly')
  const { body } = await manager.get('/open-data/releases?limit=100&state=published')
  for (const { id } of body.items as ReleaseRow[]) {
    const { status } = await manager.post(`/open-data/releases/${id}/acts`, { verb: 'refresh', reason: '演示' })
    assert.ok(status === 200 || status === 409, `refreshed: ${status}`)
  }
  const { body: open } = await personAt(url).get('/open-data/datasets?limit=100')
  return new Map(open.items.map(({ id, about }: { id: string; about: { name: string } }) => [about.name, id]))
}
