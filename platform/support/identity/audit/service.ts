import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { type AuditCheck, type AuditEntry, type AuditLine, describeActor } from '../contract.ts'
import { mayReadAudit } from '../policy.ts'
import { chainStart, contentHash, linkHash } from './chain.ts'
import * as store from './store.ts'

/** What was done; `before` and `after` are hashed, not kept. Personal data does not belong in any of it. */
export type AuditNote = {
  action: string
  objectType: string
  objectId: string
  purpose?: string
  before?: unknown
  after?: unknown
  result?: AuditEntry['result']
  device?: string
  traceId?: string
}

/** Writes an entry in the transaction of the act: both are kept, or neither. */
export type RecordAudit = (tx: Tx, actor: Actor, note: AuditNote) => Promise<void>

export type Audit = {
  record: RecordAudit
  /** Links what waits into the hash chains; gives how many. Any number of processes may call it, at any time. */
  link(): Promise<number>
  /** Newest first, up to this moment. Auditors only, and that they looked is recorded too. */
  listLines(
    actor: Actor,
    query: { actorId?: string; objectId?: string; action?: string; cursor?: string; limit: number },
  ): Promise<Page<AuditLine>>
  /** Walks the realm's chain from the start and says where it breaks, if it does. Auditors only. */
  check(actor: Actor): Promise<AuditCheck>
}

/** Entries linked or checked in one go. */
const batch = 2000

export function createAudit({ db, clock, newId }: { db: Db; clock: Clock; newId: NewId }): Audit {
  const record: RecordAudit = (tx, actor, { before, after, result = 'done', ...note }) => {
    const at = clock()
    const entry: AuditEntry = {
      id: newId(),
      at: at.toISOString(),
      actor: describeActor(actor),
      result,
      ...note,
      ...(actor.ip ? { ip: actor.ip } : {}),
      ...(before === undefined ? {} : { before: contentHash(canonicalJson(before)) }),
      ...(after === undefined ? {} : { after: contentHash(canonicalJson(after)) }),
    }
    const { id } = entry
    const row = { id, at, actorId: actor.accountId, action: note.action, objectId: note.objectId }
    return store.insertEntry(tx, actor.realm, { ...row, entry: canonicalJson(entry) })
  }

  const linkBatch = (realm: string) =>
    inTransaction(db, async (tx) => {
      await store.lockChain(tx, realm)
      const head = await store.selectHead(tx, realm)
      let hash = head?.hash ?? chainStart
      let seq = head?.seq ?? 0
      const links = (await store.selectUnlinked(tx, realm, batch)).map(({ id, entry }) => {
        hash = linkHash(hash, entry)
        return { seq: ++seq, entryId: id, hash }
      })
      if (links.length > 0) await store.insertLinks(tx, realm, links)
      return links.length
    })

  async function linkRealm(realm: string): Promise<number> {
    let total = 0
    for (;;) {
      const linked = await linkBatch(realm)
      total += linked
      if (linked < batch) return total
    }
  }

  function admitAuditor(actor: Actor): void {
    if (!mayReadAudit(actor)) throw new Refusal('forbidden', 'identity.audit-forbidden', 'Only auditors read the log')
  }

  return {
    record,
    async link() {
      let total = 0
      for (const realm of await store.selectRealmsWaiting(db)) total += await linkRealm(realm)
      return total
    },
    async listLines(actor, { cursor, limit, ...filter }) {
      admitAuditor(actor)
      const before = cursor === undefined ? undefined : Number(decodeCursor(cursor, 1)[0])
      if (before !== undefined && !Number.isSafeInteger(before))
        throw new Refusal('invalid', 'paging.bad-cursor', 'the cursor is not one that this list gave out')
      await linkRealm(actor.realm)
      const rows = await store.selectLines(db, actor.realm, { ...filter, before, limit: limit + 1 })
      const note = { action: 'audit.read', objectType: 'audit', objectId: actor.realm }
      await inTransaction(db, (tx) => record(tx, actor, { ...note, purpose: canonicalJson(filter) }))
      return pageOf(rows.map(asLine), limit, (line) => [line.seq])
    },
    async check(actor) {
      admitAuditor(actor)
      await linkRealm(actor.realm)
      let hash = chainStart
      let length = 0
      for (;;) {
        const rows = await store.selectChain(db, actor.realm, length, batch)
        for (const row of rows) {
          const expected = linkHash(hash, row.entry)
          if (row.seq !== length + 1 || !expected.equals(row.hash))
            return { intact: false, length, head: hash.toString('hex'), brokenAt: length + 1 }
          hash = expected
          length += 1
        }
        if (rows.length < batch) return { intact: true, length, head: hash.toString('hex') }
      }
    },
  }
}

function asLine({ seq, hash, entry }: store.LineRow): AuditLine {
  return { seq, hash: hash.toString('hex'), entry: JSON.parse(entry) as AuditEntry }
}
