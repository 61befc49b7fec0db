import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type EscalationRule, ladderOf, rungAt } from './ladder.ts'

const rules: EscalationRule[] = [
  {
    from: '2020-01-01',
    applicant: [{ to: 'sms', afterMinutes: 60 }],
    official: [
      { to: 'push', afterMinutes: 10 },
      { to: 'head', afterMinutes: 30 },
    ],
  },
  { from: '2027-01-01', applicant: [], official: [{ to: 'sms', afterMinutes: 5 }] },
]
const told = { at: new Date('2026-11-23T02:00:00Z'), urgent: true, official: true, passedOn: false }
const ways = (more: Partial<typeof told>) => ladderOf({ ...told, ...more }, rules).map(({ to }) => to)

test('what is not urgent goes over the chosen channels and no further', () => {
  assert.deepEqual(ways({ urgent: false }), ['chosen'])
})

test('an urgent notice climbs the ladder of those it is for', () => {
  assert.deepEqual(ways({}), ['chosen', 'push', 'head'])
  assert.deepEqual(ways({ official: false }), ['chosen', 'sms'])
})

test('what was passed on to somebody is not passed on once more', () => {
  assert.deepEqual(ways({ passedOn: true }), ['chosen', 'push'])
})

test('the rule of the day in the city holds', () => {
  assert.deepEqual(ways({ at: new Date('2026-12-31T15:59:00Z') }), ['chosen', 'push', 'head'])
  assert.deepEqual(ways({ at: new Date('2026-12-31T16:00:00Z') }), ['chosen', 'sms'])
})

test('a rung comes so long after the notice, and after the last none comes', () => {
  const ladder = ladderOf(told, rules)
  assert.equal(rungAt(ladder, 2, told.at)?.toISOString(), '2026-11-23T02:30:00.000Z')
  assert.equal(rungAt(ladder, 3, told.at), null)
})
