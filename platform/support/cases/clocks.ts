import type { Calendar } from '#kernel/working-days.ts'
import type { ClockView, Light } from './contract.ts'

/** How long a thing may take, as the item version says. */
export type Limit = { unit: 'instant' | 'working' | 'calendar'; days: number }

type ClockKey = ClockView['key']

/** One clock of a case, as kept: dates in the city, with what they were computed from. */
export type Clock = Limit & {
  key: ClockKey
  startedOn?: string
  due?: string
  stoppedOn?: string
  provisional?: boolean
}

/** 行政许可法第32条: tell once what is missing within five working days, or the application counts as accepted. */
const intakeLimit: Limit = { unit: 'working', days: 5 }

/** The clocks of a new case: intake runs from the day of submission; the item's own begin with acceptance (第42条). */
export function newClocks(limits: { promise?: Limit; legal?: Limit }, today: string, calendar: Calendar): Clock[] {
  const clocks: Clock[] = [startClock({ key: 'intake', ...intakeLimit }, today, calendar)]
  if (limits.promise) clocks.push({ key: 'promise', ...pick(limits.promise) })
  if (limits.legal) clocks.push({ key: 'legal', ...pick(limits.legal) })
  return clocks
}

const pick = ({ unit, days }: Limit): Limit => ({ unit, days })

/** Day 0 is not counted: the first day is the next one (民事诉讼法第85条 by analogy). */
export function startClock(clock: Clock, on: string, calendar: Calendar): Clock {
  if (clock.unit === 'instant') return { ...clock, startedOn: on, due: on, provisional: false }
  const end =
    clock.unit === 'working'
      ? calendar.addWorkingDays(on, clock.days)
      : { date: addCalendarDays(on, clock.days), provisional: false }
  return { ...clock, startedOn: on, due: end.date, provisional: end.provisional }
}

export function stopClock(clock: Clock, on: string): Clock {
  return clock.startedOn && !clock.stoppedOn ? { ...clock, stoppedOn: on } : clock
}

/** The clock that matters now: the earliest running one. */
export function runningDue(clocks: Clock[]): string | undefined {
  return clocks
    .filter((clock) => clock.due && !clock.stoppedOn)
    .map((clock) => clock.due!)
    .sort()[0]
}

export function presentClock(clock: Clock, today: string, calendar: Calendar): ClockView {
  const base = { key: clock.key, unit: clock.unit, days: clock.days, provisional: clock.provisional ?? false }
  if (!clock.startedOn || !clock.due) return { ...base, state: 'not-started' }
  const upTo = clock.stoppedOn ?? today
  const left = daysLeft(clock.unit, upTo, clock.due, calendar)
  return {
    ...base,
    state: clock.stoppedOn ? 'done' : 'running',
    startedOn: clock.startedOn,
    due: clock.due,
    used: clock.days - left,
    left,
    light: lightOf(left, clock.days),
  }
}

/** Green while more than a third of the time is left, then yellow; red when the last day has passed (standards A10). */
export function lightOf(left: number, days: number): Light {
  if (left < 0) return 'red'
  return left * 3 > days ? 'green' : 'yellow'
}

/** Days from `today` to the last day, which still counts; below zero when it has passed. */
export function daysLeft(unit: Limit['unit'], today: string, due: string, calendar: Calendar): number {
  if (unit === 'working') return calendar.workingDaysRemaining(today, due).days
  return Math.round((Date.parse(due) - Date.parse(today)) / 86_400_000)
}

function addCalendarDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}
