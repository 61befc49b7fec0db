import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { CaseRequest, CaseService } from '#support/cases/index.ts'
import type { FactSource } from './dispute.ts'

/** The department that answers for a source, and what the field is called there. */
export type SourceOffice = { departmentId: string; departmentName: string; divisionCode: string; field: string }

export type DisputeNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  jobs: Jobs
  secrets: Secrets
  cases: Pick<CaseService, 'get' | 'open' | 'amend' | 'whole'>
  /** The item under which source departments answer, as its pack has it in force. */
  answering: (realm: string) => Promise<Omit<CaseRequest['item'], 'departmentId' | 'departmentName'>>
  /** Undefined when no department of this realm answers for it. */
  officeOf: (realm: string, source: FactSource, partyId: string) => Promise<SourceOffice | undefined>
  /** The last four characters of the number of a party, for the public query. */
  last4: (realm: string, partyId: string) => Promise<string>
}
