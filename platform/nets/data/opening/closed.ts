import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, pageOf } from '#kernel/paging.ts'
import type { ClosedLine, NewClosedLine } from './contract.ts'
import type { ReleaseNeeds, Releases } from './service.ts'
import * as store from './store/releases.ts'

/** 开放负面清单: what stays closed and why; while an entry is on it nothing of it is open. */
export function createClosedList(
  needs: Pick<ReleaseNeeds, 'clock' | 'newId' | 'entry' | 'recordAudit'> & { db: Db; releases: Releases },
) {
  const { db, clock, releases } = needs

  async function managed(actor: Actor): Promise<string[]> {
    const { reviewed } = await releases.reach(actor)
    if (reviewed.length === 0) throw new Refusal('forbidden', 'opening.forbidden', 'Only managers keep the list')
    return reviewed
  }

  async function list(realm: string, query: { limit: number; cursor?: string }) {
    const before = query.cursor ? decodeCursor(query.cursor, 2) : undefined
    const rows = await store.listClosed(db, realm, {
      limit: query.limit + 1,
      ...(before ? { before: [String(before[0]), String(before[1])] as const } : {}),
    })
    const page = pageOf(rows, query.limit, (row) => [row.since.toISOString(), row.id])
    return { ...page, items: page.items.map(lineOf) }
  }

  async function add(actor: Actor, { entryId, ...said }: NewClosedLine): Promise<ClosedLine> {
    const offices = await managed(actor)
    const entry = await needs.entry(actor.realm, entryId)
    if (!entry) throw new Refusal('missing', 'catalogue.missing', `No entry ${entryId}`)
    if (!offices.includes(entry.departmentId))
      throw new Refusal('forbidden', 'opening.forbidden', 'Not an entry of these offices')
    const row: store.ClosedRecord = {
      ...{ id: needs.newId(), entry_id: entryId, name: entry.about.name, department_name: entry.about.department },
      ...{ ...said, since: clock() },
    }
    await inTransaction(db, async (tx) => {
      if (await store.isClosed(tx, actor.realm, entryId))
        throw new Refusal('conflict', 'opening.closed', 'The entry is on the list')
      await store.insertClosed(tx, actor.realm, { ...row, by_name: actor.name })
      await releases.entryEnded(tx, actor.realm, entryId)
      await needs.recordAudit(tx, actor, {
        ...{ action: 'opening.close', objectType: 'catalogue-entry', objectId: entryId, purpose: said.reason },
      })
    })
    return lineOf(row)
  }

  async function lift(actor: Actor, id: string): Promise<void> {
    await managed(actor)
    await inTransaction(db, async (tx) => {
      if (!(await store.liftClosed(tx, actor.realm, id, clock())))
        throw new Refusal('missing', 'opening.missing', `No line ${id}`)
      await needs.recordAudit(tx, actor, { action: 'opening.lift', objectType: 'opening-closed', objectId: id })
    })
  }

  return { list, add, lift }
}

const lineOf = (row: store.ClosedRecord): ClosedLine => ({
  ...{ id: row.id, entryId: row.entry_id, name: row.name, department: row.department_name },
  ...{ reason: row.reason, law: row.law, article: row.article, since: row.since.toISOString() },
})
