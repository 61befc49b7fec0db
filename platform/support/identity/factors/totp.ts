import { Secret, TOTP } from 'otpauth'
import { toString as qrOf } from 'qrcode'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { RecordAudit } from '../audit/service.ts'
import type { TotpBegun } from './contract.ts'
import { deleteTotp, putTotp, selectTotp, useTotpStep } from './store.ts'

const context = 'identity.totp'
const period = 30

/** 动态口令 (RFC 6238): SHA-1, six digits, thirty seconds, as every authenticator app understands; one step to either side. */
export function createTotp(needs: { db: Db; clock: Clock; secrets: Secrets; recordAudit: RecordAudit }) {
  const { db, clock, secrets, recordAudit } = needs
  const totpOf = (secret: Secret, label = '') =>
    new TOTP({ issuer: '政通', label, secret, algorithm: 'SHA1', digits: 6, period })

  return {
    async begin(actor: Actor): Promise<TotpBegun> {
      const secret = new Secret({ size: 20 })
      const sealed = secrets.encrypt(secret.base32, context)
      if (!(await inTransaction(db, (tx) => putTotp(tx, actor, sealed))))
        throw new Refusal('conflict', 'identity.totp-set', 'One is set up already')
      const uri = totpOf(secret, actor.name).toString()
      return { uri, secret: secret.base32, qr: await qrOf(uri, { type: 'svg', margin: 1 }) }
    },
    async isSet(actor: Actor): Promise<boolean> {
      return (await selectTotp(db, actor))?.confirmedAt != null
    },
    /** Whether the code is right at this time; each time step counts once, so a code that was seen is worth nothing. */
    async use(tx: Tx, actor: Actor, code: string, what: 'confirm' | 'show'): Promise<boolean> {
      const row = await selectTotp(tx, actor)
      if (!row || (what === 'show' && !row.confirmedAt))
        throw new Refusal('conflict', 'identity.no-totp', 'No one-time codes are set up')
      const totp = totpOf(Secret.fromBase32(secrets.decrypt(row.secret, context)))
      const timestamp = clock().getTime()
      const delta = totp.validate({ token: code, timestamp, window: 1 })
      if (delta === null) return false
      const step = Math.floor(timestamp / 1000 / period) + delta
      if (!(await useTotpStep(tx, actor, step, clock()))) return false
      if (what === 'confirm')
        await recordAudit(tx, actor, { action: 'totp.add', objectType: 'account', objectId: actor.accountId })
      return true
    },
    async remove(actor: Actor): Promise<void> {
      await inTransaction(db, async (tx) => {
        if (!(await deleteTotp(tx, actor))) throw new Refusal('missing', 'identity.no-totp', 'None is set up')
        await recordAudit(tx, actor, { action: 'totp.remove', objectType: 'account', objectId: actor.accountId })
      })
    },
  }
}
