import assert from 'node:assert/strict'
import { test } from 'node:test'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createCalendar } from '#kernel/working-days.ts'
import { dueOf, mayMove, moves, sidesLeft, verbs } from './demand.ts'

const calendar = createCalendar(holidays)

test('answers are due in one working day or ten, and holidays do not count (条例第21条)', () => {
  // Monday 2026-09-28; the National Day week lies between.
  assert.equal(dueOf('reviewing', '2026-09-28', calendar, 'unconditional'), '2026-09-29')
  const due = dueOf('reviewing', '2026-09-28', calendar, 'conditional')!
  assert.equal(calendar.workingDaysBetween('2026-09-28', due).days, 10)
  assert.ok(due > '2026-10-12')
})

test('nobody waits for anybody once a demand is answered', () => {
  for (const state of ['granted', 'offered', 'refused', 'upheld', 'suspended', 'revoked'] as const)
    assert.equal(dueOf(state, '2026-11-23', calendar, 'conditional'), undefined)
  for (const state of ['checking', 'supplement', 'reviewing', 'disputed'] as const)
    assert.ok(dueOf(state, '2026-11-23', calendar, 'conditional'))
})

test('who has the data never rules on the dispute, who asks never grants, and what ended stays ended', () => {
  for (const verb of ['rule-grant', 'rule-refuse'] as const) {
    assert.equal(mayMove(verb, 'disputed', ['provider', 'user']), false)
    assert.equal(mayMove(verb, 'disputed', ['coordinator']), true)
  }
  assert.equal(mayMove('grant', 'reviewing', ['user', 'coordinator']), false)
  assert.equal(mayMove('grant', 'checking', ['provider']), false, 'not before it was checked')
  for (const ended of ['revoked', 'upheld'] as const)
    assert.deepEqual(
      verbs.filter((verb) => moves[verb].from.includes(ended)),
      [],
    )
})

test('nobody answers what they asked for, nor rules on what they answered', () => {
  const all = ['user', 'provider', 'coordinator'] as const
  assert.deepEqual(sidesLeft(all, []), all)
  assert.deepEqual(sidesLeft(all, ['file']), ['user'])
  assert.deepEqual(sidesLeft(all, ['refuse']), ['user', 'provider'])
  assert.deepEqual(sidesLeft(['coordinator'], ['pass', 'extend']), ['coordinator'])
})
