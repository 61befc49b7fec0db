import type { Clock } from '#ground/clock.ts'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Files } from '#ground/files/files.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor, AssuranceLevel } from '#kernel/actor.ts'
import type { CaseItem, CaseRequest, Opened } from '#support/cases/index.ts'
import type { CompiledForm, Resolution } from '#support/forms/contract.ts'
import type { Item } from '../items/contract.ts'
import type { DraftMaterial, IsNeeded } from './application.ts'
import type { RenewalNeeds } from './renewal.ts'

/** A published item version that can be applied for here, with the form it uses. */
export type Applicable = {
  id: string
  version: number
  item: Item
  form: { key: string; version: number; document: unknown; compiled: CompiledForm }
}

/** The party an application is for, as identity and registers know it. */
export type ApplicantFacts = {
  partyId: string
  name: string
  kind: 'natural' | 'legal'
  last4: string
  agentName?: string
}

/** A file of an earlier case. */
export type EarlierFile = Omit<DraftMaterial, 'from'> & {
  /** Absent where the party keeps it for later and no case has it. */
  caseNo?: string
  itemName?: string
  trust: 'A' | 'B' | 'C' | 'D'
  from?: { caseNo: string; at: string }
}

export type ApplicationNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  files: Files
  /** The item in force, or the version named. Refuses items that cannot be applied for online. */
  applicable: (id: string, version?: number) => Promise<Applicable>
  /** The party, when the actor may act for it in this matter. Refuses with `applications.not-your-party` and what mandates refuse with. */
  applicant: (actor: Actor, partyId: string | undefined, itemId?: string) => Promise<ApplicantFacts>
  /** Refuses an actor of whom we are less sure than this, with the ways to step up. */
  needLevel: (actor: Actor, level: AssuranceLevel) => Promise<void>
  /** Asks registers, credentials and identity for what the form binds; every read is logged with this purpose. */
  resolve: (
    actor: Actor,
    party: ApplicantFacts,
    form: CompiledForm,
    answers: Record<string, unknown>,
    why: { purpose: string; basis: string },
    situations: Record<string, string>,
  ) => Promise<Resolution>
  /** The office that handles the item at a place, and the flow of the item. */
  routing: (
    item: Item,
    divisionCode: string | undefined,
  ) => Promise<Pick<CaseItem, 'departmentId' | 'departmentName' | 'flow'> & { divisionCode: string }>
  /** 延续: licences that can be renewed. */
  renewing: RenewalNeeds
  isNeeded: IsNeeded
  /** 一件事: the item of a part, by the key its pack declares it under. */
  partItem: (key: string) => Promise<Applicable>
  /** The value of a FEEL text. */
  evaluate: (text: string, scope: Record<string, unknown>) => unknown
  /** What a party handed in with earlier cases, the newest first, each file once. */
  earlierMaterials: (realm: string, partyId: string, limit: number) => Promise<EarlierFile[]>
  /** One of these, or any other file of the party, ready to be used again; refuses what is past its day. */
  ownFile: (
    realm: string,
    partyId: string,
    id: string,
  ) => Promise<
    | (Omit<DraftMaterial, 'id' | 'key' | 'at' | 'from'> & {
        trust: EarlierFile['trust']
        from?: { caseNo: string; at: string }
      })
    | undefined
  >
  /** Whether a party may promise in place of a proof: not after a false promise that was not repaired (国办发〔2020〕42号). */
  mayPromise: (realm: string, partyId: string) => Promise<boolean>
  /** Opens the case; `item` is the version it is opened under. */
  openCase: (tx: Tx, actor: Actor, request: CaseRequest, item: Item) => Promise<Opened>
}
