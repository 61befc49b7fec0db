import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from './errors.ts'
import { decodeCursor, encodeCursor, pageOf } from './paging.ts'

test('a cursor gives back the key it was made of, Chinese and null included', () => {
  const key = ['2026-11-02T08:00:00Z', '东莞市?>', 42, null]
  const cursor = encodeCursor(key)
  assert.match(cursor, /^[A-Za-z0-9_-]+$/)
  assert.deepEqual(decodeCursor(cursor, 4), key)
})

test('anything this list did not give out is refused as a bad cursor', () => {
  const foreign = [
    '',
    '!!!',
    'abc',
    'x'.repeat(5000),
    encodeCursor([]),
    encodeCursor(['a', 'b']),
    btoa('{"a":1}'),
    btoa('[[]]'),
  ]
  for (const cursor of foreign) {
    assert.throws(
      () => decodeCursor(cursor, 1),
      (error) => error instanceof Refusal && error.kind === 'invalid' && error.code === 'paging.bad-cursor',
      cursor,
    )
  }
})

test('one row more than the limit makes a next page that starts after the last row shown', () => {
  const page = pageOf([1, 2, 3], 2, (item) => [item])
  assert.deepEqual(page.items, [1, 2])
  assert.deepEqual(decodeCursor(page.next ?? '', 1), [2])
})

test('the last page has no next', () => {
  assert.deepEqual(
    pageOf([1, 2], 2, (item) => [item]),
    { items: [1, 2] },
  )
  assert.deepEqual(
    pageOf<number>([], 2, (item) => [item]),
    { items: [] },
  )
})
