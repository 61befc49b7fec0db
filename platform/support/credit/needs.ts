import type { Clock } from '#ground/clock.ts'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import type { Calendar } from '#kernel/working-days.ts'
import type { CaseRequest, CaseService } from '../cases/index.ts'
import type { CompileExpression } from '../forms/contract.ts'
import type { Packs } from '../packs/index.ts'

export type Department = { id: string; name: string; divisionCode: string; code?: string }

/** What credit needs of the rest of the platform; wired in wiring/credit.ts. */
export type CreditNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  realm: string
  secrets: Secrets
  publish: Publish
  jobs: Jobs
  calendar: Calendar
  packs: Pick<Packs, 'get' | 'find' | 'list' | 'versions'>
  compileExpression: CompileExpression
  cases: Pick<CaseService, 'open' | 'whole' | 'correlate'>
  /** The item of a pack by its key, as it is in force. */
  itemOf: (key: string) => Promise<Omit<CaseRequest['item'], 'departmentId' | 'departmentName'>>
  departmentOf: (id: string) => Promise<Department | undefined>
  officesOf: (actor: Actor, roles: readonly PostRole[]) => Promise<string[]>
  /** The numbers of all this person may act for, the person first. */
  ownNumbers: (actor: Actor) => Promise<{ partyId: string; name: string; number: string }[]>
  /** The party of a number, made where nobody of it has come yet. */
  partyFor: (
    realm: string,
    who: { number: string; name: string; kind: 'legal' | 'natural' },
  ) => Promise<{ partyId: string; name: string; kind: string; accounts: string[] }>
  /** Issues the sealed paper of a file; it lies in the party's wallet from then on. */
  issueReport: (
    tx: Tx,
    realm: string,
    report: { partyId: string; elements: Record<string, unknown>; purpose: string },
  ) => Promise<{ id: string; number: string }>
  noteRead: (
    actor: Actor,
    read: { subject: string; what: string; fields: string[]; purpose: string; basis: string },
  ) => Promise<void>
  appendLeaf: (tx: Tx, leaf: { realm: string; kind: string; subject: string; said: unknown }) => Promise<void>
  tell: (
    tx: Tx,
    notice: { realm: string; accountId: string; title: string; titleEn: string; body: string; bodyEn: string },
  ) => Promise<void>
}
