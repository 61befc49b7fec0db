import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Department } from './contract.ts'
import { departmentsUnder } from './department.ts'

const department = (id: string, parent?: string): Department => ({
  id,
  name: id,
  code: id,
  divisionCode: '441900000000',
  government: false,
  demo: true,
  ...(parent ? { parent } : {}),
})

test('a department stands over its branches at any depth, and over nobody else', () => {
  const tree = [
    department('bureau'),
    department('branch', 'bureau'),
    department('office', 'branch'),
    department('other'),
  ]
  const ids = departmentsUnder(tree, 'bureau').map((each) => each.id)
  assert.deepEqual(ids, ['bureau', 'branch', 'office'])
  assert.deepEqual(departmentsUnder(tree, 'nobody'), [])
})

test('departments wrongly joined into a ring are each listed once', () => {
  const ring = [department('a', 'b'), department('b', 'a')]
  assert.equal(departmentsUnder(ring, 'a').length, 2)
})
