import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Value } from 'typebox/value'
import { compileFeel } from '#support/rules/contract.ts'
import { Item } from '../items/contract.ts'
import { type DraftContent, materialFaults, materialNeeds } from './application.ts'
import { digestOf, signedPromises, signedToFollow, situationFaults, termsOf } from './terms.ts'

const now = new Date('2026-11-02T02:00:00Z')
const holds = (condition: string, scope: Record<string, unknown>) => compileFeel(condition)(scope) === true
const promise = {
  key: 'water',
  version: 2,
  name: '用水承诺',
  materials: ['report'],
  notice: '不实的撤销。',
  promise: '用水合格。',
  check: { what: '报告原件', within: { unit: 'calendar', days: 60 } },
  basis: { law: '示例法' },
}
const empty = Object.fromEntries(
  ['codes', 'limits', 'conditions', 'fee', 'result', 'handling', 'contacts'].map((group) => [group, {}]),
)
const item = Value.Default(Item, {
  ...empty,
  name: '示例',
  type: '20',
  authority: { name: '示例局' },
  materials: [
    { key: 'id', name: '身份证明', submission: 'shared', source: { register: 'population', label: '公安人口库' } },
    { key: 'report', name: '检测报告' },
    { key: 'label', name: '标签', necessity: 'may-follow', follow: { days: 5 } },
  ],
  situations: [
    {
      key: 'size',
      question: '多大',
      ask: 'start',
      options: [
        { key: 's', label: '小' },
        { key: 'l', label: '大', stop: '太大' },
      ],
    },
  ],
  promises: [promise],
}) as Item

const content = (more: Partial<DraftContent> = {}): DraftContent => ({
  answers: {},
  facts: [],
  gaps: [],
  disputes: [],
  confirmed: [],
  situations: { size: 's' },
  follow: [],
  promises: [],
  ...more,
})
const needsOf = (given: DraftContent) => materialNeeds(item, given, [], holds)
const stateOf = (given: DraftContent, key: string) => needsOf(given).find((need) => need.key === key)?.state

test('a missing proof is told with every way to meet it', () => {
  assert.deepEqual(
    materialFaults(needsOf(content())).map(({ detail }) => detail),
    ['请上传“检测报告”，或者签告知承诺', '请上传“标签”，或者承诺以后补交'],
  )
})

test('only what may follow is signed for, from when it was first signed', () => {
  const first = signedToFollow(item, [], ['label', 'report', 'strange'], now)
  assert.deepEqual(first, [{ key: 'label', at: now.toISOString() }])
  assert.deepEqual(signedToFollow(item, first, ['label'], new Date()), first)
  assert.equal(stateOf(content({ follow: first }), 'label'), 'follows')
})

test('a promise holds for the text that was read, and for no other version', () => {
  const signed = signedPromises(item, [], [{ key: 'water', version: 2 }], now)
  assert.equal(stateOf(content({ promises: signed }), 'report'), 'promised')
  assert.equal(stateOf(content({ promises: [{ ...signed[0]!, version: 1 }] }), 'report'), 'missing')
  assert.throws(() => signedPromises(item, [], [{ key: 'water', version: 1 }], now), {
    code: 'applications.promise-changed',
  })
  assert.notEqual(digestOf(item.promises![0]!), digestOf({ ...item.promises![0]!, notice: '改过的告知。' }))
})

test('a question that must be answered, or stops, stands in the way', () => {
  assert.equal(situationFaults(item, content({ situations: {} }), holds)[0]?.rule, 'required')
  assert.equal(situationFaults(item, content({ situations: { size: 'l' } }), holds)[0]?.rule, 'stopped')
  assert.deepEqual(situationFaults(item, content(), holds), [])
})

test('the case takes what was chosen, promised, left for later, and where the rest came from', () => {
  const given = content({
    follow: [{ key: 'label', at: now.toISOString() }],
    promises: signedPromises(item, [], [{ key: 'water', version: 2 }], now),
    facts: [
      {
        pointer: '/name',
        value: '演示',
        source: 'register/population/name',
        sourceLabel: '公安人口库',
        version: '1',
        fetchedAt: now.toISOString(),
      },
    ],
  })
  const terms = termsOf(item, given, { needs: needsOf(given), holds, by: '南瓜灯演示' })
  assert.deepEqual(
    [terms?.situations[0]?.label, terms?.owed[0]?.key, terms?.promises[0]?.materials[0]?.key, terms?.free[0]?.status],
    ['小', 'label', 'report', 'found'],
  )
  assert.equal(terms?.promises[0]?.signedBy, '南瓜灯演示')
})

test('a source that did not answer is told as such, and asks nothing of the person', () => {
  const silent = content({
    gaps: [{ pointer: '/name', status: 'unavailable', source: 'register/population/name', sourceLabel: '公安人口库' }],
  })
  const need = needsOf(silent).find(({ key }) => key === 'id')
  assert.deepEqual([need?.state, need?.fetched?.status], ['here', 'unavailable'])
})
