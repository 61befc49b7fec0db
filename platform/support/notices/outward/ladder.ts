import { cityDate } from '#kernel/working-days.ts'
import type { Way } from './contract.ts'
import rules from './escalation.json' with { type: 'json' }

export type Rung = { to: Way; afterMinutes: number }
/** How an urgent notice that stays unread goes on. Each rule holds from a date until the next one; design values. */
export type EscalationRule = { from: string; applicant: readonly Rung[]; official: readonly Rung[] }

type Told = {
  at: Date
  urgent: boolean
  official: boolean
  /** It came to this person because another did not read it: it is not passed on once more. */
  passedOn: boolean
}

/**
 * What is done for a notice, one rung after another, each so long after it was made: first all channels the person chose, at
 * once; if it is urgent and stays unread, the ladder of the rule in force on its day.
 */
export function ladderOf(told: Told, ruled: readonly EscalationRule[] = rules as EscalationRule[]): Rung[] {
  const first: Rung = { to: 'chosen', afterMinutes: 0 }
  if (!told.urgent) return [first]
  const day = cityDate(told.at)
  const rule = ruled.filter(({ from }) => from <= day).at(-1)
  const rungs = rule ? rule[told.official ? 'official' : 'applicant'] : []
  return [first, ...rungs.filter(({ to }) => !told.passedOn || (to !== 'deputy' && to !== 'head'))]
}

/** When a rung of a notice made at `at` comes; null when there is no such rung. */
export function rungAt(ladder: readonly Rung[], rung: number, at: Date): Date | null {
  const next = ladder[rung]
  return next ? new Date(at.getTime() + next.afterMinutes * 60_000) : null
}
