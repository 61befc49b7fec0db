import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Register } from './contract.ts'
import { planTable, tableName } from './table.ts'

const field = { name: '名', nameEn: 'n', type: 'text', class: 'identity', grade: 1, pi: 'none' } as const
const base: Register = {
  key: 'bee-keeper',
  version: 1,
  name: '养蜂人库',
  nameEn: 'Beekeepers',
  owner: 'agriculture',
  sourceLabel: '养蜂人库',
  cycle: 'daily',
  keyFields: ['id_number'],
  fields: [
    { ...field, key: 'id_number', grade: 3, pi: 'sensitive' },
    { ...field, key: 'hives', type: 'integer' },
  ],
}
const withFields = (...fields: Register['fields']): Register => ({ ...base, version: 2, fields })
const [id, hives] = base.fields as [Register['fields'][0], Register['fields'][0]]

test('a new register gets a table, a unique key of its records in force and an index', () => {
  const { table, steps, destructive } = planTable(base, undefined)
  assert.equal(table, 'bee_keeper')
  assert.deepEqual(destructive, [])
  assert.deepEqual(
    steps.map((step) => step.do),
    ['create-table', 'unique-current', 'index'],
  )
  assert.deepEqual(steps[1], { do: 'unique-current', columns: ['id_number_index'] })
})

test('fields of grade 3 are sealed, and only the searched ones are indexed', () => {
  const [create] = planTable(withFields(id, { ...field, key: 'mobile', grade: 3 }), undefined).steps
  assert.deepEqual(create, {
    do: 'create-table',
    columns: [
      { name: 'id_number', type: 'bytea' },
      { name: 'id_number_index', type: 'bytea', indexOf: 'id_number' },
      { name: 'mobile', type: 'bytea' },
    ],
  })
})

test('a new field is added and a whole number may become a number', () => {
  const next = withFields(id, { ...hives, type: 'number' }, { ...field, key: 'region' })
  assert.deepEqual(planTable(next, base), {
    table: 'bee_keeper',
    steps: [
      { do: 'widen', column: { name: 'hives', type: 'numeric' } },
      { do: 'add-column', column: { name: 'region', type: 'text' } },
    ],
    destructive: [],
  })
})

test('what would lose or alter data is named and not planned', () => {
  assert.match(planTable(withFields(id), base).destructive.join(), /hives disappears/)
  assert.match(planTable(withFields(id, { ...hives, type: 'date' }), base).destructive.join(), /from integer to date/)
  assert.match(planTable(withFields(id, { ...hives, grade: 3 }), base).destructive.join(), /grade 1 and 3/)
  assert.match(planTable({ ...base, keyFields: ['hives'] }, base).destructive.join(), /key changes/)
})

test('a name that is no name of a table is never used', () => {
  for (const bad of ['a"; drop table x', 'A', '1a', '', 'a'.repeat(60)]) assert.throws(() => tableName(bad), RangeError)
})
