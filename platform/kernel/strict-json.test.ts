import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from './errors.ts'
import { parseStrictJson } from './strict-json.ts'

function refuses(text: string, code: string): void {
  assert.throws(
    () => parseStrictJson(text),
    (error) => error instanceof Refusal && error.code === code,
    text,
  )
}

test('ordinary JSON is read as JSON.parse reads it', () => {
  for (const text of [
    '{"a":[1,{"b":"x:y"},null],"c:":"\\"{:"}',
    '"a:b"',
    '3',
    'null',
    '[]',
    '{"__proto__":{"a":1}}',
    ' { "a" : "\\\\" } ',
  ]) {
    assert.deepEqual(parseStrictJson(text), JSON.parse(text))
  }
})

test('a member given twice is refused, at any depth and however its name is escaped', () => {
  refuses('{"a":1,"a":2}', 'strict-json.duplicate-key')
  refuses('[{"x":{"a":1,"b":2,"\\u0061":{"c":1}}}]', 'strict-json.duplicate-key')
  refuses('{"__proto__":1,"__proto__":2}', 'strict-json.duplicate-key')
})

test('the same name in two objects is no repetition', () => {
  assert.deepEqual(parseStrictJson('[{"a":1},{"a":{"a":2}}]'), [{ a: 1 }, { a: { a: 2 } }])
})

test('half a surrogate pair is refused in names and in values', () => {
  refuses('{"\\ud800":1}', 'strict-json.surrogate')
  refuses('["\\udc00"]', 'strict-json.surrogate')
  assert.equal(parseStrictJson('"\\ud83d\\ude00"'), '😀')
})

test('what is not JSON is refused, not thrown as a defect', () => {
  refuses('{a:1}', 'strict-json.syntax')
  refuses('', 'strict-json.syntax')
  refuses('{"a":1', 'strict-json.syntax')
})
