import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendar, monday } from './flow-builder.test-support.ts'
import { dueInstant, parseTimer } from './timers.ts'

const due = (text: string, now = monday) => {
  const spec = parseTimer(text)
  assert.ok(spec, `${text} is a time`)
  return dueInstant(spec, now, calendar, () => ({})).at
}

for (const [text, at] of [
  ['P0WD', '2026-11-02T09:30:00.000Z'],
  // Friday 6 November is the fourth working day, Monday the fifth.
  ['P4WD', '2026-11-06T09:30:00.000Z'],
  ['P5WD', '2026-11-09T09:30:00.000Z'],
  ['PT90M', '2026-11-02T02:30:00.000Z'],
  ['P1DT1S', '2026-11-03T01:00:01.000Z'],
  ['P2W', '2026-11-16T01:00:00.000Z'],
  ['P1Y2M', '2028-01-02T01:00:00.000Z'],
  ['2026-11-05', '2026-11-05T09:30:00.000Z'],
  ['2026-11-05T12:00:00+08:00', '2026-11-05T04:00:00.000Z'],
  ['R3/P1D', '2026-11-03T01:00:00.000Z'],
] as const) {
  test(`${text} from Monday morning is ${at}`, () => assert.equal(due(text), at))
}

test('a month after the 31st is the last day of the next month, by the date in the city', () => {
  assert.equal(due('P1M', new Date('2027-01-31T02:00:00Z')), '2027-02-28T02:00:00.000Z')
  // It is already 1 February in the city.
  assert.equal(due('P1M', new Date('2027-01-31T17:00:00Z')), '2027-02-28T17:00:00.000Z')
})

test('a limit in a year without a published calendar is provisional', () => {
  const spec = parseTimer('P60WD')
  assert.ok(spec)
  assert.equal(dueInstant(spec, monday, calendar, () => ({})).provisional, true)
})

for (const text of [
  '',
  'P',
  'PT',
  'P1',
  'P-1D',
  '5WD',
  'P1.5WD',
  '2026-13-01',
  '2026-11-05T12:00:00',
  'R0/P1D',
  'R/PT0S',
  'R/R/P1D',
  'P99999999D',
]) {
  test(`"${text}" is not a time`, () => assert.equal(parseTimer(text), null))
}
