import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Thresholds } from './contract.ts'
import { assess, thresholdsOn } from './risk.ts'

const held: Thresholds = { from: '2026-01-01', k: 2, l: 2, uniqueRate: 0, suppressed: 0.5, source: '测试' }
const row = (town: string, ill: string) => ({ town, ill })
const rows = [row('南城', 'a'), row('南城', 'b'), row('东城', 'a'), row('东城', 'a'), row('万江', 'c')]
const plan = { quasi: ['town'], sensitive: [] as string[], suppress: false }

test('a row that is alone in its group makes a release unsafe', () => {
  const { finding } = assess(rows, plan, held)
  assert.deepEqual([finding.safe, finding.k, finding.uniqueRate], [false, 1, 0.2])
  assert.deepEqual(finding.reasons, ['k', 'unique'])
})

test('groups whose sensitive values are all the same say them of everybody in the group', () => {
  const { finding } = assess(rows.slice(0, 4), { ...plan, sensitive: ['ill'] }, held)
  assert.deepEqual([finding.safe, finding.k, finding.l], [false, 2, 1])
  assert.deepEqual(finding.reasons, ['l'])
})

test('small groups are left out where the plan says so, in the order of the rest, and not more than allowed', () => {
  const { finding, kept } = assess(rows, { ...plan, suppress: true }, held)
  assert.deepEqual([finding.safe, finding.k, finding.suppressed], [true, 2, 1])
  assert.deepEqual(kept, rows.slice(0, 4))
  const strict = assess(rows, { ...plan, sensitive: ['ill'], suppress: true }, held)
  assert.deepEqual(strict.finding.reasons, ['suppressed'])
})

test('nothing is no dataset, and without quasi-identifiers nothing is measured', () => {
  assert.deepEqual(assess([], plan, held).finding.reasons, ['empty'])
  const { finding } = assess(rows, { ...plan, quasi: [] }, held)
  assert.deepEqual([finding.safe, finding.k], [true, undefined])
})

test('of the thresholds the latest that had begun hold', () => {
  const later = { ...held, from: '2027-01-01', k: 5 }
  assert.equal(thresholdsOn([later, held], '2026-12-31')?.k, 2)
  assert.equal(thresholdsOn([held, later], '2027-01-01')?.k, 5)
  assert.equal(thresholdsOn([held], '2025-01-01'), undefined)
})
