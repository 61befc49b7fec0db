import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFeel } from '#support/rules/index.ts'
import type { ScoreModel } from '../declared.ts'
import { monthsBetween, monthsLater, type ScoreInputs, scoreOf } from './scoring.ts'

const model: ScoreModel = {
  ...{ key: 'trial', version: 1, name: '试评', nameEn: 'Trial', appliesTo: 'legal', base: 100 },
  factors: [
    {
      key: 'penalties',
      name: '处罚',
      nameEn: 'Penalties',
      basis: '演示依据',
      points: '-20 * count(facts[kind = "admin-penalty"])',
    },
    {
      key: 'honours',
      name: '荣誉',
      nameEn: 'Honours',
      basis: '演示依据',
      points: 'if count(facts[effect = "positive"]) > 0 then 5 else 0',
    },
  ],
  ceiling: 'if count(lists[colour = "black"]) > 0 then "D" else null',
  grades: [
    { grade: 'A', from: 100 },
    { grade: 'B', from: 80 },
    { grade: 'C', from: 60 },
    { grade: 'D', from: 0 },
  ],
}
const fact = (kind: string, effect: string) => ({
  id: kind,
  kind,
  effect,
  happenedOn: '2026-01-01',
  monthsAgo: 10,
  amount: 0,
})
const inputs = (more: Partial<ScoreInputs> = {}): ScoreInputs => ({
  today: '2026-11-22',
  entity: { kind: 'legal' },
  facts: [],
  lists: [],
  ...more,
})

test('points are the base and what each factor gives, and the grade follows', () => {
  assert.deepEqual(
    [scoreOf(model, inputs(), compileFeel).points, scoreOf(model, inputs(), compileFeel).grade],
    [100, 'A'],
  )
  const facts = [fact('admin-penalty', 'negative'), fact('honour', 'positive')]
  const { points, grade, lines } = scoreOf(model, inputs({ facts }), compileFeel)
  assert.deepEqual([points, grade, lines.map((line) => line.points)], [85, 'B', [-20, 5]])
})

test('a black list leaves no better grade than its ceiling, whatever the points', () => {
  const scored = scoreOf(model, inputs({ lists: [{ list: 'x', colour: 'black' }] }), compileFeel)
  assert.deepEqual([scored.points, scored.grade, scored.ceiling], [100, 'D', 'D'])
})

test('a formula that gives no number stops the model', () => {
  const broken = { ...model, factors: [{ ...model.factors[0]!, points: '"many"' }] }
  assert.throws(() => scoreOf(broken, inputs(), compileFeel), /penalties/)
})

test('months are whole ones, and their ends are kept', () => {
  assert.equal(monthsBetween('2026-08-31', '2026-11-30'), 2)
  assert.equal(monthsBetween('2026-08-22', '2026-11-22'), 3)
  assert.equal(monthsLater('2026-08-31', 6), '2027-02-28')
  assert.equal(monthsLater('2025-12-22', 12), '2026-12-22')
})
