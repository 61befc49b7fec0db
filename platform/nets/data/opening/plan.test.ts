import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RegisterField } from '#support/registers/contract.ts'
import type { ReleasePlan, Treatment } from './contract.ts'
import { faultsOf } from './plan.ts'
import { maySee, verbsIn } from './policy.ts'
import { treated } from './treatment.ts'

const field = (key: string, more: Partial<RegisterField>): RegisterField => ({
  ...{ key, name: key, nameEn: key, type: 'text', class: 'any', grade: 1, pi: 'none' },
  ...more,
})
const register = {
  key: 'people',
  fields: [
    field('town', {}),
    field('name', { pi: 'general', grade: 2, mask: 'name' }),
    field('nickname', { pi: 'general', grade: 2 }),
    field('id_no', { pi: 'sensitive', grade: 3 }),
    field('born_on', { type: 'date', pi: 'general', grade: 2 }),
  ],
}
const rulesOf = (key: string, treatment: Treatment, more: Partial<ReleasePlan> = {}) =>
  faultsOf(
    {
      ...{
        access: 'conditional',
        fields: [
          { key: 'town', treatment: { how: 'keep' } },
          { key, treatment },
        ],
      },
      ...{ quasi: ['town'], sensitive: [], suppress: false },
      ...more,
    },
    register,
  ).map(({ rule }) => rule)

test('personal information leaves masked or coarser, by a mask that is one, and with quasi-identifiers named', () => {
  assert.deepEqual(rulesOf('name', { how: 'mask' }), [])
  assert.deepEqual(rulesOf('name', { how: 'keep' }), ['not-public'])
  assert.deepEqual(rulesOf('nickname', { how: 'mask' }), ['no-mask'])
  assert.deepEqual(rulesOf('id_no', { how: 'mask' }), [])
  assert.deepEqual(rulesOf('id_no', { how: 'prefix', length: 17 }), ['too-fine'])
  assert.deepEqual(rulesOf('born_on', { how: 'year' }), [])
  assert.deepEqual(rulesOf('born_on', { how: 'band', width: 5 }), ['unfit'])
  assert.deepEqual(rulesOf('name', { how: 'mask' }, { quasi: [] }), ['needed'])
  assert.deepEqual(rulesOf('name', { how: 'mask' }, { sensitive: ['born_on'] }), ['not-released'])
})

test('values become coarser, and nothing stays nothing', () => {
  assert.equal(treated('1987-06-05', { how: 'year' }), '1987')
  assert.equal(treated('1987-06-05', { how: 'month' }), '1987-06')
  assert.equal(treated(-3, { how: 'band', width: 10 }), '-10–-1')
  assert.equal(treated('南城街道虚构路', { how: 'prefix', length: 4 }), '南城街道…')
  assert.equal(treated('', { how: 'keep' }), null)
})

test('who prepared a release neither approves nor returns it; who has no part sees only what is out', () => {
  const manager = { officer: false, manager: true, prepared: false }
  assert.deepEqual(verbsIn('ready', manager), ['approve', 'return'])
  assert.deepEqual(verbsIn('ready', { ...manager, prepared: true }), [])
  assert.deepEqual(verbsIn('unsafe', manager), [])
  const nobody = { officer: false, manager: false, prepared: false }
  assert.equal(maySee({ state: 'ready' }, nobody), false)
  assert.equal(maySee({ state: 'published' }, nobody), true)
  assert.deepEqual(verbsIn('published', nobody), [])
})
