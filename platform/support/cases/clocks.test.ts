import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addCalendarDays } from '#kernel/calendar-date.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createCalendar } from '#kernel/working-days.ts'
import {
  type Clock,
  lastDay,
  mergePauses,
  newClocks,
  pauseOn,
  presentClock,
  reckonClock,
  startClock,
} from './clocks.ts'
import { licensingLawOn } from './procedures/law.ts'

const calendar = createCalendar(holidays)
const legal = (more: Partial<Clock> = {}): Clock =>
  startClock({ key: 'legal', unit: 'working', days: 20, ...more }, '2026-11-02', calendar)
const review = { from: '2026-11-10', to: '2026-11-16' }

describe('the last day of a limit', () => {
  test('is counted from the next day, as the example of standards A10 has it', () => {
    assert.equal(legal().due, '2026-11-30')
    assert.equal(newClocks({}, '2026-11-02', calendar)[0]!.due, '2026-11-09')
  })

  test('moves by the working days of an expert review (第45条)', () => {
    assert.equal(legal({ pauses: [review] }).due, '2026-12-07')
  })

  test('moves by ten working days with an extension (第42条), before or after a pause alike', () => {
    assert.equal(legal({ extendedBy: 10 }).due, '2026-12-14')
    assert.equal(legal({ extendedBy: 10, pauses: [review] }).due, calendar.addWorkingDays('2026-12-07', 10).date)
  })

  test('counts no day twice when two procedures run at once', () => {
    const during = { from: '2026-11-12', to: '2026-11-13' }
    const touching = { from: '2026-11-16', to: '2026-11-17' }
    assert.equal(legal({ pauses: [review, during] }).due, '2026-12-07')
    assert.equal(legal({ pauses: [during, touching, review] }).due, '2026-12-08')
  })

  test('is not saved by a procedure that begins after it has passed', () => {
    assert.equal(legal({ pauses: [{ from: '2026-12-01', to: '2026-12-10' }] }).due, '2026-11-30')
  })

  test('does not count the day of acceptance, which is day 0 anyway', () => {
    assert.equal(legal({ pauses: [{ from: '2026-11-02', to: '2026-11-02' }] }).due, '2026-11-30')
  })

  test('in calendar days moves by calendar days; an instant limit is its own day', () => {
    const limit = { unit: 'calendar' as const, days: 30 }
    assert.equal(lastDay(limit, '2026-11-02', calendar).date, '2026-12-02')
    assert.equal(lastDay({ ...limit, pauses: [review] }, '2026-11-02', calendar).date, '2026-12-09')
    assert.equal(lastDay({ unit: 'instant', days: 0 }, '2026-11-02', calendar).date, '2026-11-02')
  })

  test('is provisional when a year on the way has no published holidays, also only by its pause', () => {
    assert.equal(lastDay({ unit: 'working', days: 5 }, '2026-12-29', calendar).provisional, true)
    const long = { from: '2026-11-10', to: '2026-12-31' }
    assert.equal(lastDay({ unit: 'working', days: 20, pauses: [long] }, '2026-11-02', calendar).provisional, true)
  })
})

test('any order of pauses and any day give a date that one more pause never brings forward', () => {
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % below
  }
  for (let round = 0; round < 400; round++) {
    const pauses = Array.from({ length: 1 + random(4) }, () => {
      const from = addCalendarDays('2026-10-20', random(60))
      return { from, to: addCalendarDays(from, random(12)) }
    })
    const due = (given: typeof pauses) =>
      lastDay({ unit: 'working', days: 1 + (round % 20), pauses: given }, '2026-11-02', calendar).date
    assert.equal(due(pauses), due(pauses.toReversed()))
    assert.ok(due(pauses) >= due(pauses.slice(1)), JSON.stringify(pauses))
    const merged = mergePauses(pauses)
    assert.ok(merged.every((each, i) => i === 0 || merged[i - 1]!.to < each.from))
  }
})

describe('what people see of a clock', () => {
  test('promise and law have lights of their own', () => {
    const promise = startClock({ key: 'promise', unit: 'working', days: 10 }, '2026-11-02', calendar)
    const on = (clock: Clock, day: string) => presentClock(clock, day, calendar)
    assert.deepEqual([on(promise, '2026-11-17').light, on(legal(), '2026-11-17').light], ['red', 'green'])
    assert.deepEqual([on(promise, '2026-11-17').left, on(legal(), '2026-11-17').left], [-1, 9])
  })

  test('a stopped clock keeps what it had left, has no light, and says until when', () => {
    const clock = legal({ pauses: [review] })
    assert.equal(presentClock(clock, '2026-11-09', calendar).left, 15)
    const seen = presentClock(clock, '2026-11-12', calendar)
    assert.deepEqual(
      [seen.state, seen.left, seen.used, seen.light, seen.stoppedFrom, seen.stoppedUntil],
      ['stopped', 15, 5, undefined, '2026-11-10', '2026-11-16'],
    )
    const after = presentClock(clock, '2026-11-17', calendar)
    assert.deepEqual([after.state, after.left, after.light], ['running', 14, 'green'])
  })

  test('it runs again by itself on the day after the last day told, whether or not anybody ended the procedure', () => {
    const clock = legal({ pauses: [review] })
    assert.equal(pauseOn(clock, '2026-11-16')?.to, '2026-11-16')
    assert.equal(pauseOn(clock, '2026-11-17'), undefined)
  })

  test('a done clock says how many of its own days were used', () => {
    const done = { ...legal({ pauses: [review], extendedBy: 10 }), stoppedOn: '2026-12-07' }
    const seen = presentClock(done, '2027-02-01', calendar)
    assert.deepEqual([seen.state, seen.days, seen.used, seen.extendedBy], ['done', 30, 20, 10])
  })
})

test('a new calendar moves what it touches: one more day off is one day later', () => {
  const more = structuredClone(holidays) as {
    version: string
    years: Record<string, { off: string[]; work: string[] }>
  }
  more.years['2026']!.off.push('2026-11-18')
  assert.equal(reckonClock(legal(), createCalendar(more)).due, '2026-12-01')
  assert.deepEqual(reckonClock({ key: 'legal', unit: 'working', days: 20 }, calendar), {
    key: 'legal',
    unit: 'working',
    days: 20,
  })
})

test('the law is dated data that every clock asks', () => {
  const law = licensingLawOn('2026-11-02')
  assert.deepEqual(
    [law.intake.days, law.extension.single.days, law.extension.joint.days, law.delivery.days, law.renewal.days],
    [5, 10, 15, 10, 30],
  )
  // 第45条 names eight; the hearing has verbs of its own.
  assert.deepEqual(
    law.special.stopping.map(({ key }) => key),
    ['tender', 'auction', 'inspection', 'testing', 'quarantine', 'appraisal', 'expert-review'],
  )
  assert.ok(law.special.running.every(({ why }) => why.includes('计入')))
})
