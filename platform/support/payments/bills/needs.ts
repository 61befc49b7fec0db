import type { Readable } from 'node:stream'
import type { Clock } from '#ground/clock.ts'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import type { CompileExpression } from '../../forms/contract.ts'
import type { Channel } from '../channels/channel.ts'
import type { Fee } from '../fees.ts'
import type { Whole } from './store.ts'

/** What payments need of the rest of the platform; wired in compose.ts. */
export type BillNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  publish: Publish
  jobs: Jobs
  /** Whose channels these are. */
  realm: string
  publicUrl: string
  channels: readonly Channel[]
  compileExpression: CompileExpression
  /** The fee in force on a day; refuses one that no pack declares. */
  fee: (key: string, asOf: string) => Promise<Fee>
  partiesOf: (actor: Actor) => Promise<string[]>
  /** The offices that an official's posts of these roles reach. */
  officesOf: (actor: Actor, roles: readonly PostRole[]) => Promise<string[]>
  appendLeaf: (tx: Tx, leaf: { realm: string; kind: string; subject: string; said: unknown }) => Promise<void>
  /** Brings a message to the case that waits for it under this key; false when none does. */
  tellCase: (realm: string, message: { name: string; key: string; data: Record<string, unknown> }) => Promise<boolean>
  /** Tells the payer. */
  notify: (
    tx: Tx,
    notice: {
      realm: string
      accountId: string
      caseId: string
      title: string
      titleEn: string
      body: string
      bodyEn: string
    },
  ) => Promise<void>
  /** The receipt as it is printed. */
  receiptPaper: (realm: string, id: string) => Promise<Readable>
  /** Issues the electronic receipt of a paid bill. */
  issueReceipt: (tx: Tx, paid: Whole) => Promise<{ id: string; number: string }>
}
