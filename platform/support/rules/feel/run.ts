import { civilDate, NANOS_PER_DAY, namedZone, offsetAtInstant } from './calendar.ts'
import { makeDate, makeDateTime } from './temporal.ts'
import type { Diagnostic, FeelDateTime, Run, Value, Zone } from './values.ts'

/** What one evaluation may use. Without `now`, `now()` and `today()` are null: nothing reads the host's clock. */
export type Budget = {
  /** Steps of work, roughly a microsecond each: one per call, loop round or list item, more for what takes longer. */
  steps?: number
  /** The last resort, should steps have been counted too low: an evaluation never takes longer than this. */
  millis?: number
  now?: Date
  /** IANA zone of `now()` and `today()`. */
  zone?: string
}

const DEFAULT_STEPS = 1_000_000
const DEFAULT_MILLIS = 5_000
// The host's clock is asked once in so many calls; between two of them lies less than a second of the slowest work.
const CALLS_PER_LOOK = 1_024

class Exhausted extends Error {}

/** Begins an evaluation over a scope of FEEL values. */
export function startRun(top: ReadonlyMap<string, Value>, budget: Budget): Run {
  const diagnostics: Diagnostic[] = []
  let until: number | undefined
  let calls = 0
  const run: Run = {
    top,
    diagnostics,
    now: () => (budget.now ? moment(budget.now, budget.zone ?? 'Asia/Shanghai') : null),
    fired: null,
    steps: budget.steps ?? DEFAULT_STEPS,
    depth: 0,
    spend: (cost) => {
      run.steps -= cost
      if (run.steps < 0) throw new Exhausted()
      if (++calls % CALLS_PER_LOOK !== 0) return
      // Most evaluations end before the first look, and need no clock at all.
      until ??= performance.now() + (budget.millis ?? DEFAULT_MILLIS)
      if (performance.now() > until) throw new Exhausted()
    },
  }
  return run
}

/** Runs `work` until it ends or the budget does, be it steps or the host's stack. */
export function withinBudget<T>(run: Run, work: () => T): { value: T | null; exhausted: boolean } {
  try {
    return { value: work(), exhausted: false }
  } catch (error) {
    const stackFull = error instanceof RangeError && error.message.includes('call stack')
    if (!(error instanceof Exhausted) && !stackFull) throw error
    run.diagnostics.push({ code: 'budget', message: 'the evaluation took more work than it may and was stopped' })
    return { value: null, exhausted: true }
  }
}

function moment(now: Date, zoneId: string): FeelDateTime | null {
  const zone: Zone | null = namedZone(zoneId)
  if (!zone) return null
  const local = now.getTime() + offsetAtInstant(zone, Math.floor(now.getTime() / 1000)) * 1000
  const day = Math.floor(local / 86_400_000)
  const { year, month, day: dayOfMonth } = civilDate(day)
  const date = makeDate(year, month, dayOfMonth)
  return date && makeDateTime(date, (local - day * 86_400_000) * (NANOS_PER_DAY / 86_400_000), zone)
}
