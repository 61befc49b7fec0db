import type { Clock } from '#ground/clock.ts'
import type { Db, Tx } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import { anonymousActor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Passwords } from '../accounts/passwords.ts'
import { contentHash } from '../audit/chain.ts'
import type { RecordAudit } from '../audit/service.ts'
import { AccountRecovered } from '../events.ts'
import type { Sessions } from '../sessions/service.ts'
import { deleteFailures } from '../sessions/store.ts'
import * as store from './store.ts'

export type RenewalNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  passwords: Passwords
  recordAudit: RecordAudit
  sessions: Pick<Sessions, 'endWithin' | 'forget'>
  appendLeaf: (tx: Tx, realm: string, leaf: { kind: string; subject: string; digest: Buffer }) => Promise<unknown>
}

/** Whose account is renewed, and what is said of it for good: by which way, and whether a device was lost. */
type Renewed = {
  username: string
  name: string
  passwordHash: string
  said: { id: string; account: string; lostDevice: boolean } & Record<string, unknown>
}

/** What every way back ends with: the new password, every session over, and word of it to the log, the ledger and the owner. */
export function createRenewal(needs: RenewalNeeds) {
  const { clock, recordAudit, sessions } = needs
  const publish = createPublish(needs)

  return {
    async renew(tx: Tx, realm: string, { username, name, passwordHash, said }: Renewed): Promise<void> {
      const accountId = said.account
      await store.setPassword(tx, realm, accountId, passwordHash)
      if (said.lostDevice) await store.deleteDeviceFactors(tx, realm, accountId)
      await deleteFailures(tx, realm, username)
      const actor = { ...anonymousActor(realm), kind: 'citizen' as const, accountId, name }
      await sessions.endWithin(tx, actor, { accountId })
      await recordAudit(tx, actor, { action: 'recovery.end', objectType: 'account', objectId: accountId, after: said })
      const text = canonicalJson({ format: 'zhengtong-recovery/1', realm, at: clock().toISOString(), ...said })
      const digest = Buffer.from(contentHash(text), 'hex')
      await needs.appendLeaf(tx, realm, { kind: 'identity.recovery', subject: said.id, digest })
      // Whoever did not do this themselves must hear of it.
      await publish(tx, AccountRecovered, { realm, subject: accountId, data: { accountId } })
    },
    forget: sessions.forget,
  }
}
