import assert from 'node:assert/strict'
import { test } from 'node:test'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createCalendar } from '#kernel/working-days.ts'
import type { RatingActInput } from './contract.ts'
import { limitsOn } from './limits.ts'
import { actOnOrder, lapse, openOrder, openVerbs, type WorkOrder } from './work-order.ts'

const calendar = createCalendar(holidays)
const on = (today: string) => ({ today, calendar, limits: limitsOn(today) })
const text = '已经核实清楚。'
const after = (...acts: [day: string, input: RatingActInput][]): WorkOrder =>
  acts.reduce((order, [day, input]) => actOnOrder(order, input, on(day)), openOrder(on('2026-11-23')))

const calledBack: [string, RatingActInput] = ['2026-11-24', { verb: 'call-back', text, reached: true }]
const replied: [string, RatingActInput][] = [
  calledBack,
  ['2026-11-24', { verb: 'mend', text }],
  ['2026-11-30', { verb: 'reply', text }],
]

test('a bad rating is called back within one working day and mended within fifteen', () => {
  const order = openOrder(on('2026-11-23'))
  assert.deepEqual([order.progress, order.due, order.mendDue], ['open', '2026-11-24', '2026-12-14'])
  assert.deepEqual(openVerbs(order, '2026-11-23'), ['call-back'])
})

test('nobody judges it before the person was called back', () => {
  for (const verb of ['mend', 'explain', 'appeal', 'reply'] as const)
    assert.throws(() => after(['2026-11-23', { verb, text }]), { code: 'ratings.not-open' })
})

test('call back, mend, reply, rated again: settled', () => {
  const order = after(...replied, ['2026-12-01', { verb: 'rate-again', level: 2 }])
  assert.deepEqual([order.progress, order.again, order.due, order.repliedOn], ['closed', 2, null, '2026-11-30'])
})

test('not satisfied again: it is mended once more, and the second time it stands', () => {
  const once = after(...replied, ['2026-12-01', { verb: 'rate-again', level: 5 }])
  assert.deepEqual([once.progress, once.reopened, once.due], ['mending', 1, '2026-12-22'])
  const twice = actOnOrder(
    actOnOrder(once, { verb: 'reply', text }, on('2026-12-02')),
    { verb: 'rate-again', level: 4 },
    on('2026-12-03'),
  )
  assert.deepEqual([twice.progress, twice.again], ['closed', 4])
})

test('a second rating is asked for five working days, then the answer stands', () => {
  const order = after(...replied)
  assert.equal(order.due, '2026-12-07')
  assert.equal(lapse(order, '2026-12-07'), order)
  assert.equal(lapse(order, '2026-12-08').progress, 'closed')
})

test('an appeal stops the clock; upheld against the department it goes on, with the days the other body took', () => {
  const appealed = after(calledBack, ['2026-11-25', { verb: 'appeal', text }])
  assert.deepEqual([appealed.progress, appealed.due], ['appealed', '2026-12-02'])
  assert.deepEqual(openVerbs(appealed, '2026-11-25'), ['exclude', 'uphold'])
  const back = actOnOrder(appealed, { verb: 'uphold', text }, on('2026-11-27'))
  assert.deepEqual([back.progress, back.mendDue], ['mending', '2026-12-16'])
  assert.ok(!openVerbs(back, '2026-11-27').includes('appeal'), 'an appeal is made once')
  assert.equal(actOnOrder(appealed, { verb: 'exclude', text }, on('2026-11-27')).progress, 'excluded')
})

test('the time to mend is extended once, with a reason', () => {
  const mending = after(calledBack, ['2026-11-24', { verb: 'mend', text }])
  assert.throws(() => actOnOrder(mending, { verb: 'extend', text: '忙' }, on('2026-12-01')), {
    code: 'ratings.text-needed',
  })
  const extended = actOnOrder(mending, { verb: 'extend', text: '要等设备到货' }, on('2026-12-01'))
  const due = calendar.addWorkingDays(mending.due!, 15).date
  assert.deepEqual([extended.due, openVerbs(extended, '2026-12-01')], [due, ['reply']])
})

test('what is late is not extended, and what a person called not mended is open again until it is answered anew', () => {
  const late = after(calledBack, ['2026-11-24', { verb: 'mend', text }])
  assert.ok(openVerbs(late, late.mendDue).includes('extend'))
  assert.deepEqual(openVerbs(late, '2026-12-15'), ['reply'])
  assert.throws(() => actOnOrder(late, { verb: 'extend', text }, on('2026-12-15')), { code: 'ratings.not-open' })
  assert.equal(after(...replied, ['2026-12-01', { verb: 'rate-again', level: 5 }]).repliedOn, null)
})

test('a second rating without a level is no rating', () => {
  assert.throws(() => after(...replied, ['2026-12-01', { verb: 'rate-again' }]), { code: 'ratings.level-needed' })
})
