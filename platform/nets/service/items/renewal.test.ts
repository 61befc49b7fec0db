import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Value } from 'typebox/value'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createCalendar } from '#kernel/working-days.ts'
import { Item, type RenewalTerms } from './item.ts'
import { lintItem } from './lint/lint.ts'
import { renewalState, renewalWindow } from './renewal.ts'

const calendar = createCalendar(holidays)
const terms: RenewalTerms = {
  ask: { unit: 'calendar', days: 30 },
  silence: 'renewed',
  materials: [],
  flow: 'licence-renewal',
  basis: { law: '行政许可法', article: '第五十条', rank: 'law' },
}
const workingDays = (days: number) => ({ unit: 'working' as const, days })

test('the last day to ask is counted back from the last day of the licence, in the days the item names', () => {
  assert.equal(renewalWindow(terms, '2026-12-31', calendar).askBy, '2026-12-01')
  const working = { ...terms, ask: workingDays(30), opens: workingDays(60) }
  const { askBy, opensOn } = renewalWindow(working, '2026-12-31', calendar)
  assert.deepEqual([askBy, opensOn], ['2026-11-19', calendar.addWorkingDays('2026-12-31', -60).date])
})

test('early, open, late and over follow each other, each with its own last day', () => {
  const days = { opensOn: '2026-10-01', askBy: '2026-12-01', lastDay: '2026-12-31' }
  const on = (day: string) => renewalState(days, day)
  assert.deepEqual(['2026-09-30', '2026-10-01', '2026-12-01', '2026-12-02', '2026-12-31', '2027-01-01'].map(on), [
    'early',
    'open',
    'open',
    'late',
    'late',
    'over',
  ])
})

test('a renewal without a licence, asked earlier than the law allows, or over unknown materials is found', () => {
  const groups = ['codes', 'limits', 'conditions', 'fee', 'result', 'handling', 'contacts']
  const item = Value.Default(Item, {
    name: '蜂箱登记',
    type: '01',
    authority: { name: '登记处（演示）' },
    ...Object.fromEntries(groups.map((group) => [group, {}])),
  }) as Item
  const codes = (renewal: RenewalTerms, more: Partial<Item> = {}) =>
    lintItem({ ...item, ...more, renewal })
      .map(({ code }) => code)
      .filter((code) => code.startsWith('renewal-'))
  const licensed = { result: { credential: 'hive-card' }, handling: { ...item.handling, online: true } }
  assert.deepEqual(codes(terms, licensed), [])
  assert.deepEqual(codes(terms), ['renewal-needs-licence'])
  assert.deepEqual(codes({ ...terms, materials: ['map'] }, licensed), ['renewal-materials-exist'])
  const early = { ...terms, ask: workingDays(30) }
  assert.deepEqual(codes(early, licensed), [], 'a law may ask earlier')
  const { rank: _, ...basis } = terms.basis
  assert.deepEqual(codes({ ...early, basis }, licensed), ['renewal-asked-in-time'])
  assert.deepEqual(codes({ ...terms, opens: { unit: 'calendar', days: 20 } }, licensed), ['renewal-opens-before'])
})
