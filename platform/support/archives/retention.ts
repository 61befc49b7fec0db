import type { Fault } from '#kernel/errors.ts'
import { type Retention, RetentionSchedule } from './contract.ts'

/** How a schedule is declared in packs. */
export const retentionKind = {
  folder: 'retention',
  schema: RetentionSchedule,
  check({ classes }: RetentionSchedule): Fault[] {
    const last = classes.at(-1)
    if (!last?.flows && !last?.outcomes) return []
    return [
      {
        pointer: '/classes',
        rule: 'no-rest',
        detail: 'The last class must fit every case: leave flows and outcomes out',
      },
    ]
  },
}

const years: Record<Retention, number | undefined> = { Y: undefined, D30: 30, D10: 10 }

/** What a schedule says of one closed case. */
export type Filing = {
  className: string
  retention: Retention
  year: number
  keepUntil?: string
  handOverOn: string
  fonds: string
  /** 全宗号-门类·年度-保管期限-机构, before the number of the piece. */
  prefix: string
}

/**
 * Classifies a closed case. `above` are its department and those over it, the nearest first; undefined when the archive has
 * given none of them a fonds. Periods run from 1 January of the year after the file was closed.
 */
export function filingOf(
  schedule: RetentionSchedule,
  of: { flowKey: string; outcome?: string; closedOn: string; above: readonly string[] },
): Filing | undefined {
  const fonds = of.above.map((id) => schedule.fonds.find(({ department }) => department === id)).find((each) => each)
  const found = schedule.classes.find(
    ({ flows, outcomes }) =>
      (!flows || flows.includes(of.flowKey)) &&
      (!outcomes || (of.outcome !== undefined && outcomes.includes(of.outcome))),
  )
  if (!fonds || !found) return undefined
  const year = Number(of.closedOn.slice(0, 4))
  const kept = years[found.retention]
  return {
    className: found.name,
    retention: found.retention,
    year,
    ...(kept === undefined ? {} : { keepUntil: `${year + kept}-12-31` }),
    handOverOn: schedule.handOverAfterYears === 0 ? of.closedOn : `${year + 1 + schedule.handOverAfterYears}-01-01`,
    fonds: fonds.code,
    prefix: `${fonds.code}-${schedule.category}·${year}-${found.retention}-${fonds.office}`,
  }
}

/** 档号, e.g. `Z109-YW·2026-D30-SP-0001` (DA/T 13, form unverified). */
export const archiveNoOf = (prefix: string, piece: number): string => `${prefix}-${String(piece).padStart(4, '0')}`
