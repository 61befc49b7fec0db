import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedTogether } from './asked-together.ts'
import type { Db } from './database.ts'

const one = {} as Db
const other = {} as Db

test('what is asked in one turn on one connection is one question, and each gets its own answer', async () => {
  const lots: { db: Db; keys: readonly number[] }[] = []
  const double = askedTogether(async (db, keys: readonly number[]) => {
    lots.push({ db, keys })
    return keys.map((key) => key * 2)
  })
  const answers = await Promise.all([double(one, 1), double(other, 2), double(one, 3)])
  assert.deepEqual(answers, [2, 4, 6])
  assert.deepEqual(
    lots.map(({ keys }) => keys),
    [[1, 3], [2]],
  )
  assert.equal(lots[0]?.db, one)
  assert.equal(await double(one, 4), 8)
  assert.equal(lots.length, 3)
})

test('a question that fails, fails for all who asked it, and the next is asked anew', async () => {
  let broken = true
  const same = askedTogether(async (_db, keys: readonly number[]) => {
    if (broken) throw new Error('not now')
    return keys
  })
  const ended = await Promise.allSettled([same(one, 1), same(one, 2)])
  assert.deepEqual(
    ended.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  broken = false
  assert.equal(await same(one, 1), 1)
})
