import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { CaseOut } from '#support/cases/index.ts'
import type { Province } from './province.ts'
import type { Surroundings } from './surroundings.ts'

export type ExchangeNeeds = {
  db: Db
  clock: Clock
  secrets: Secrets
  log: Log
  /** The case with its history, for the platform's own work. */
  caseOut: (realm: string, caseId: string) => Promise<CaseOut>
  surroundings: (out: CaseOut) => Promise<Surroundings>
  /** Cases of the realm after this id, in the order of ids: to make every row anew. */
  caseIds: (realm: string, after: string | undefined, limit: number) => Promise<string[]>
  /** Absent while no address is set: cases are only marked, and rows are made when a supervisor looks. */
  province?: Province
}
