import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Refusal } from '#kernel/errors.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { readYears } from './contract.ts'
import { createLiveCalendar } from './live.ts'
import { checkYears, nameVersion, withYears } from './notice.ts'

const faultsOf = (years: Parameters<typeof checkYears>[0]): string[] => {
  try {
    checkYears(years)
    return []
  } catch (error) {
    return (error as Refusal).details.faults!.map(({ rule }) => rule)
  }
}

test('a year file of holiday-cn and a file of years read as the same notice', () => {
  const days = [
    { date: '2027-01-01', isOffDay: true },
    { date: '2027-01-03', isOffDay: false },
  ]
  const years = { 2027: { off: ['2027-01-01'], work: ['2027-01-03'], source: ['notice'] } }
  assert.deepEqual(readYears({ year: 2027, papers: ['notice'], days }), years)
  assert.deepEqual(readYears({ years }), years)
  for (const nothing of [null, 'x', {}, { year: 2027 }]) assert.equal(readYears(nothing), undefined)
})

test('the shipped notices are all possible', () => assert.deepEqual(faultsOf(holidays.years), []))

test('notices that cannot be true are refused with what is wrong', () => {
  assert.deepEqual(faultsOf({}), ['required'])
  assert.deepEqual(faultsOf({ 2027: { off: [], work: [] } }), ['empty'])
  assert.deepEqual(faultsOf({ 2027: { off: ['2027-02-30'], work: [] } }), ['date'])
  assert.deepEqual(faultsOf({ 2027: { off: ['2025-01-01'], work: [] } }), ['year'])
  assert.deepEqual(faultsOf({ 2027: { off: ['2027-01-02'], work: ['2027-01-02'] } }), ['both'])
  assert.deepEqual(faultsOf({ 2027: { off: ['2026-12-31'], work: [] } }), [], 'a notice rules the days before its year')
})

test('years not named stay, the same again changes nothing, and the version says what it covers', () => {
  const given = { 2027: { off: ['2027-01-01'], work: [] } }
  const after = withYears(holidays, given)!
  assert.deepEqual(Object.keys(after), [...Object.keys(holidays.years), '2027'])
  assert.equal(withYears({ version: 'x', years: after }, { 2027: { off: ['2027-01-01'], work: [] } }), undefined)
  assert.equal(nameVersion(after, 1), 'CN-2018-2027.1')
})

test('who holds the calendar counts by the new one at once', () => {
  const live = createLiveCalendar(holidays)
  assert.deepEqual(live.addWorkingDays('2026-12-31', 1), { date: '2027-01-01', provisional: true })
  live.replace({ version: 'CN-2018-2027.1', years: withYears(holidays, { 2027: { off: ['2027-01-01'], work: [] } })! })
  assert.deepEqual(live.addWorkingDays('2026-12-31', 1), { date: '2027-01-04', provisional: false })
  assert.equal(live.version, 'CN-2018-2027.1')
})
