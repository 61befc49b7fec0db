import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pointerAt } from './place.ts'

const text = JSON.stringify(
  { schema: { properties: { hives: { title: '养几箱', 'a/b': 1 } } }, pages: [{ key: 'a' }] },
  null,
  2,
)

/** Where a part of the text begins, counted from 1. */
function spotOf(part: string) {
  const before = text.slice(0, text.indexOf(part)).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

test('a place in a text of data is told as the pointer of what begins there', () => {
  assert.equal(pointerAt(text, spotOf('"hives"')), '/schema/properties/hives')
  assert.equal(pointerAt(text, spotOf('"title"')), '/schema/properties/hives/title')
  assert.equal(pointerAt(text, spotOf('"a/b"')), '/schema/properties/hives/a~1b')
  assert.equal(pointerAt(text, spotOf('{\n      "key"')), '/pages/0')
  assert.equal(pointerAt(text, { line: 1, column: 1 }), undefined, 'the whole')
})
