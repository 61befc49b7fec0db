import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Refusal } from '#kernel/errors.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { cityDate, createCalendar } from '#kernel/working-days.ts'
import type { Case } from '../case.ts'
import { startClock } from '../clocks.ts'
import type { ProcedureAct } from './contract.ts'
import { startDelivery } from './delivery.ts'
import { type Done, proceduresOf } from './doing.ts'
import { licensingLawOn } from './law.ts'
import { lapse, procedureVerbs, refuseBeforeProcedures } from './verbs.ts'

const calendar = createCalendar(holidays)
const reviewer = { accountId: 'a', name: '审查甲' }
const head = { accountId: 'b', name: '负责人乙' }

const accepted = (more: Partial<Case> = {}): Case =>
  ({
    item: { limits: {} },
    status: 'accepted',
    automatic: false,
    acceptedAt: new Date('2026-11-02T02:00:00Z'),
    clocks: [
      startClock({ key: 'promise', unit: 'working', days: 10 }, '2026-11-02', calendar),
      startClock({ key: 'legal', unit: 'working', days: 20 }, '2026-11-02', calendar),
    ],
    ...more,
  }) as unknown as Case

/** Does one act on a day of 2026-11, or on a whole date. */
function on(day: string, current: Case, act: Omit<ProcedureAct, 'expectedVersion'>, hand = reviewer, own = true): Done {
  const now = new Date(`${day.length > 2 ? day : `2026-11-${day}`}T02:00:00Z`)
  return procedureVerbs[act.verb].does({
    current,
    act: { ...act, expectedVersion: 1 },
    hand,
    own,
    now,
    today: cityDate(now),
    calendar,
    law: licensingLawOn('2026-11-02'),
    reviewers: [reviewer],
  })
}

const due = (current: Case, key: string) => current.clocks.find((clock) => clock.key === key)?.due
const code = (expected: string) => (error: unknown) => error instanceof Refusal && error.code === expected
const review = {
  verb: 'start-special',
  special: 'expert-review',
  basis: '某条例第八条',
  reason: '涉及结构安全',
  days: 5,
} as const

describe('special procedures (第45条)', () => {
  test('an expert review of five working days is told, stops both clocks, and moves both last days by five', () => {
    const done = on('10', accepted(), review)
    assert.deepEqual([due(done.current, 'promise'), due(done.current, 'legal')], ['2026-11-23', '2026-12-07'])
    assert.deepEqual(done.letter!.given, {
      procedure: '专家评审',
      basis: '某条例第八条',
      reason: '涉及结构安全',
      days: 5,
      from: '2026-11-10',
      until: '2026-11-16',
    })
    assert.equal(done.step.data.specialType, '2')
  })

  test('ended early, only the days it took are not counted', () => {
    const started = on('10', accepted(), review).current
    const ended = on('12', started, { verb: 'end-special', id: 1, result: '通过' })
    assert.equal(due(ended.current, 'legal'), '2026-12-03')
    assert.equal(proceduresOf(ended.current)[0]!.state, 'ended')
  })

  test('ended late, the days beyond those told have counted', () => {
    const started = on('10', accepted(), review).current
    const ended = on('20', started, { verb: 'end-special', id: 1, result: '通过' })
    assert.equal(due(ended.current, 'legal'), '2026-12-07')
  })

  test('prolonged in time it runs on; prolonged late, the days between have counted', () => {
    const started = on('10', accepted(), review).current
    const more = { verb: 'prolong-special', id: 1, days: 2, reason: '专家补充材料' } as const
    const inTime = on('16', started, more)
    assert.equal(due(inTime.current, 'legal'), '2026-12-09')
    assert.deepEqual([inTime.letter!.given.days, inTime.letter!.given.until], [7, '2026-11-18'])
    assert.equal(due(on('18', started, more).current, 'legal'), '2026-12-09')
    assert.equal(due(on('18', started, { ...more, days: 1 }).current, 'legal'), '2026-12-08')
  })

  test('site visits, publicity and consultation do not stop the clock, and the refusal says why', () => {
    for (const special of ['site-visit', 'publicity', 'consultation'])
      assert.throws(
        () => on('10', accepted(), { ...review, special }),
        (error) =>
          code('procedures.does-not-stop')(error) && /计入/.test((error as Refusal).details.faults![0]!.detail),
      )
  })

  test('it needs the provision, the days and the reason, and an application that is accepted and not decided', () => {
    const { basis: _, ...bare } = review
    assert.throws(() => on('10', accepted(), bare), code('procedures.incomplete'))
    const { acceptedAt: __, ...waiting } = accepted()
    assert.throws(() => on('10', waiting as Case, review), code('procedures.not-accepted'))
    assert.throws(() => on('10', accepted({ decidedAt: new Date() }), review), code('procedures.decided'))
    assert.throws(() => on('10', accepted(), { ...review, days: 251 }), code('procedures.too-long'))
    assert.throws(() => on('10', accepted(), { ...review, special: 'lunch' }), code('procedures.unknown-kind'))
  })

  test('no decision while it is open', () => {
    const { current } = on('10', accepted(), review)
    assert.throws(() => refuseBeforeProcedures(current, '2026-11-11'), code('procedures.special-open'))
    refuseBeforeProcedures(on('12', current, { verb: 'end-special', id: 1, result: '通过' }).current, '2026-11-12')
  })
})

