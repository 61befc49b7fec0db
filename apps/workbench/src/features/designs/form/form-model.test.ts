import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkForm, type Form } from '@zhengtong/platform/support/forms/contract.ts'
import type { Register } from '@zhengtong/platform/support/registers/contract.ts'
import { compileFeel } from '@zhengtong/platform/support/rules/contract.ts'
import { formulaOf, judged } from './condition.ts'
import { fieldKinds, kindOf, newNode, withKind } from './field-kinds.ts'
import {
  addField,
  addPage,
  childrenOf,
  fieldOfFault,
  moveField,
  moveInside,
  namesInSight,
  nodeAt,
  placeBeside,
  placeOf,
  readForm,
  removeField,
  removePage,
  renameField,
  withNode,
  withRequired,
} from './form-model.ts'
import { boundTo, holdersOf } from './use-held.ts'

const begin = (): Form => ({
  ...{ key: 'stall', version: 1, title: '摆摊登记', titleEn: 'Stall' },
  schema: {
    type: 'object',
    properties: {
      kind: newNode('one', '卖什么', 'What is sold'),
      count: newNode('integer', '几张桌子', 'How many tables'),
      helpers: newNode('list', '帮手', 'Helpers'),
    },
    required: ['kind'],
  },
  pages: [{ key: 'what', title: '卖什么', titleEn: 'What', fields: ['kind', 'count', 'helpers'] }],
})
const faults = (form: Form) => checkForm(form, compileFeel).map(({ code, pointer }) => `${code} ${pointer}`)

test('every kind of question is right as it is added, and is known again as what it is', () => {
  for (const kind of fieldKinds) {
    const made = addField(begin(), { page: 0 }, newNode(kind, '新问题', 'New question'))
    assert.ok(made)
    assert.deepEqual(faults(made.form), [], kind)
    assert.equal(kindOf(nodeAt(made.form, made.pointer) ?? {}), kind)
  }
})

test('a question that is answered otherwise keeps its words, its condition and its source', () => {
  const node = {
    ...newNode('text', '几张', 'How many'),
    'x-show': 'kind = "a"',
    'x-from': { account: 'mobile' },
  } as const
  const changed = withKind(node, 'integer')
  assert.deepEqual(
    [changed.title, changed.type, changed.maxLength, changed['x-show'], changed['x-ui']?.en],
    ['几张', 'integer', undefined, 'kind = "a"', 'How many'],
  )
  assert.deepEqual(changed['x-from'], { account: 'mobile' })
})

test('fields go up and down, over the edge of their page, and inside a list', () => {
  const two = addPage(begin(), '第二页', 'Second')
  const to = placeBeside(two, { page: 0, index: 2 }, 1)
  assert.deepEqual(to, { page: 1, index: 0 })
  const moved = moveField(two, { page: 0, index: 2 }, { page: 1, index: 0 })
  assert.deepEqual(
    moved.pages.map(({ fields }) => fields),
    [['kind', 'count'], ['helpers']],
  )
  assert.deepEqual(placeBeside(moved, { page: 1, index: 0 }, -1), { page: 0, index: 2 })
  assert.equal(placeBeside(moved, { page: 0, index: 0 }, -1), undefined, 'nothing is above the first')
  assert.equal(removePage(moved, 1), moved, 'a page with questions stays')
  const one = addField(moved, { inside: '/helpers' }, newNode('text', '姓名', 'Name'))
  const both = one && addField(one.form, { inside: '/helpers' }, newNode('mobile', '手机', 'Mobile'))
  assert.ok(both)
  assert.deepEqual(childrenOf(both.form, '/helpers'), ['/helpers/*/field1', '/helpers/*/field2'])
  assert.deepEqual(childrenOf(moveInside(both.form, '/helpers/*/field2', -1), '/helpers')[0], '/helpers/*/field2')
})

