import Type, { type Static } from 'typebox'
import type { Calendar } from '#kernel/working-days.ts'
import { Basis, Key, Limit, Line, listOf, part } from './schema.ts'

const Ahead = part({ unit: Type.Enum(['working', 'calendar']), days: Type.Integer({ minimum: 0, maximum: 3660 }) })

/**
 * 延续 (行政许可法第50条): the licence of this item can be granted again before it ends. Asked in time and not decided by the last
 * day, it is renewed by silence. A version of an item is dated, so a change of these days binds only who asks after it.
 */
export const RenewalTerms = part(
  {
    /** Asked no later than so long before the last day; who asks later is not renewed by silence. */
    ask: Ahead,
    /** Asked no earlier than so long before the last day; at any time when left out. */
    opens: Type.Optional(Ahead),
    silence: Type.Enum(['renewed', 'nothing'], { default: 'renewed' }),
    /** Keys of the materials that must be handed in again; what is not named here need not. */
    materials: listOf(Key, 50),
    /** Limits of the renewal; those of the item when left out. */
    limits: Type.Optional(part({ legal: Type.Optional(Limit), promised: Type.Optional(Limit) })),
    /** Elements of the new licence that differ from the old one: FEEL over `answers`, `elements` and `lastDay`. */
    elements: Type.Optional(Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]{0,49}$' }), Line(1000))),
    flow: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,79}$', default: 'licence-renewal' }),
    basis: Basis,
  },
  { title: 'ItemRenewal' },
)
export type RenewalTerms = Static<typeof RenewalTerms>

export const RenewalState = Type.Enum(['early', 'open', 'late', 'over'])
export type RenewalState = Static<typeof RenewalState>

/** The days of a renewal: the first it is asked on, if there is one, and the last to ask in time. */
export type RenewalWindow = { opensOn?: string; askBy: string; lastDay: string }

export function renewalWindow({ ask, opens }: RenewalTerms, lastDay: string, calendar: Calendar): RenewalWindow {
  const before = ({ unit, days }: Static<typeof Ahead>) =>
    unit === 'working' ? calendar.addWorkingDays(lastDay, -days).date : daysAfter(lastDay, -days)
  return { ...(opens ? { opensOn: before(opens) } : {}), askBy: before(ask), lastDay }
}

export function renewalState({ opensOn, askBy, lastDay }: RenewalWindow, today: string): RenewalState {
  if (today > lastDay) return 'over'
  if (opensOn !== undefined && today < opensOn) return 'early'
  return today <= askBy ? 'open' : 'late'
}

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
