import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import { compileFeel } from '#support/rules/index.ts'
import { checkForm, compileForm, type Form } from './contract.ts'

const folder = new URL('./fixtures/', import.meta.url)
const read = (name: string): unknown => parse(readFileSync(new URL(name, folder), 'utf8'))

for (const name of readdirSync(new URL('valid/', folder))) {
  test(`the form ${name} has no problems and compiles`, () => {
    const form = read(`valid/${name}`)
    assert.deepEqual(checkForm(form, compileFeel), [])
    assert.equal(compileForm(form as Form, compileFeel).form, form)
  })
}

for (const name of readdirSync(new URL('invalid/', folder))) {
  test(`the form ${name} is refused for exactly its one mistake`, () => {
    const { problem, form } = read(`invalid/${name}`) as { problem: { code: string; pointer: string }; form: unknown }
    const found = checkForm(form, compileFeel).filter(({ severity }) => severity === 'error')
    assert.deepEqual(
      found.map(({ code, pointer }) => ({ code, pointer })),
      [problem],
      JSON.stringify(found, null, 1),
    )
    assert.ok(found.every(({ message, mend }) => message.length > 5 && mend.length > 5))
  })
}

test('documents that are no form at all are told, never thrown at', () => {
  for (const odd of [undefined, null, 7, 'form', [], {}, { schema: [] }, { schema: { type: 'object', properties: 3 } }])
    assert.ok(checkForm(odd, compileFeel).length > 0)
  const odd = { type: 'object', properties: { a: null, b: { type: 'array', items: 'x' } } }
  const form = {
    key: 'a',
    version: 1,
    title: 'a',
    titleEn: 'a',
    schema: odd,
    pages: [{ key: 'a', title: 'a', titleEn: 'a', fields: ['a'] }],
  }
  assert.deepEqual(new Set(checkForm(form, compileFeel).map(({ code }) => code)), new Set(['no-schema']))
})

test('a keyword that holds what it must not is told at its field', () => {
  const odds = { title: 5, required: 'a', enum: 3, oneOf: {}, 'x-ui': 'radio', pattern: 7, readOnly: 'yes', $ref: 1 }
  for (const [keyword, value] of Object.entries(odds)) {
    const schema = { type: 'object', properties: { a: { type: 'string', [keyword]: value } } }
    const page = { key: 'a', title: 'a', titleEn: 'a', fields: ['a'] }
    const form = { key: 'a', version: 1, title: 'a', titleEn: 'a', schema, pages: [page] }
    const [problem] = checkForm(form, compileFeel)
    assert.deepEqual([problem?.code, problem?.pointer], ['bad-keyword', '/schema/properties/a'], keyword)
  }
})
