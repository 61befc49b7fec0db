import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import { type Channels, insistKeeper } from './channels.ts'
import type { Client, ClientDraft } from './contract.ts'
import { maySeeClients } from './policy.ts'
import * as store from './store.ts'

/** Systems that anchor. A key is `zte_id_secret`; 32 random bytes need no slow hash. */
export function createClients(needs: {
  db: Db
  clock: Clock
  newId: NewId
  recordAudit: RecordAudit
  channels: Channels
}) {
  const { db, clock } = needs

  async function must(realm: string, id: string): Promise<store.ClientRow> {
    const [row] = await store.selectClients(db, realm, id)
    if (!row) throw new Refusal('missing', 'evidence.client-missing', `No system ${id}`)
    return row
  }

  const record = (tx: Tx, actor: Actor, act: string, id: string, after: Record<string, unknown>) =>
    needs.recordAudit(tx, actor, {
      action: `evidence-client.${act}`,
      objectType: 'evidence-client',
      objectId: id,
      after,
    })

  async function insistChannels(realm: string, keys: string[]): Promise<void> {
    for (const key of keys) await needs.channels.must(realm, key)
  }

  return {
    async list(actor: Actor): Promise<Client[]> {
      if (!maySeeClients(actor)) throw new Refusal('forbidden', 'evidence.forbidden', 'Not for this post')
      return (await store.selectClients(db, actor.realm)).map(store.clientOf)
    },
    /** Admits a system. Its key is in this answer only. */
    async admit(actor: Actor, draft: ClientDraft): Promise<Client & { apiKey: string }> {
      insistKeeper(actor)
      await insistChannels(actor.realm, draft.channels)
      const id = needs.newId()
      const key = newKey(id)
      const row: store.ClientRow = {
        realm: actor.realm,
        id,
        name: draft.name,
        department_id: draft.departmentId ?? null,
        channels: draft.channels,
        key_digest: key.digest,
        stopped_at: null,
        created_at: clock(),
      }
      await inTransaction(db, async (tx) => {
        await store.insertClient(tx, row)
        await record(tx, actor, 'admit', id, { name: draft.name, channels: draft.channels })
      })
      return { ...store.clientOf(row), apiKey: key.text }
    },
    async change(actor: Actor, id: string, to: { channels: string[]; stopped: boolean }): Promise<Client> {
      insistKeeper(actor)
      await insistChannels(actor.realm, to.channels)
      const before = await must(actor.realm, id)
      const row = {
        ...before,
        channels: to.channels,
        stopped_at: to.stopped ? (before.stopped_at ?? clock()) : null,
      }
      await inTransaction(db, async (tx) => {
        await store.updateClient(tx, row)
        await record(tx, actor, 'change', id, to)
      })
      return store.clientOf(row)
    },
    /** A new key in place of the old one, which is dead from this moment. */
    async renewKey(actor: Actor, id: string): Promise<Client & { apiKey: string }> {
      insistKeeper(actor)
      const before = await must(actor.realm, id)
      const key = newKey(id)
      const row = { ...before, key_digest: key.digest }
      await inTransaction(db, async (tx) => {
        await store.updateClient(tx, row)
        await record(tx, actor, 'renew-key', id, {})
      })
      return { ...store.clientOf(row), apiKey: key.text }
    },
    /** Whose key this is; refuses with `evidence.key-wrong`. */
    async whose(realm: string, authorization: string | undefined): Promise<store.ClientRow> {
      const found = /^Bearer zte_([0-9a-f-]{36})_([\w-]{43})$/.exec(authorization ?? '')
      const [row] = found ? await store.selectClients(db, realm, found[1]!) : []
      const right = row && found && timingSafeEqual(row.key_digest, digestOf(found[2]!)) && !row.stopped_at
      if (!row || !right) throw new Refusal('unauthenticated', 'evidence.key-wrong', 'Unknown or stopped key')
      return row
    },
  }
}

const digestOf = (secret: string) => createHash('sha256').update(secret).digest()

function newKey(id: string): { text: string; digest: Buffer } {
  const secret = randomBytes(32).toString('base64url')
  return { text: `zte_${id}_${secret}`, digest: digestOf(secret) }
}
