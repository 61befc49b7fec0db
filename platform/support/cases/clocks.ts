import { addCalendarDays } from '#kernel/calendar-date.ts'
import type { Calendar } from '#kernel/working-days.ts'
import type { ClockView, Light } from './contract.ts'
import { licensingLawOn } from './procedures/law.ts'

/** How long a thing may take, as the item version says. */
export type Limit = { unit: 'instant' | 'working' | 'calendar'; days: number }

type ClockKey = ClockView['key']

/** Days that do not count (行政许可法第45条): both ends included, told in writing, so known from the first day on. */
export type Pause = { from: string; to: string }

/** One clock of a case, as kept: dates in the city, with what they were computed from. */
export type Clock = Limit & {
  key: ClockKey
  startedOn?: string
  due?: string
  stoppedOn?: string
  provisional?: boolean
  /** Days added with approval, once (第42条). */
  extendedBy?: number
  pauses?: Pause[]
  /** Since when the case is suspended (中止): from that day on no day counts until it is resumed. */
  heldFrom?: string
}

/** The limits that special procedures stop and extensions lengthen: those for the decision (第42条、第45条). */
export const decisionClocks: readonly ClockKey[] = ['promise', 'legal']

/** The clocks of a new case: intake runs from the day of submission; the item's own begin with acceptance (第42条). */
export function newClocks(limits: { promise?: Limit; legal?: Limit }, today: string, calendar: Calendar): Clock[] {
  // 第32条: tell once what is missing within five working days, or the application counts as accepted.
  const clocks: Clock[] = [startClock({ key: 'intake', ...pick(licensingLawOn(today).intake) }, today, calendar)]
  if (limits.promise) clocks.push({ key: 'promise', ...pick(limits.promise) })
  if (limits.legal) clocks.push({ key: 'legal', ...pick(limits.legal) })
  return clocks
}

export const pick = ({ unit, days }: Limit): Limit => ({ unit, days })

export function startClock(clock: Clock, on: string, calendar: Calendar): Clock {
  return reckonClock({ ...clock, startedOn: on }, calendar)
}

export function stopClock(clock: Clock, on: string): Clock {
  return clock.startedOn && !clock.stoppedOn ? { ...clock, stoppedOn: on } : clock
}

/** The clock with its last day counted anew from what it was computed from; what has not started stays as it is. */
export function reckonClock(clock: Clock, calendar: Calendar): Clock {
  if (!clock.startedOn) return clock
  const { date, provisional } = lastDay(clock, clock.startedOn, calendar)
  return { ...clock, due: date, provisional }
}

/**
 * The last day of a limit that began on a day. Day 0 is not counted: the first day is the next one (民事诉讼法第85条 by
 * analogy). Each pause adds its own days, of those that lie before the limit would have run out (第45条).
 */
export function lastDay(
  limit: Limit & { extendedBy?: number; pauses?: readonly Pause[] },
  startedOn: string,
  calendar: Calendar,
): { date: string; provisional: boolean } {
  if (limit.unit === 'instant') return { date: startedOn, provisional: false }
  const working = limit.unit === 'working'
  const add = (from: string, days: number) =>
    working ? calendar.addWorkingDays(from, days) : { date: addCalendarDays(from, days), provisional: false }
  const first = addCalendarDays(startedOn, 1)
  let { date, provisional } = add(startedOn, limit.days + (limit.extendedBy ?? 0))
  for (const { from, to } of mergePauses(limit.pauses ?? [])) {
    const begin = later(from, first)
    // What stops after the last day has passed makes nothing good.
    if (to < begin || begin > date) continue
    const within = working
      ? calendar.workingDaysWithin(begin, to)
      : { days: daysLeft('calendar', begin, to, calendar) + 1, provisional: false }
    const moved = add(date, within.days)
    date = moved.date
    provisional ||= within.provisional || moved.provisional
  }
  return { date, provisional }
}