test('another key is written wherever the old one was named, and not into texts', () => {
  const shown = withNode(begin(), '/count', (node) => ({ ...node, 'x-show': 'kind = "kind"' }))
  const bound = withNode(shown, '/helpers', (node) => ({
    ...node,
    'x-from': { register: 'helpers', key: { of: { answer: '/kind' } }, fields: ['name'], many: true },
  }))
  const renamed = renameField(bound, '/kind', 'goods')
  assert.equal(renamed?.pointer, '/goods')
  assert.equal(nodeAt(renamed.form, '/count')?.['x-show'], 'goods = "kind"')
  assert.match(JSON.stringify(renamed.form.schema), /"answer":"\/goods"/)
  assert.deepEqual(renamed.form.schema.required, ['goods'])
  assert.deepEqual(renamed.form.pages[0]?.fields, ['goods', 'count', 'helpers'])
  assert.deepEqual(faults(renamed.form), [])
  assert.equal(renameField(bound, '/kind', 'count'), undefined, 'taken')
  assert.equal(renameField(bound, '/kind', 'Goods 1'), undefined, 'no name')
})

test('what is removed leaves no trace on pages and among what must be answered', () => {
  const form = removeField(withRequired(begin(), '/count', true), '/count')
  assert.deepEqual(form.schema.required, ['kind'])
  assert.equal(placeOf(form, '/count'), undefined)
  assert.deepEqual(faults(form), [])
})

test('a formula is judged while it is typed: its grammar, and the names in sight', () => {
  const made = addField(begin(), { inside: '/helpers' }, newNode('text', '姓名', 'Name'))
  assert.ok(made)
  const names = namesInSight(made.form, made.pointer)
  assert.deepEqual(names, ['kind', 'count', 'helpers'])
  assert.deepEqual(judged('count > 3 and kind = "a"', names), { fault: 'none' })
  assert.deepEqual(judged('tables > 3', names), { fault: 'unknown', names: ['tables'] })
  assert.equal(judged('count >', names).fault, 'wrong')
  assert.deepEqual(judged(formulaOf('count', '>', 3), names), { fault: 'none' })
  assert.equal(formulaOf('kind', '=', '面"条'), 'kind = "面\\"条"')
})

test('what a register holds is found by its name and bound with its type and codes', () => {
  const register = {
    ...{ key: 'shop', version: 1, name: '店铺库', nameEn: 'Shops', owner: 'market', sourceLabel: '演示店铺库' },
    ...{ cycle: 'daily', keyFields: ['no'], subject: 'owner_id' },
    fields: [
      {
        ...{ key: 'goods', name: '卖什么', nameEn: 'Goods', type: 'text', class: 'a', grade: 1, pi: 'none' },
        codes: { n: '面' },
      },
    ],
  } as Register
  const [holder] = holdersOf(nodeAt(begin(), '/kind') ?? {}, [register])
  assert.ok(holder)
  const bound = withNode(begin(), '/kind', (node) => boundTo(node, holder))
  assert.deepEqual(nodeAt(bound, '/kind')?.['x-from'], {
    ...{ register: 'shop', key: { owner_id: { applicant: 'idNumber' } }, field: 'goods' },
  })
  assert.deepEqual(
    nodeAt(bound, '/kind')?.oneOf?.map(({ const: code }) => code),
    ['n'],
  )
  assert.deepEqual(faults(bound), [])
})

test('faults of the check are told at their fields, and what is no form is not taken for one', () => {
  assert.equal(fieldOfFault('/schema/properties/kind/x-show'), '/kind')
  assert.equal(fieldOfFault('/schema/properties/helpers/items/properties/name'), '/helpers/*/name')
  assert.equal(fieldOfFault('/schema/properties/helpers/items'), '/helpers')
  assert.equal(fieldOfFault('/pages/0/fields'), undefined)
  assert.equal(readForm('{'), undefined)
  assert.equal(readForm('{"pages":[]}'), undefined)
})
