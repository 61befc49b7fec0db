import assert from 'node:assert/strict'
import { test } from 'node:test'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createCalendar } from '#kernel/working-days.ts'
import { daysToLook, dueOn, lapse, outstanding, received, reminded, startOwed, withDays } from './owed.ts'
import { type CaseTerms, type OwedMaterial, termVariables } from './terms.ts'

const calendar = createCalendar(holidays)
const material = (key: string, more: Partial<OwedMaterial> = {}): OwedMaterial => ({
  key,
  name: key,
  days: 5,
  onLapse: 'block',
  state: 'promised',
  promisedBy: '南瓜灯演示',
  promisedAt: '2026-11-02T02:00:00.000Z',
  ...more,
})
const terms = (...owed: OwedMaterial[]): CaseTerms => ({ situations: [], owed, promises: [], free: [] })
// 2026-11-02 is a Monday.
const accepted = startOwed(terms(material('label')), '2026-11-02', calendar)

test('the days to follow are working days from acceptance', () => {
  assert.deepEqual([accepted.owed[0]?.state, accepted.owed[0]?.due], ['owed', '2026-11-09'])
})

test('the clerk may choose an earlier day, and no other', () => {
  const chosen = withDays(terms(material('label')), [{ key: 'label', due: '2026-11-04' }], '2026-11-02', calendar)
  assert.equal(startOwed(chosen!, '2026-11-02', calendar).owed[0]?.due, '2026-11-04')
  for (const due of ['2026-11-02', '2026-11-10'])
    assert.throws(() => withDays(terms(material('label')), [{ key: 'label', due }], '2026-11-02', calendar), {
      code: 'cases.owed-day',
    })
  assert.throws(() => withDays(undefined, [{ key: 'label', due: '2026-11-04' }], '2026-11-02', calendar), {
    code: 'cases.owed-day',
  })
})

test('it is looked at two working days before the last day, and on the day after it', () => {
  assert.deepEqual(daysToLook(accepted, '2026-11-02', calendar), ['2026-11-05', '2026-11-10'])
  assert.deepEqual(daysToLook(accepted, '2026-11-05', calendar), ['2026-11-10'])
  assert.deepEqual(daysToLook(received(accepted, 'label', new Date()), '2026-11-02', calendar), [])
})

test('one is reminded once a day, and the last day itself still counts', () => {
  assert.deepEqual(dueOn(accepted, '2026-11-04', calendar), { lapsed: [], remind: [] })
  assert.equal(dueOn(accepted, '2026-11-05', calendar).remind.length, 1)
  assert.equal(dueOn(reminded(accepted, accepted.owed, '2026-11-05'), '2026-11-05', calendar).remind.length, 0)
  assert.deepEqual(dueOn(accepted, '2026-11-09', calendar).lapsed, [])
  assert.equal(dueOn(accepted, '2026-11-10', calendar).lapsed.length, 1)
})

test('what lapsed is still owed; what came is not', () => {
  assert.equal(outstanding(lapse(accepted, accepted.owed)).length, 1)
  assert.equal(outstanding(received(accepted, 'label', new Date())).length, 0)
  assert.deepEqual(outstanding(undefined), [])
})

test('flows read situations, branch and promises by name, also where there are none', () => {
  assert.deepEqual(termVariables(undefined), { situations: {}, branch: null, promised: [] })
})
