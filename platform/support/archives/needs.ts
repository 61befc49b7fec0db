import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { Files } from '#ground/files/files.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import type { CaseFileService } from '#support/case-files/index.ts'
import type { EndedCase } from '#support/cases/index.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { Keys } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { Seals } from '#support/seals/index.ts'
import type { RetentionSchedule } from './contract.ts'
import type { ArchiveHouse } from './house.ts'

export type ArchiveNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  publish: Publish
  files: Files
  secrets: Secrets
  keys: Keys
  ledger: Ledger
  seals: Pick<Seals, 'usableOf' | 'recordSigner' | 'use'>
  recordAudit: RecordAudit
  /** A case that has ended; undefined while it is open. */
  endedCase: (realm: string, caseId: string) => Promise<EndedCase | undefined>
  caseFile: CaseFileService['forArchive']
  officesOf: (actor: Actor, roles: readonly PostRole[]) => Promise<string[]>
  /** A department and those above it, the nearest first. */
  departmentsAbove: (id: string) => Promise<string[]>
  /** The schedules in force today. */
  schedules: () => Promise<RetentionSchedule[]>
  /** Where files are handed over; without one they are filed and kept here. */
  house?: ArchiveHouse
}