describe('extension (第42条)', () => {
  const ask = { verb: 'ask-extension', days: 10, reason: '需要外省协查' } as const
  const asked = () => on('12', accepted(), ask).current

  test('asked by one, approved by another: both limits are longer, once, and the applicant is told why', () => {
    const done = on('13', asked(), { verb: 'approve-extension', id: 1 }, head)
    assert.deepEqual([due(done.current, 'promise'), due(done.current, 'legal')], ['2026-11-30', '2026-12-14'])
    assert.deepEqual(done.letter!.given, {
      reason: '需要外省协查',
      days: 10,
      basis: '第四十二条第一款',
      due: '2026-12-14',
    })
    assert.equal(done.step.data.specialType, '1')
    assert.throws(() => on('16', done.current, ask), code('procedures.extended'))
  })

  test('who asked may not approve, and eleven days are more than the law allows', () => {
    assert.throws(() => on('13', asked(), { verb: 'approve-extension', id: 1 }), code('procedures.same-person'))
    assert.throws(() => on('12', accepted(), { ...ask, days: 11 }), code('procedures.too-long'))
    assert.throws(() => on('13', asked(), ask), code('procedures.extension-asked'))
  })

  test('what several departments handle together may take fifteen more, by the government above', () => {
    const joint = accepted({ item: { limits: { joint: true } } as Case['item'] })
    assert.equal(on('12', joint, { ...ask, days: 15 }).procedure.kind, 'extension')
  })

  test('refused, nothing moves, and it may be asked again', () => {
    const refused = on('13', asked(), { verb: 'refuse-extension', id: 1, reason: '可以按期办结' }, head)
    assert.equal(due(refused.current, 'legal'), '2026-11-30')
    assert.equal(on('16', refused.current, ask).procedure.id, 2)
  })

  test('a promise that was broken stays broken: only limits that still run are longer', () => {
    const late = on('18', on('17', accepted(), ask).current, { verb: 'approve-extension', id: 1 }, head)
    assert.deepEqual([due(late.current, 'promise'), due(late.current, 'legal')], ['2026-11-16', '2026-12-14'])
    assert.throws(() => on('2026-12-01', accepted(), ask), code('procedures.overdue'))
  })

  test('asked and never answered, it lapses with the end of the case and its to-do with it', () => {
    const { current, tasks } = lapse(asked())
    assert.deepEqual([proceduresOf(current)[0]!.state, tasks], ['lapsed', [1_000_010]])
  })
})

