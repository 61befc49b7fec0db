import type { Clock } from '#ground/clock.ts'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { DeclaredPoint, Tree } from '../halls/index.ts'

/** A case as the desk must know it. */
export type DecidedCase = {
  id: string
  itemName: string
  departmentName: string
  party: { partyId: string; name: string; kind: string }
  decided: boolean
}

/** A result as its person is told of it. */
export type Told = {
  realm: string
  partyId: string
  caseId: string
  itemName: string
  caseNo: string
  pointName: string
  address: string
  keepUntil: string
  documents: string
}

export type HandoverNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  publish: Publish
  territory: () => Promise<Tree>
  getPoint: (key: string) => Promise<DeclaredPoint>
  /** The window of this point at which the actor sits. */
  windowOf: (actor: Actor, point: string) => Promise<string | undefined>
  caseOfNumber: (realm: string, no: string) => Promise<DecidedCase | undefined>
  /** The number a natural person is known by. */
  idNumberOf: (realm: string, partyId: string) => Promise<string>
  /** Whose results an actor may see as their own. */
  partiesOf: (actor: Actor) => Promise<string[]>
  /** Tells whoever acts for the party; false when nobody could be told. */
  tell: (tx: Tx, told: Told & { kind: 'here'; code: string }) => Promise<boolean>
  remind: (tx: Tx, told: Told) => Promise<void>
  logRead: (
    actor: Actor,
    read: { partyId: string; subject: string; purpose: string; basis: string; caseId: string },
  ) => Promise<void>
  appendLeaf: (tx: Tx, leaf: { realm: string; kind: string; subject: string; digest: Buffer }) => Promise<void>
  recordAudit: RecordAudit
}
