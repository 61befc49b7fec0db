import { Refusal } from '#kernel/errors.ts'
import { cityDate, cityTime } from '#kernel/working-days.ts'
import {
  type Doing,
  type Done,
  named,
  needed,
  nextId,
  proceduresOf,
  type ToDo,
  underReview,
  withProcedure,
} from './doing.ts'
import type { Hearing } from './procedure.ts'

const basisOf = { told: '第四十七条', exOfficio: '第四十六条' }

/** 第47条: tells the applicant, and through the paper those concerned, that they may ask for a hearing within five days. */
export function tellHearingRight(doing: Doing): Done {
  const { current, today, calendar, law } = doing
  const act = needed(doing.act, { reason: '请写明涉及谁的什么重大利益' })
  underReview(doing)
  refuseSecond(doing)
  const askBy = calendar.addWorkingDays(today, law.hearing.ask.days).date
  const hearing: Hearing = {
    id: nextId(current),
    kind: 'hearing',
    state: 'told',
    exOfficio: false,
    basis: basisOf.told,
    reason: act.reason,
    toldOn: today,
    askBy,
  }
  return {
    current: withProcedure(current, hearing, calendar),
    procedure: hearing,
    step: { name: '告知听证权利', nameEn: 'Told of the right to a hearing', data: { procedure: hearing.id, askBy } },
    letter: {
      type: 'hearing-right-notice',
      given: { reason: act.reason, askBy, askDays: law.hearing.ask.days, holdDays: law.hearing.hold.days },
      as: 'notice',
    },
  }
}

/** 第46条: the agency itself orders a hearing, because a law requires it or the public is concerned. */
export function openHearing(doing: Doing): Done {
  const { current, today, calendar, law } = doing
  const act = needed(doing.act, { reason: '请写明为什么要听证', basis: '请写明依据' })
  underReview(doing)
  refuseSecond(doing)
  const hearing: Hearing = {
    id: nextId(current),
    kind: 'hearing',
    state: 'asked',
    exOfficio: true,
    basis: act.basis,
    reason: act.reason,
    askedOn: today,
    holdBy: calendar.addWorkingDays(today, law.hearing.hold.days).date,
  }
  return {
    current: withProcedure(current, hearing, calendar),
    procedure: hearing,
    step: stepOf(hearing, '决定举行听证', 'Hearing ordered'),
    opens: callTask(hearing),
  }
}

/** 第47条: asked within five days of being told; it must be held within twenty. The day told itself is not counted. */
export function askHearing(doing: Doing): Done {
  const { current, today, calendar, law } = doing
  const told = named(doing, 'hearing', ['told'])
  const act = needed(doing.act, { reason: '请写明要求听证的理由' })
  // What somebody else who is concerned hands in, the office records under their name.
  if (!doing.own) needed(doing.act, { concerned: '请写明是哪一位利害关系人要求的' })
  const concerned = doing.own ? undefined : act.concerned
  if (told.askBy! < today)
    throw new Refusal('conflict', 'procedures.hearing-late', `A hearing could be asked for until ${told.askBy}`)
  const hearing: Hearing = {
    ...told,
    state: 'asked',
    reason: act.reason,
    ...(concerned ? { concerned } : {}),
    askedOn: today,
    holdBy: calendar.addWorkingDays(today, law.hearing.hold.days).date,
  }
  return {
    current: withProcedure(current, hearing, calendar),
    procedure: hearing,
    step: stepOf(hearing, concerned ? '利害关系人要求听证' : '要求听证', 'Hearing asked for'),
    opens: callTask(hearing),
  }
}

/** The applicant needs none: the decision need not wait for the five days. */
export function waiveHearing(doing: Doing): Done {
  const told = named(doing, 'hearing', ['told'])
  const hearing: Hearing = { ...told, state: 'waived' }
  return {
    current: withProcedure(doing.current, hearing, doing.calendar),
    procedure: hearing,
    step: stepOf(hearing, '放弃听证', 'Hearing waived'),
  }
}

