import type { CompileExpression } from '../../forms/contract.ts'
import { type Grade, grades, type ScoreModel } from '../declared.ts'

/** A fact as formulas of models see it. */
export type ScoredFact = {
  id: string
  kind: string
  effect: string
  happenedOn: string
  monthsAgo: number
  amount: number
}
export type ScoredListing = { list: string; colour: 'red' | 'black' }

/** All that a score rests on; kept with it, so that the same question gives the same answer for ever. */
export type ScoreInputs = { today: string; entity: { kind: string }; facts: ScoredFact[]; lists: ScoredListing[] }

export type ScoreLine = { factor: string; name: string; nameEn: string; basis: string; points: number }
export type Scored = { points: number; grade: Grade; lines: ScoreLine[]; ceiling?: Grade }

/**
 * What a model makes of these inputs: the points of each factor, their sum with the base, and the grade. Pure. Throws an Error
 * when a formula gives something that is no number, or a ceiling that is no grade: a model must say what it means.
 */
export function scoreOf(model: ScoreModel, inputs: ScoreInputs, compileExpression: CompileExpression): Scored {
  const scope = { ...inputs }
  const lines = model.factors.map(({ key, name, nameEn, basis, points: formula }) => {
    const came = compileExpression(formula)(scope)
    if (typeof came !== 'number' || !Number.isFinite(came))
      throw new Error(`Factor ${key} of model ${model.key} came to ${JSON.stringify(came)}`)
    return { factor: key, name, nameEn, basis, points: Math.round(came) }
  })
  const points = lines.reduce((sum, line) => sum + line.points, model.base)
  const earned = (model.grades.find(({ from }) => points >= from) ?? model.grades.at(-1)!).grade
  const ceiling = ceilingOf(model, scope, compileExpression)
  const grade = ceiling && ceiling > earned ? ceiling : earned
  return { points, grade, lines, ...(ceiling ? { ceiling } : {}) }
}

function ceilingOf(model: ScoreModel, scope: object, compileExpression: CompileExpression): Grade | undefined {
  if (!model.ceiling) return undefined
  const came = compileExpression(model.ceiling)(scope as Record<string, unknown>)
  if (came === null) return undefined
  const found = grades.find((grade) => grade === came)
  if (!found) throw new Error(`The ceiling of model ${model.key} came to ${JSON.stringify(came)}`)
  return found
}

/** Whole months between two days, as people count them. */
export function monthsBetween(from: string, to: string): number {
  const [y1, m1, d1] = from.split('-').map(Number) as [number, number, number]
  const [y2, m2, d2] = to.split('-').map(Number) as [number, number, number]
  return (y2 - y1) * 12 + m2 - m1 - (d2 < d1 ? 1 : 0)
}

/** The day so many months later, the last of the month where there is no such day. */
export function monthsLater(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