describe('hearing (第46–48条)', () => {
  const told = () => on('03', accepted(), { verb: 'tell-hearing-right', reason: '影响相邻住户采光' }).current
  const asked = () => on('05', told(), { verb: 'ask-hearing', id: 1, reason: '要求说明情况' }, head).current
  const call = {
    verb: 'call-hearing',
    id: 1,
    at: '2026-11-24T06:30:00Z',
    place: '东莞市民服务中心三楼',
    chair: '听证丙',
  } as const

  test('asked within five working days of being told, and held within twenty', () => {
    assert.equal(told().procedures![0]!.kind, 'hearing')
    const hearing = asked().procedures![0]!
    assert.deepEqual(hearing.kind === 'hearing' && [hearing.askBy, hearing.holdBy], [
      '2026-11-10',
      calendar.addWorkingDays('2026-11-05', 20).date,
    ])
    assert.throws(
      () => on('11', told(), { verb: 'ask-hearing', id: 1, reason: '晚了' }),
      code('procedures.hearing-late'),
    )
  })

  test('told of the right, the decision waits five working days unless the person waives it', () => {
    assert.throws(() => refuseBeforeProcedures(told(), '2026-11-10'), code('procedures.hearing-pending'))
    refuseBeforeProcedures(told(), '2026-11-11')
    refuseBeforeProcedures(on('04', told(), { verb: 'waive-hearing', id: 1 }).current, '2026-11-04')
  })

  test('called seven working days before, led by nobody who reviews the application', () => {
    const called = on('06', asked(), call)
    assert.equal(called.letter!.given.at, '2026-11-24 14:30')
    assert.throws(() => on('16', asked(), call), code('procedures.hearing-too-soon'))
    assert.throws(() => on('06', asked(), { ...call, chair: '审查甲' }), code('procedures.chair-reviews'))
    assert.throws(() => on('06', asked(), { ...call, at: '2026-12-31T02:00:00Z' }), code('procedures.hearing-too-late'))
  })

  test('its time does not count, from the day it is asked for to the day it is held', () => {
    const called = on('06', asked(), call).current
    const held = on('24', called, { verb: 'hold-hearing', id: 1, record: '主持人宣布开始\n各方陈述' })
    // 5 to 24 November are fourteen working days.
    assert.equal(due(held.current, 'legal'), calendar.addWorkingDays('2026-11-30', 14).date)
    assert.deepEqual(held.letter!.given.record, ['主持人宣布开始', '各方陈述'])
    assert.doesNotMatch(JSON.stringify(held.step.data), /各方陈述/)
    assert.throws(
      () => on('23', called, { verb: 'hold-hearing', id: 1, record: '早了' }),
      code('procedures.hearing-not-yet'),
    )
  })

  test('the record is confirmed by those who took part before a decision may rest on it; who will not sign is noted', () => {
    const called = on('06', asked(), call).current
    const held = on('24', called, { verb: 'hold-hearing', id: 1, record: '各方陈述' }).current
    assert.throws(() => refuseBeforeProcedures(held, '2026-11-24'), code('procedures.hearing-pending'))
    const signed = on('25', held, { verb: 'sign-record', id: 1, receiver: '南瓜灯演示' }).current
    refuseBeforeProcedures(signed, '2026-11-25')
    assert.throws(
      () => on('26', signed, { verb: 'sign-record', id: 1, receiver: '再签' }),
      code('procedures.record-signed'),
    )
    const refused = on(
      '25',
      held,
      { verb: 'sign-record', id: 1, receiver: '邻居甲', reason: '认为记录不全' },
      reviewer,
      false,
    )
    assert.ok(refused.procedure.kind === 'hearing' && refused.procedure.notSigned === '认为记录不全')
    assert.match(refused.step.name, /不签字/)
  })

  test('the agency may order one itself; a case has one hearing', () => {
    const opened = on('05', accepted(), { verb: 'open-hearing', basis: '某条例第九条', reason: '涉及公共利益' })
    assert.throws(
      () => on('06', opened.current, { verb: 'tell-hearing-right', reason: '又一次' }),
      code('procedures.hearing-known'),
    )
    assert.throws(() => refuseBeforeProcedures(opened.current, '2026-11-30'), code('procedures.hearing-pending'))
  })
})

describe('delivery (第44条)', () => {
  const ended = (more: Partial<Case> = {}) =>
    startDelivery(accepted({ closedAt: new Date(), outcome: 'granted', ...more }), '2026-11-16', calendar)

  test('a grant by a person is delivered in ten working days; a grant by a rule is there already', () => {
    assert.equal(due(ended(), 'delivery'), '2026-11-30')
    assert.equal(due(ended({ automatic: true }), 'delivery'), undefined)
    assert.equal(due(ended({ outcome: 'denied' }), 'delivery'), undefined)
  })

  test('it leaves a receipt with method, receiver and day, and stops its clock; twice it cannot be done', () => {
    const done = on('18', ended(), { verb: 'deliver', method: 'mail', receiver: '南瓜灯演示' })
    assert.deepEqual(done.letter!.given, { method: '邮寄送达', receiver: '南瓜灯演示', deliveredOn: '2026-11-18' })
    assert.equal(done.current.clocks.at(-1)!.stoppedOn, '2026-11-18')
    assert.throws(() => on('19', done.current, { verb: 'sign-for' }), code('procedures.nothing-to-deliver'))
  })

  test('a decision to deny can be delivered too, with no clock', () => {
    const done = on('18', ended({ outcome: 'denied' }), { verb: 'sign-for' }, { accountId: 'c', name: '南瓜灯演示' })
    assert.equal(done.letter!.given.method, '电子送达')
  })
})