/** Pauses in order, those that touch made one, so that no day is given twice. */
export function mergePauses(pauses: readonly Pause[]): Pause[] {
  const merged: Pause[] = []
  for (const pause of pauses.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = merged.at(-1)
    if (last && pause.from <= last.to) {
      if (pause.to > last.to) merged[merged.length - 1] = { from: last.from, to: pause.to }
    } else merged.push(pause)
  }
  return merged
}

/** The pause a clock is in on that day. */
export function pauseOn(clock: Pick<Clock, 'pauses' | 'stoppedOn'>, day: string): Pause | undefined {
  return clock.stoppedOn ? undefined : mergePauses(clock.pauses ?? []).find(({ from, to }) => from <= day && day <= to)
}

/** The clock that matters now: the earliest running one. */
export function runningDue(clocks: Clock[]): string | undefined {
  return clocks
    .filter((clock) => clock.due && !clock.stoppedOn && !clock.heldFrom && clock.key !== 'delivery')
    .map((clock) => clock.due!)
    .sort()[0]
}

export function presentClock(clock: Clock, today: string, calendar: Calendar): ClockView {
  const base = {
    key: clock.key,
    unit: clock.unit,
    days: clock.days + (clock.extendedBy ?? 0),
    provisional: clock.provisional ?? false,
    ...(clock.extendedBy ? { extendedBy: clock.extendedBy } : {}),
  }
  if (!clock.startedOn || !clock.due) return { ...base, state: 'not-started' }
  if (clock.heldFrom && !clock.stoppedOn) {
    // Its last day is known again when the case goes on; until then only what was left.
    const left = clockLeft(clock, clock.due, addCalendarDays(clock.heldFrom, -1), calendar)
    const { startedOn, heldFrom } = clock
    return { ...base, state: 'stopped', startedOn, used: base.days - left, left, stoppedFrom: heldFrom }
  }
  const pause = pauseOn(clock, today)
  const left = clockLeft(clock, clock.due, clock.stoppedOn ?? today, calendar)
  return {
    ...base,
    state: clock.stoppedOn ? 'done' : pause ? 'stopped' : 'running',
    startedOn: clock.startedOn,
    due: clock.due,
    used: base.days - left,
    left,
    ...(pause ? { stoppedFrom: pause.from, stoppedUntil: pause.to } : { light: lightOf(left, base.days) }),
  }
}

/** Green while more than a third of the time is left, then yellow; red when the last day has passed (standards A10). */
export function lightOf(left: number, days: number): Light {
  if (left < 0) return 'red'
  return left * 3 > days ? 'green' : 'yellow'
}

/** Days of the clock's own that are left after a day: those of a pause are nobody's. Below zero when overdue. */
export function clockLeft(
  clock: Pick<Clock, 'unit' | 'pauses'>,
  due: string,
  today: string,
  calendar: Calendar,
): number {
  const left = daysLeft(clock.unit, today, due, calendar)
  const paused = mergePauses(clock.pauses ?? []).map(({ from, to }) => {
    const first = later(from, addCalendarDays(today, 1))
    const last = earlier(to, due)
    if (last < first) return 0
    return clock.unit === 'working'
      ? calendar.workingDaysWithin(first, last).days
      : daysLeft('calendar', first, last, calendar) + 1
  })
  return left - paused.reduce((sum, days) => sum + days, 0)
}

/** Days from `today` to the last day, which still counts; below zero when it has passed. */
export function daysLeft(unit: Limit['unit'], today: string, due: string, calendar: Calendar): number {
  if (unit === 'working') return calendar.workingDaysRemaining(today, due).days
  return Math.round((Date.parse(due) - Date.parse(today)) / 86_400_000)
}

/** Of two dates, `YYYY-MM-DD`. */
export const earlier = (a: string, b: string): string => [a, b].sort()[0]!
export const later = (a: string, b: string): string => [a, b].sort()[1]!
