import type { Clock } from '#ground/clock.ts'
import type { Db, Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { Standing } from '#support/payments/index.ts'
import type { ReceiptKind, ReceiptLine } from './contract.ts'
import type { Treasury } from './treasury.ts'

/** What the face of a receipt says; `replaces` is the face it takes the place of. */
export type Face = {
  bill: Standing
  kind: ReceiptKind
  code: string
  number: string
  checkCode: string
  lines: ReceiptLine[]
  issuedOn: string
  red?: { code: string; number: string; reason: string }
  replaces?: string
}

/** What receipts need of the rest of the platform; wired in wiring/fiscal-receipts.ts. */
export type ReceiptNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  log: Log
  realm: string
  random: (bytes: Uint8Array<ArrayBuffer>) => void
  /** None when no treasury is connected: bills wait, and get their receipts once it is. */
  treasury?: Treasury
  standing: (db: Db, realm: string, billId: string) => Promise<Standing | undefined>
  partiesOf: (actor: Actor) => Promise<string[]>
  nameOf: (realm: string, partyId: string) => Promise<string>
  officesOf: (actor: Actor, roles: readonly PostRole[]) => Promise<string[]>
  /** Seals and delivers the face of a receipt; answers its id. */
  issueFace: (tx: Tx, face: Face) => Promise<string>
  /** Tells the payer. */
  tell: (
    tx: Tx,
    bill: Standing,
    words: { title: string; titleEn: string; body: string; bodyEn: string },
  ) => Promise<void>
  appendLeaf: (tx: Tx, leaf: { realm: string; kind: string; subject: string; said: unknown }) => Promise<void>
  recordAudit: RecordAudit
}
