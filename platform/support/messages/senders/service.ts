import { randomUUID } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { Sender, SenderKey } from '../contract.ts'
import { mayKeepSenders, maySeeMessages } from '../policy.ts'
import * as store from './store.ts'
import { readToken, type TokenFault } from './token.ts'

const secretContext = 'messages.sender-key.secret'
/** Keys as they are stored, sealed, for so long: a revoked one stops working no later than that. */
const keysKept = 2_000

export function createSenders(needs: {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  recordAudit: RecordAudit
}) {
  const { db, clock, newId, secrets } = needs
  const recent = new Map<string, { sender: store.SenderRow; keys: store.KeyRow[]; until: number }>()

  async function must(realm: string, id: string): Promise<store.SenderRow> {
    const row = await store.selectSender(db, realm, id)
    if (!row) throw new Refusal('missing', 'messages.sender-missing', `No sender ${id}`)
    return row
  }

  function insist(allowed: boolean): void {
    if (!allowed) throw new Refusal('forbidden', 'messages.not-manager', 'Only administrators keep senders')
  }

  const record = (tx: Tx, actor: Actor, act: string, id: string, after: Record<string, unknown>) =>
    needs.recordAudit(tx, actor, { action: `message-sender.${act}`, objectType: 'message-sender', objectId: id, after })

  async function known(realm: string, id: string) {
    const now = clock().getTime()
    const kept = recent.get(`${realm} ${id}`)
    if (kept && kept.until > now) return kept
    const sender = await store.selectSender(db, realm, id)
    if (!sender) return undefined
    const found = { sender, keys: await store.listKeys(db, realm, id), until: now + keysKept }
    recent.set(`${realm} ${id}`, found)
    return found
  }

  return {
    must,
    async list(actor: Actor): Promise<Sender[]> {
      insist(maySeeMessages(actor))
      return (await store.listSenders(db, actor.realm)).map(asSender)
    },
    async open(actor: Actor, about: { name: string; departmentId?: string }): Promise<Sender> {
      insist(mayKeepSenders(actor))
      const row: store.SenderRow = {
        realm: actor.realm,
        id: newId(),
        name: about.name,
        department_id: about.departmentId ?? null,
        stopped_at: null,
        created_at: clock(),
      }
      await inTransaction(db, async (tx) => {
        await store.insertSender(tx, row)
        await record(tx, actor, 'open', row.id, { name: row.name })
      })
      return asSender(row)
    },
    /** A stopped sender sends nothing more; what waits is kept and leaves when it may send again. */
    async setStopped(actor: Actor, id: string, stopped: boolean): Promise<Sender> {
      insist(mayKeepSenders(actor))
      const row = await must(actor.realm, id)
      const at = stopped ? (row.stopped_at ?? clock()) : null
      await inTransaction(db, async (tx) => {
        await store.updateStopped(tx, actor.realm, id, at)
        await record(tx, actor, stopped ? 'stop' : 'resume', id, { stopped })
      })
      recent.delete(`${actor.realm} ${id}`)
      return asSender({ ...row, stopped_at: at })
    },
    async listKeys(actor: Actor, senderId: string): Promise<SenderKey[]> {
      insist(maySeeMessages(actor))
      await must(actor.realm, senderId)
      return (await store.listKeys(db, actor.realm, senderId)).map(asKey)
    },
    /** A new key. Its secret is in this answer only: name, sender and secret, as clients of the v2 API expect them. */
    async addKey(actor: Actor, senderId: string, name: string): Promise<SenderKey & { apiKey: string }> {
      insist(mayKeepSenders(actor))
      await must(actor.realm, senderId)
      const secret = randomUUID()
      const row: store.KeyRow = {
        realm: actor.realm,
        id: newId(),
        sender_id: senderId,
        name,
        secret_sealed: secrets.encrypt(secret, secretContext),
        created_at: clock(),
        revoked_at: null,
      }
      await inTransaction(db, async (tx) => {
        await store.insertKey(tx, row)
        await record(tx, actor, 'add-key', senderId, { key: row.id })
      })
      recent.delete(`${actor.realm} ${senderId}`)
      return { ...asKey(row), apiKey: `${name.replaceAll(/\s+/g, '_')}-${senderId}-${secret}` }
    },
    async revokeKey(actor: Actor, senderId: string, id: string): Promise<void> {
      insist(mayKeepSenders(actor))
      await inTransaction(db, async (tx) => {
        const done = await store.updateRevoked(tx, { realm: actor.realm, senderId, id }, clock())
        if (!done) throw new Refusal('missing', 'messages.key-missing', `No key ${id} in force`)
        await record(tx, actor, 'revoke-key', senderId, { key: id })
      })
      recent.delete(`${actor.realm} ${senderId}`)
    },
    /** The sender whose key signed this token, or what is wrong with it. */
    async whoSigned(realm: string, token: string): Promise<{ sender: store.SenderRow } | { fault: TokenFault }> {
      return readToken(token, clock(), async (senderId) => {
        const found = await known(realm, senderId)
        if (!found || found.sender.stopped_at) return undefined
        const inForce = found.keys.filter(({ revoked_at: at }) => !at)
        return {
          sender: found.sender,
          secrets: inForce.map(({ secret_sealed: sealed }) => secrets.decrypt(sealed, secretContext)),
        }
      })
    },
  }
}

export type Senders = ReturnType<typeof createSenders>

const asSender = (row: store.SenderRow): Sender => ({
  id: row.id,
  name: row.name,
  ...(row.department_id ? { departmentId: row.department_id } : {}),
  stopped: row.stopped_at !== null,
  createdAt: row.created_at.toISOString(),
})

const asKey = (row: store.KeyRow): SenderKey => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at.toISOString(),
  ...(row.revoked_at ? { revokedAt: row.revoked_at.toISOString() } : {}),
})
