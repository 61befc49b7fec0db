import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inGroups } from './in-groups.ts'

test('what comes while a write is on its way goes together in the next, and each waits for its own', async () => {
  const groups: number[][] = []
  let finish: () => void = () => undefined
  const put = inGroups(async (rows: number[]) => {
    groups.push(rows)
    if (groups.length === 1) await new Promise<void>((done) => (finish = done))
  })
  const first = put(1)
  while (groups.length === 0) await new Promise(setImmediate)
  const later = [put(2), put(3)]
  assert.deepEqual(groups, [[1]])
  finish()
  await Promise.all([first, ...later])
  assert.deepEqual(groups, [[1], [2, 3]])
})

test('one that cannot be written fails alone', async () => {
  const kept: number[] = []
  const put = inGroups(async (rows: number[]) => {
    if (rows.includes(2)) throw new Error('two is refused')
    kept.push(...rows)
  })
  const ended = await Promise.allSettled([put(1), put(2), put(3)])
  assert.deepEqual(
    ended.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(kept, [1, 3])
})

test('a group is not larger than it may be', async () => {
  const sizes: number[] = []
  const put = inGroups(async (rows: number[]) => void sizes.push(rows.length), { most: 2 })
  await Promise.all([1, 2, 3, 4, 5].map(put))
  assert.deepEqual(sizes, [2, 2, 1])
})
