import type { Clock } from '#ground/clock.ts'
import type { Db, Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import type { CompileExpression } from '../../forms/contract.ts'
import type { PayoutKind } from './declared.ts'
import type { PayoutRow } from './store.ts'

/** What payouts need of the rest of the platform; wired in wiring/payments.ts. */
export type PayoutNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  jobs: Jobs
  log: Log
  realm: string
  secrets: Secrets
  compileExpression: CompileExpression
  payoutKind: (key: string, version?: number) => Promise<PayoutKind>
  partiesOf: (actor: Actor) => Promise<string[]>
  officesOf: (actor: Actor, roles: readonly PostRole[]) => Promise<string[]>
  appendLeaf: (tx: Tx, leaf: { realm: string; kind: string; subject: string; said: unknown }) => Promise<void>
  /** Tells the payee that money came, or did not. */
  tellPayee: (tx: Tx, row: PayoutRow) => Promise<void>
}
