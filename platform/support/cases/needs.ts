import type { Clock } from '#ground/clock.ts'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { Files } from '#ground/files/files.ts'
import type { NewId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor, PostHeld } from '#kernel/actor.ts'
import type { Fault } from '#kernel/errors.ts'
import type { Calendar } from '#kernel/working-days.ts'
import type { MaterialFile } from './case.ts'
import type { DecisionRecord } from './draft.ts'
import type { AskRule, InlineService } from './drive.ts'
import type { Net } from './flow/index.ts'
import type { Governments, Offices, Territory } from './policy.ts'

/** Titles of form fields by pointer. */
export type Titles = ReadonlyMap<string, { title: string; titleEn: string }>

/** An official who works on cases. */
export type Officer = { accountId: string; name: string; posts: PostHeld[] }

/** What cases need of the rest of the platform; wired in compose.ts. */
export type CaseNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  random: (bytes: Uint8Array<ArrayBuffer>) => void
  secrets: Secrets
  publish: Publish
  jobs: Jobs
  files: Files
  calendar: Calendar
  /** The working days of a department; absent where all have the city's. */
  calendarOf?: (departmentId: string) => Calendar
  /** Takes up the calendar in force, when another process has put in a newer one; absent where none does. */
  followCalendar?: () => Promise<void>
  /** The compiled flow of a version, with the versions of the flows it calls that a case began with; refuses when the pack is gone. */
  netOf: (flow: { key: string; version: number; calls?: Readonly<Record<string, number>> }) => Promise<Net>
  /** Every installed version of every flow; absent where nobody lists them. */
  flowVersions?: () => Promise<{ key: string; version: number }[]>
  /** Readies the rules a net asks for, so that asking them later is synchronous and pure. */
  rulesFor: (net: Net) => Promise<AskRule>
  /** Asks a kept question again under the kept rule version. */
  replay: (decision: { ruleKey: string; ruleVersion: number; asOf: string; record: DecisionRecord }) => Promise<unknown>
  checkAnswers: (
    form: { key: string; version: number },
    answers: Record<string, unknown>,
    asOf: string,
  ) => Promise<Fault[]>
  /** The fields of a form by pointer, in words. */
  titlesOf: (form: { key: string; version: number }) => Promise<Titles>
  /** Checks the data of a task against the newest version of its form. */
  checkTaskData: (form: string, data: Record<string, unknown>, asOf: string) => Promise<Fault[]>
  services: Record<string, InlineService>
  territory: () => Promise<
    Territory &
      Governments &
      Partial<Offices> & {
        departmentsUnder(id: string): string[]
        find(id: string): { id: string; name: string; divisionCode: string } | undefined
      }
  >
  /** The officials who work on cases, with their posts of today. */
  officers: (realm: string) => Promise<Officer[]>
  /** The parties this person may act for, the person first. */
  partiesOf: (actor: Actor, itemId?: string) => Promise<string[]>
  /** Matters in which the actor may act for somebody who lets them act in no others. */
  mattersOf?: (actor: Actor) => Promise<{ partyId: string; itemId: string }[]>
  /** When the actor's mandate for such a matter of the party ended, if it still held after `since`. */
  mandateEnded?: (actor: Actor, partyId: string, itemId: string, since: Date) => Promise<Date | undefined>

  /** 一次提交、多次复用: a file of the party by its id, among those its cases hold or it keeps; wired where there is such a place. */
  ownFile?: (realm: string, partyId: string, id: string) => Promise<MaterialFile | undefined>
  appendLeaf: (tx: Tx, leaf: { realm: string; kind: string; subject: string; digest: Buffer }) => Promise<void>
  /** Who reviews the decisions of a department of that day, and which court hears suits against them. */
  remedyBodies?: (
    realm: string,
    departmentId: string,
    day: string,
  ) => Promise<{ reviewBody?: string; reviewEntrance?: string; court?: string }>
  /** Every read of a person's data is in that person's log, before the answer leaves. */
  logRead: (
    actor: Actor,
    read: { partyId: string; subject: string; purpose: string; basis: string; caseId: string },
  ) => Promise<void>
}
