import type { Clock } from '#ground/clock.ts'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Calendar } from '#kernel/working-days.ts'
import type { CaseView } from '#support/cases/contract.ts'
import type { Territory } from './policy.ts'
import type { RatingTagList } from './tags/tags.ts'

/** What a rating keeps of its case. */
export type RatedCase = Pick<CaseView, 'no' | 'status' | 'item' | 'department' | 'applicant' | 'acceptedAt'>

export type RatingNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  random: (bytes: Uint8Array<ArrayBuffer>) => void
  secrets: Secrets
  publish: Publish
  calendar: Calendar
  /** The case, when this person may see it. */
  getCase: (actor: Actor, id: string) => Promise<RatedCase>
  territory: () => Promise<
    Territory & { find(id: string): { id: string; name: string; divisionCode: string } | undefined; all(): string[] }
  >
  /** What may be ticked, as packs declare it. */
  tagLists: () => Promise<RatingTagList[]>
  /** How many cases were closed in these days, of departments and items. */
  closedCases: (
    realm: string,
    query: { departments: readonly string[]; from: string; to: string },
  ) => Promise<{ departmentId: string; department: string; itemId: string; item: string; count: number }[]>
  appendLeaf: (tx: Tx, leaf: { realm: string; kind: string; subject: string; digest: Buffer }) => Promise<void>
  /** Tells an account something inside the platform, in the act's own transaction. */
  tell: (
    tx: Tx,
    notice: {
      realm: string
      accountId: string
      kind: string
      title: string
      titleEn: string
      body: string
      bodyEn: string
      caseId?: string
    },
  ) => Promise<void>
}
