import { addCalendarDays } from '#kernel/calendar-date.ts'
import { Refusal } from '#kernel/errors.ts'
import { type Doing, type Done, named, needed, nextId, underReview, withProcedure } from './doing.ts'
import type { Special } from './procedure.ts'

/** 行政许可法第45条: starts a procedure that the law requires; its time is told in writing and not counted. */
export function startSpecial(doing: Doing): Done {
  const { current, today, calendar, hand, law } = doing
  const act = needed(doing.act, {
    special: '请选择是哪一种特别程序',
    basis: '请写明哪一部法律法规要求做这个程序',
    days: '请写明需要多少个工作日',
    reason: '请写明为什么要做',
  })
  underReview(doing)
  const running = law.special.running.find(({ key }) => key === act.special)
  if (running)
    throw new Refusal('invalid', 'procedures.does-not-stop', `${running.nameEn} does not stop the clock`, {
      faults: [{ pointer: '/special', rule: 'does-not-stop', detail: `${running.name}：${running.why}` }],
      article: law.special.article,
    })
  const kind = law.special.stopping.find(({ key }) => key === act.special)
  if (!kind) throw unknownKind(act.special)
  refuseTooLong(act.days, law.special.longest)
  const spans = [{ from: today, to: lastOf(today, act.days, calendar) }]
  const special: Special = {
    id: nextId(current),
    kind: 'special',
    state: 'open',
    special: kind.key,
    name: kind.name,
    nameEn: kind.nameEn,
    basis: act.basis,
    reason: act.reason,
    days: act.days,
    spans,
    startedBy: hand,
  }
  const until = spans[0]!.to
  return {
    current: withProcedure(current, special, calendar),
    procedure: special,
    step: {
      name: `特别程序：${kind.name}`,
      nameEn: `Special procedure: ${kind.nameEn}`,
      // standards A9 special_procedure: 2 is any but the lengthening of the limit.
      data: {
        procedure: special.id,
        specialType: '2',
        name: kind.name,
        days: act.days,
        from: today,
        until,
        basis: act.basis,
      },
    },
    letter: letterOf(special, calendar),
  }
}

/** More time for it, told in writing again. What passed meanwhile beyond the time told has counted. */
export function prolongSpecial(doing: Doing): Done {
  const { current, today, calendar, law } = doing
  const special = named(doing, 'special', ['open'])
  const act = needed(doing.act, { days: '请写明还需要多少个工作日', reason: '请写明为什么需要更多时间' })
  underReview(doing)
  refuseTooLong(special.days + act.days, law.special.longest)
  const last = special.spans.at(-1)!
  const spans =
    today <= last.to
      ? special.spans.with(-1, { from: last.from, to: calendar.addWorkingDays(last.to, act.days).date })
      : [...special.spans, { from: today, to: lastOf(today, act.days, calendar) }]
  const longer: Special = { ...special, days: special.days + act.days, spans, reason: act.reason }
  const until = spans.at(-1)!.to
  return {
    current: withProcedure(current, longer, calendar),
    procedure: longer,
    step: {
      name: `特别程序延长：${special.name}`,
      nameEn: `Special procedure prolonged: ${special.nameEn}`,
      data: { procedure: special.id, specialType: '2', name: special.name, days: act.days, until },
    },
    letter: letterOf(longer, calendar),
  }
}

/** It is over: the clocks run on from tomorrow, or ran on already when the time told had passed. */
export function endSpecial(doing: Doing): Done {
  const { current, today, calendar, hand } = doing
  const special = named(doing, 'special', ['open'])
  const act = needed(doing.act, { result: '请写明结果' })
  const ended: Special = { ...special, state: 'ended', endedOn: today, endedBy: hand, result: act.result }
  return {
    current: withProcedure(current, ended, calendar),
    procedure: ended,
    step: {
      name: `特别程序结束：${special.name}`,
      nameEn: `Special procedure ended: ${special.nameEn}`,
      data: {
        procedure: special.id,
        specialType: '2',
        name: special.name,
        from: special.spans[0]!.from,
        endedOn: today,
        result: act.result,
      },
    },
  }
}

/** What is told in writing: how long it takes, and until when. */
function letterOf({ name, basis, reason, spans }: Special, calendar: Doing['calendar']): NonNullable<Done['letter']> {
  const last = spans.at(-1)!
  const { days } = calendar.workingDaysWithin(last.from, last.to)
  return {
    type: 'special-procedure-notice',
    given: { procedure: name, basis, reason, days, from: last.from, until: last.to },
    as: 'notice',
  }
}

/** The day on which so many working days end, the first day counted. */
function lastOf(first: string, days: number, calendar: Doing['calendar']): string {
  return calendar.addWorkingDays(addCalendarDays(first, -1), days).date
}

function refuseTooLong(days: number, longest: number): void {
  if (days > longest)
    throw new Refusal('invalid', 'procedures.too-long', `A special procedure lasts at most ${longest} working days`, {
      faults: [{ pointer: '/days', rule: 'maximum', detail: `一共最多${longest}个工作日` }],
    })
}

function unknownKind(key: string): Refusal {
  return new Refusal('invalid', 'procedures.unknown-kind', `The law knows no special procedure ${key}`, {
    faults: [{ pointer: '/special', rule: 'enum', detail: '请从列表里选择' }],
  })
}