/** 第48条: time and place told at least seven days before; led by somebody who does not review the application. */
export function callHearing(doing: Doing): Done {
  const { current, today, calendar, law, reviewers } = doing
  const asked = named(doing, 'hearing', ['asked'])
  const act = needed(doing.act, {
    at: '请写明什么时候听证',
    place: '请写明在哪里听证',
    chair: '请写明由谁主持',
  })
  const day = cityDate(new Date(act.at))
  const earliest = calendar.addWorkingDays(today, law.hearing.notice.days).date
  if (day < earliest) throw fault('procedures.hearing-too-soon', '/at', `要在听证七个工作日前通知，最早${earliest}`)
  if (day > asked.holdBy!)
    throw fault('procedures.hearing-too-late', '/at', `应当在${asked.holdBy}前（含当日）组织听证`)
  const name = act.chair.trim()
  if (reviewers.some((each) => each.name === name))
    throw fault('procedures.chair-reviews', '/chair', `${name}审查这件申请，不能主持听证（第四十八条第三项）`)
  const hearing: Hearing = { ...asked, state: 'called', at: localTime(act.at), place: act.place, chair: name }
  return {
    current: withProcedure(current, hearing, calendar),
    procedure: hearing,
    step: stepOf(hearing, '听证通知', 'Hearing called'),
    letter: {
      type: 'hearing-notice',
      given: { at: sayTime(hearing.at!), place: act.place, chair: name, reason: hearing.reason },
      as: 'notice',
    },
    closes: 0,
    opens: { stage: 1, name: '举行听证', nameEn: 'Hold the hearing', post: 'reviewer', due: day },
  }
}

/** 第48条: held; its record is sealed and laid before those who took part. */
export function holdHearing(doing: Doing): Done {
  const { current, today, calendar } = doing
  const called = named(doing, 'hearing', ['called'])
  const act = needed(doing.act, { record: '请填写听证笔录' })
  if (called.at!.slice(0, 10) > today)
    throw new Refusal('conflict', 'procedures.hearing-not-yet', `The hearing is on ${called.at}`)
  const hearing: Hearing = { ...called, state: 'held', heldOn: today }
  return {
    current: withProcedure(current, hearing, calendar),
    procedure: hearing,
    // The record tells of persons: it is kept in the sealed paper, not in the history.
    step: stepOf(hearing, '举行听证', 'Hearing held'),
    letter: {
      type: 'hearing-record',
      given: {
        at: sayTime(called.at!),
        place: called.place,
        chair: called.chair,
        record: act.record.split('\n').filter((line) => line.trim() !== ''),
      },
      as: 'recordNotice',
    },
    closes: 1,
  }
}

/**
 * 第48条第一款第五项: those who took part confirm the record, the applicant on the case page, others on paper before the
 * office, which also notes who would not sign and why. Only then may the decision rest on it.
 */
export function signRecord(doing: Doing): Done {
  const { current, today, calendar, hand, own, act } = doing
  const held = named(doing, 'hearing', ['held'])
  if (held.signedOn)
    throw new Refusal('conflict', 'procedures.record-signed', `The record was signed on ${held.signedOn}`)
  const signedBy = own ? hand.name : needed(act, { receiver: '请写明谁签的字，或者谁不肯签' }).receiver
  const notSigned = own ? undefined : act.reason
  const hearing: Hearing = { ...held, signedOn: today, signedBy, ...(notSigned ? { notSigned } : {}) }
  return {
    current: withProcedure(current, hearing, calendar),
    procedure: hearing,
    step: {
      name: notSigned ? '听证笔录：不签字' : '听证笔录：核对无误，签字',
      nameEn: notSigned ? 'Record of the hearing: not signed' : 'Record of the hearing: confirmed and signed',
      data: { procedure: hearing.id, record: held.recordNotice?.number, signedOn: today },
    },
  }
}

/** Whether a hearing stands between the application and a decision on that day. */
export function hearingPending(hearing: Hearing, today: string): boolean {
  return (
    hearing.state === 'asked' ||
    hearing.state === 'called' ||
    (hearing.state === 'held' && !hearing.signedOn) ||
    (hearing.state === 'told' && today <= hearing.askBy!)
  )
}

function refuseSecond({ current }: Doing): void {
  if (proceduresOf(current).some((each) => each.kind === 'hearing'))
    throw new Refusal('conflict', 'procedures.hearing-known', 'This case has its hearing already')
}

const callTask = ({ holdBy }: Hearing): ToDo => ({
  stage: 0,
  name: '组织听证',
  nameEn: 'Arrange the hearing',
  post: 'reviewer',
  ...(holdBy ? { due: holdBy } : {}),
})

function stepOf(hearing: Hearing, name: string, nameEn: string): Done['step'] {
  const { id, exOfficio, basis, askedOn, holdBy, at, place, chair, heldOn } = hearing
  const data = {
    procedure: id,
    specialType: '2',
    name: '听证',
    exOfficio,
    basis,
    askedOn,
    holdBy,
    at,
    place,
    chair,
    heldOn,
  }
  return { name, nameEn, data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) }
}

/** The instant as the city's clocks show it: `2026-12-01T14:30`. */
function localTime(at: string): string {
  const instant = new Date(at)
  return `${cityDate(instant)}T${cityTime(instant)}`
}

const sayTime = (local: string): string => local.replace('T', ' ')

function fault(code: string, pointer: string, detail: string): Refusal {
  return new Refusal('invalid', code, detail, { faults: [{ pointer, rule: code, detail }] })
}
