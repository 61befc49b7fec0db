import type { DeclaredCapability } from '../capability.ts'
import type { Access, Program, ProgramKey } from '../contract.ts'
import type { AccessRow, KeyRow, ProgramRow } from './store.ts'

/** Rows as they are told outside. */
export const programOut = ({ id, name, purpose, stage, party_name, created_at, closed_at }: ProgramRow): Program => ({
  ...{ id, name, purpose, stage, party: party_name, createdAt: created_at.toISOString() },
  ...(closed_at ? { closedAt: closed_at.toISOString() } : {}),
})

export const keyOut = ({ id, algorithm, made_at, revoked_at }: KeyRow): ProgramKey => ({
  ...{ id, algorithm, madeAt: made_at.toISOString() },
  ...(revoked_at ? { revokedAt: revoked_at.toISOString() } : {}),
})

export function accessOut(
  row: AccessRow,
  { list, today }: { list: readonly DeclaredCapability[]; today: number },
): Access {
  return {
    ...{ capability: row.capability, name: list.find(({ key }) => key === row.capability)?.name ?? row.capability },
    ...{ perDay: row.per_day, perSecond: row.per_second, givenAt: row.given_at.toISOString(), today },
    ...(row.operations ? { operations: row.operations } : {}),
    ...(row.until ? { until: row.until } : {}),
    ...(row.case_no ? { caseNo: row.case_no } : {}),
    ...(row.stopped_at ? { stopped: { at: row.stopped_at.toISOString(), reason: row.stop_reason ?? '' } } : {}),
  }
}
