import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diffItems } from './diff.ts'
import { blankItem } from './imports/mapping.ts'
import type { Item } from './item.ts'

const material = (key: string, name: string) => ({
  key,
  name,
  necessity: 'required' as const,
  form: 'either' as const,
  submission: 'upload' as const,
})
const before: Item = {
  ...blankItem('示例', '20', '示例局'),
  limits: { promised: { unit: 'working', days: 10 } },
  materials: [material('licence', '营业执照'), material('plan', '流程图')],
  audiences: ['enterprise'],
}
const shown = (after: Item) => diffItems(before, after).map(({ pointer, label }) => `${pointer} ${label.zh}`)

test('the same content in another order of keys does not differ', () => {
  const { name, ...rest } = structuredClone(before)
  assert.deepEqual(diffItems(before, { ...rest, name }), [])
})

test('each difference has its place, both sides and words in two languages', () => {
  const after = { ...before, limits: { promised: { unit: 'working' as const, days: 5 } } }
  assert.deepEqual(diffItems(before, after), [
    { pointer: '/limits/promised/days', before: 10, after: 5, label: { zh: '承诺时限', en: 'Promised limit' } },
  ])
})

test('a material put on top is one addition, one taken away one removal, one changed one change', () => {
  const [licence, plan] = before.materials
  assert.ok(licence && plan)
  assert.deepEqual(shown({ ...before, materials: [material('new', '申请书'), licence, plan] }), ['/materials/0 材料'])
  assert.deepEqual(shown({ ...before, materials: [plan] }), ['/materials/0 材料'])
  const shared: Item = { ...before, materials: [{ ...licence, submission: 'shared' }, plan] }
  assert.deepEqual(shown(shared), ['/materials/0/submission 材料'])
  assert.deepEqual(shown({ ...before, materials: [plan, licence] }), ['/materials 材料'])
})

test('a list of plain words is one difference', () => {
  assert.deepEqual(shown({ ...before, audiences: ['enterprise', 'other'] }), ['/audiences 可以申请的人'])
})

test('where a version came from is no difference', () => {
  assert.deepEqual(diffItems(before, { ...before, source: { system: 'pack', repairs: [] } }), [])
})
