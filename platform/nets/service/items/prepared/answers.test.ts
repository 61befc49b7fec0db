import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPreparedAnswers } from './answers.ts'
import { shared } from './shared.ts'

test('an answer is made once, until the stamp says that something changed', async () => {
  let [stamp, made] = ['1', 0]
  const prepared = createPreparedAnswers(async () => stamp)
  const ask = () => prepared('guide', async () => `{"made":${++made}}`)
  const [first, again] = [await ask(), await ask()]
  assert.equal(first.bytes.toString(), '{"made":1}')
  assert.equal(again, first)
  stamp = '2'
  const other = await ask()
  assert.equal(other.bytes.toString(), '{"made":2}')
  assert.notEqual(other.etag, first.etag)
})

test('what was begun before a change is not kept after it', async () => {
  let stamp = '1'
  let release: (json: string) => void = () => undefined
  const prepared = createPreparedAnswers(async () => stamp)
  const slow = prepared('guide', () => new Promise((resolve) => (release = resolve)))
  await new Promise((later) => setImmediate(later))
  stamp = '2'
  await prepared('other', async () => '{}')
  release('"old"')
  assert.equal((await slow).bytes.toString(), '"old"', 'who asked before is told what was true then')
  assert.equal((await prepared('guide', async () => '"new"')).bytes.toString(), '"new"')
})

test('many small answers stay within their memory, those last used the longest', async () => {
  let made = 0
  const prepared = createPreparedAnswers(async () => '1')
  const large = 'x'.repeat(8 * 1024 * 1024)
  const ask = (key: string) =>
    prepared(key, async () => {
      made++
      return large
    })
  for (let i = 0; i < 8; i++) await ask(`guide ${i}`)
  await ask('guide 0')
  assert.equal(made, 8)
  await ask('guide 8')
  await ask('guide 0')
  assert.equal(made, 9, 'kept: it was used just before')
  await ask('guide 1')
  assert.equal(made, 10, 'gone: nobody had asked for it')
})

test('a crowd shares one read, but never one that began before they asked', async () => {
  let reads = 0
  let go: () => void = () => undefined
  const read = shared(async () => {
    const mine = ++reads
    await new Promise<void>((resolve) => (go = resolve))
    return mine
  })
  const first = read()
  const crowd = [read(), read(), read()]
  go()
  assert.equal(await first, 1)
  await new Promise((later) => setImmediate(later))
  go()
  assert.deepEqual(await Promise.all(crowd), [2, 2, 2])
  assert.equal(reads, 2)
})

test('a read that fails fails for those who shared it, and the next is tried', async () => {
  let fails = true
  const read = shared(async () => {
    if (fails) throw new Error('no database')
    return 'there'
  })
  await assert.rejects(read(), /no database/)
  fails = false
  assert.equal(await read(), 'there')
})
