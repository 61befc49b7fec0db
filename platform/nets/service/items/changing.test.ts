import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Value } from 'typebox/value'
import { type ChangeTerms, Item } from './item.ts'
import { lintItem } from './lint/lint.ts'
import { underChange, underTerms } from './under-change.ts'

const groups = ['codes', 'limits', 'conditions', 'fee', 'result', 'handling', 'contacts']
const item = Value.Default(Item, {
  name: '蜂箱登记',
  type: '01',
  authority: { name: '登记处（演示）' },
  ...Object.fromEntries(groups.map((group) => [group, {}])),
}) as Item
const terms: ChangeTerms = {
  key: 'keeper',
  kind: 'change',
  name: '变更',
  asks: ['keeper'],
  materials: [],
  added: [],
  elements: { keeper: 'answers.keeper' },
  flow: 'licence-change',
  basis: { law: '行政许可法', article: '第四十九条', rank: 'law' },
}
const licensed = { result: { credential: 'hive-card' }, handling: { ...item.handling, online: true } }

test('a change without a licence, without effect, over unknown materials or named twice is found', () => {
  const codes = (changes: ChangeTerms[], more: Partial<Item> = licensed) =>
    lintItem({ ...item, ...more, changes })
      .map(({ code }) => code)
      .filter((code) => code.startsWith('change-'))
  assert.deepEqual(codes([terms]), [])
  assert.deepEqual(codes([terms], {}), ['change-needs-licence'])
  const { elements: _, ...idle } = terms
  assert.deepEqual(codes([idle]), ['change-alters-something'])
  assert.deepEqual(codes([{ ...idle, lastDay: 'lastDay' }]), [])
  assert.deepEqual(codes([{ ...idle, kind: 'reissue' }]), [], 'another copy alters nothing')
  assert.deepEqual(codes([{ ...terms, materials: ['map'] }]), ['change-materials-exist'])
  assert.deepEqual(codes([terms, terms]), ['change-key-once'])
})

test('it asks for its own materials and what registers supply, under its own flow, limits and basis', () => {
  const asked = (key: string, submission: 'upload' | 'shared' | 'confirm') =>
    ({ key, name: key, submission, necessity: 'required', form: 'either' }) as Item['materials'][number]
  const whole = {
    ...item,
    ...licensed,
    name: '蜂箱登记（新办）',
    materials: [
      asked('map', 'upload'),
      asked('plan', 'upload'),
      asked('identity', 'shared'),
      asked('rules', 'confirm'),
    ],
    changes: [{ ...terms, materials: ['plan'], added: [asked('loss', 'confirm')] }],
  }
  const under = underChange(whole, whole.changes[0]!)
  assert.deepEqual(
    under.materials.map(({ key }) => key),
    ['plan', 'identity', 'loss'],
  )
  assert.deepEqual(
    [under.name, under.handling.flow, under.basis[0]],
    ['蜂箱登记（变更）', 'licence-change', terms.basis],
  )
  assert.equal(underTerms(whole, { change: { key: 'keeper' } }).name, under.name)
  assert.equal(underTerms(whole, undefined), whole)
})
