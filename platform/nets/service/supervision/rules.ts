import { addCalendarDays, dayNumber } from '#kernel/calendar-date.ts'
import type { Fault } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { WatchedCase } from '#support/cases/index.ts'
import type { CompileExpression } from '#support/forms/contract.ts'
import { type Declared, declaredKind, type PackKind } from '#support/packs/index.ts'
import { SupervisionRules } from './contract.ts'

/** What a rule may ask of a case. */
export function factsOf(watched: WatchedCase, now: Date) {
  const { channel, status, automatic, returns, corrections, materials } = watched
  const until = watched.closedAt ?? now
  const [from, to, today] = [cityDate(watched.submittedAt), cityDate(until), cityDate(now)]
  return {
    ...{ channel, status, automatic, returns, corrections, materials, outcome: watched.outcome ?? '' },
    closed: watched.closedAt !== null,
    overdue: watched.due !== undefined && watched.due < today,
    minutes: Math.floor((until.getTime() - watched.submittedAt.getTime()) / 60_000),
    days: (dayNumber(to) ?? 0) - (dayNumber(from) ?? 0),
  }
}

export type Rule = SupervisionRules['rules'][number]

/** The rules that hold for a case. */
export const hits = (rules: readonly Rule[], watched: WatchedCase, now: Date, compile: CompileExpression): Rule[] =>
  rules.filter(({ when }) => compile(when)(factsOf(watched, now)) === true)

export const lookBackFrom = (today: string, days: number): Date =>
  new Date(`${addCalendarDays(today, -days)}T00:00:00+08:00`)

const known = new Set([
  ...['channel', 'status', 'automatic', 'returns', 'corrections', 'materials', 'outcome'],
  ...['closed', 'overdue', 'minutes', 'days'],
])

/** A rule that does not compile, or asks for what no case has, is refused with the pack. */
export const supervisionKind = (compile: CompileExpression): PackKind => {
  const declared: Declared<SupervisionRules> = {
    folder: 'supervision',
    schema: SupervisionRules,
    check: ({ rules }) =>
      rules.flatMap(({ key, when }, at): Fault[] => {
        const pointer = `/rules/${at}`
        if (rules.findIndex((each) => each.key === key) !== at)
          return [{ pointer: `${pointer}/key`, rule: 'twice', detail: `The rule ${key} stands here twice` }]
        try {
          const strange = (compile(when).free ?? []).filter((name) => !known.has(name))
          return strange.map((name) => ({
            ...{ pointer: `${pointer}/when`, rule: 'unknown-name', detail: `No case has ${name}` },
          }))
        } catch (error) {
          return [{ pointer: `${pointer}/when`, rule: 'bad-expression', detail: (error as Error).message }]
        }
      }),
  }
  return declaredKind('supervision-rules', declared)
}
