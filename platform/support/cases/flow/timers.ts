import { Refusal } from '#kernel/errors.ts'
import { type Calendar, cityDate } from '#kernel/working-days.ts'
import type { TimerSpec, Variables } from './net.ts'
import type { Instant } from './state.ts'

/** The working calendar of the office that answers for the case. */
export type FlowCalendar = Pick<Calendar, 'addWorkingDays' | 'endOfOfficeDay'>

const workingDays = /^P(\d{1,4})WD$/
const duration =
  /^P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/
const cycle = /^R(\d{0,4})\/(P.+)$/
const date = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/

const day = 86_400_000

/**
 * Reads how long a timer waits: `P5WD` (working days), an ISO 8601 duration, `R3/PT1H`, a date (until the office closes)
 * or an instant with its offset. Null when the text is none of these.
 */
export function parseTimer(text: string): TimerSpec | null {
  const working = workingDays.exec(text)
  if (working) return { kind: 'working-days', days: Number(working[1]) }
  const repeated = cycle.exec(text)
  if (repeated) return parseCycle(repeated[1] ?? '', repeated[2] ?? '')
  if (date.test(text)) return Number.isNaN(Date.parse(text)) ? null : { kind: 'date', at: text }
  const parts = duration.exec(text)
  if (!parts || text === 'P' || text.endsWith('T')) return null
  const [years, months, weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0))
  return {
    kind: 'duration',
    months: (years ?? 0) * 12 + (months ?? 0),
    milliseconds:
      ((weeks ?? 0) * 7 + (days ?? 0)) * day + ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000,
  }
}

function parseCycle(times: string, text: string): TimerSpec | null {
  const every = parseTimer(text)
  if (!every || every.kind === 'cycle' || times === '0') return null
  if (every.kind === 'duration' && every.months === 0 && every.milliseconds === 0) return null
  if (every.kind === 'working-days' && every.days === 0) return null
  return { kind: 'cycle', times: times === '' ? null : Number(times), every }
}

/** The instant a timer fires that begins to run now. Refuses an expression that yields no time. */
export function dueInstant(spec: TimerSpec, now: Date, calendar: FlowCalendar, scope: () => Variables): Instant {
  switch (spec.kind) {
    case 'working-days': {
      const due = calendar.addWorkingDays(cityDate(now), spec.days)
      const at = calendar.endOfOfficeDay(due.date).toISOString()
      return { at, workingDays: spec.days, provisional: due.provisional }
    }
    case 'duration': {
      const months = spec.months === 0 ? 0 : monthsAsMilliseconds(cityDate(now), spec.months)
      return { at: new Date(now.getTime() + months + spec.milliseconds).toISOString(), provisional: false }
    }
    case 'date': {
      const at = spec.at.length === 10 ? calendar.endOfOfficeDay(spec.at) : new Date(spec.at)
      return { at: at.toISOString(), provisional: false }
    }
    case 'cycle':
      return dueInstant(spec.every, now, calendar, scope)
    case 'expression':
      return dueInstant(evaluated(spec, scope()), now, calendar, scope)
  }
}

/** How often a timer may still fire after its first time: 0 for all but cycles, null for ever. */
export function repetitions(spec: TimerSpec): number | null {
  if (spec.kind !== 'cycle') return 0
  return spec.times === null ? null : spec.times - 1
}

function evaluated(spec: { text: string; value: (scope: Variables) => unknown }, scope: Variables): TimerSpec {
  const value = spec.value(scope)
  const parsed = value === null || value === undefined ? null : parseTimer(String(value))
  if (parsed === null || parsed.kind === 'cycle') {
    throw new Refusal('invalid', 'flows.timer-value', `"${spec.text}" yields no date or duration`, { value })
  }
  return parsed
}

/** A month later is the same day of the next month, or its last day; counted in city days, which are all of one length. */
function monthsAsMilliseconds(from: string, months: number): number {
  const [year, month, dayOfMonth] = from.split('-').map(Number)
  const first = Date.UTC(year ?? 0, (month ?? 1) - 1 + months, 1)
  const target = new Date(first)
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  return first + (Math.min(dayOfMonth ?? 1, last) - 1) * day - Date.parse(from)
}
