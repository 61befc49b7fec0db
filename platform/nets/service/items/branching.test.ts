import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answeredOf, askedOf, branchOf, feesUnder, isMaterialNeeded, limitsUnder } from './branching.ts'
import { createHolds, hangsOnSituationsAlone } from './conditions.ts'
import { blankItem } from './imports/mapping.ts'
import type { Item, Material } from './item.ts'

const holds = createHolds()
const material = (part: Partial<Material> & { key: string }): Material => ({
  name: part.key,
  necessity: 'conditional',
  form: 'either',
  submission: 'upload',
  ...part,
})
const option = (key: string, materials: string[] = []) => ({ key, label: key, materials })
const item: Item = {
  ...blankItem('示例', '01', '示例局'),
  limits: { legal: { unit: 'working', days: 20 }, promised: { unit: 'working', days: 5 } },
  situations: [
    { key: 'size', question: '多大', ask: 'start', options: [option('small'), option('large', ['plan'])] },
    {
      key: 'fitted',
      question: '装修过吗',
      ask: 'start',
      when: 'situations.size = "large"',
      options: [option('yes', ['report']), option('no')],
    },
    { key: 'hint', question: '只帮人看指南', options: [option('a', ['hinted']), option('b')] },
  ],
  branches: [
    {
      key: 'small',
      name: '小型',
      when: 'situations.size = "small"',
      limits: { promised: { unit: 'working', days: 2 } },
    },
    { key: 'busy', name: '人多', when: 'seats > 100' },
  ],
  fee: { charged: true, lines: [{ name: '检测费', when: 'situations.size = "large"' }, { name: '工本费' }] },
}
const needs = (one: Material, situations: Record<string, string>, answers = {}) =>
  isMaterialNeeded(item, one, { situations, answers }, holds)

test('a question that hangs on another is asked only after its answer, and forgotten when that changes', () => {
  const keys = (situations: Record<string, string>) =>
    askedOf(item, situations, holds).map((each) => each.situation.key)
  assert.deepEqual(keys({ size: 'small' }), ['size', 'hint'])
  assert.deepEqual(keys({ size: 'large' }), ['size', 'fitted', 'hint'])
  assert.deepEqual(answeredOf(item, { size: 'small', fitted: 'yes', strange: 'x', hint: 'none' }, holds), {
    size: 'small',
  })
})

test('an answer makes its materials necessary, and the rest falls away', () => {
  assert.equal(needs(material({ key: 'plan' }), { size: 'large' }), true)
  assert.equal(needs(material({ key: 'plan' }), { size: 'small' }), false)
  assert.equal(needs(material({ key: 'plan' }), {}), false, 'a question that must be answered decides')
  assert.equal(needs(material({ key: 'report' }), { size: 'small', fitted: 'yes' }), false, 'it was never asked')
})

test('a condition and an answer may each make a material necessary', () => {
  const plan = material({ key: 'plan', when: 'seats > 100' })
  assert.equal(needs(plan, { size: 'small' }, { seats: 101 }), true)
  assert.equal(needs(plan, { size: 'large' }, { seats: 1 }), true)
  assert.equal(needs(plan, { size: 'small' }, { seats: 1 }), false)
})

test('a question that only helps to read the guide takes nothing away before it is answered', () => {
  assert.equal(needs(material({ key: 'hinted' }), {}), true)
  assert.equal(needs(material({ key: 'hinted' }), { hint: 'b' }), false)
})

test('the first branch that holds gives its limits; what it does not state stays the item’s', () => {
  const branch = branchOf(item, { situations: { size: 'small' }, answers: { seats: 500 } }, holds)
  assert.equal(branch?.key, 'small')
  assert.deepEqual(limitsUnder(item, branch), {
    legal: { unit: 'working', days: 20 },
    promised: { unit: 'working', days: 2 },
  })
  assert.equal(branchOf(item, { situations: {}, answers: { seats: 500 } }, holds)?.key, 'busy')
  assert.equal(branchOf(item, { situations: {}, answers: {} }, holds), undefined)
})

test('a fee line with a condition is charged only where it holds', () => {
  const names = (size: string) => feesUnder(item, { situations: { size }, answers: {} }, holds).map(({ name }) => name)
  assert.deepEqual(names('large'), ['检测费', '工本费'])
  assert.deepEqual(names('small'), ['工本费'])
})

test('a condition that is no FEEL never holds', () => {
  assert.equal(holds('= =', {}), false)
})

test('it can be told whether a condition waits for the form', () => {
  assert.equal(hangsOnSituationsAlone('situations.size = "large" and situations.fitted != null'), true)
  assert.equal(hangsOnSituationsAlone('seats > 100'), false)
})
