import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { Claim } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Sharing } from '../../sharing/index.ts'
import type { GatewayWarning, WarningClosing } from './contract.ts'
import { UseWarned } from './events.ts'
import * as store from './store.ts'
import { unusualOf } from './unusual.ts'

export type WarningsNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  publish: Publish
  sharing: Pick<Sharing, 'mayOversee' | 'mayCoordinate'>
  recordAudit: (
    tx: Tx,
    actor: Actor,
    note: { action: string; objectType: string; objectId: string; purpose?: string },
  ) => Promise<void>
}

export type Warnings = ReturnType<typeof createWarnings>

/** Looks at how grants are used, and tells the data office what is out of the common. */
export function createWarnings(needs: WarningsNeeds) {
  const { db, clock } = needs

  /** Today's use; what was told today is not told again. */
  async function look(): Promise<void> {
    const now = clock()
    const day = cityDate(now)
    for (const used of await store.selectUse(db, day))
      for (const { kind, count, usual } of unusualOf(used)) {
        const { realm, demand_id, reader, register } = used
        const id = needs.newId()
        await inTransaction(db, async (tx) => {
          const row = { realm, id, demand_id, reader, register, day, kind, count, usual: usual ?? null, found_at: now }
          if (!(await store.insertWarning(tx, row))) return
          await needs.publish(tx, UseWarned, {
            realm,
            subject: demand_id,
            data: { warningId: id, demandId: demand_id, kind },
          })
        })
      }
  }

  async function list(
    actor: Actor,
    { limit, cursor, open }: { limit: number; cursor?: string; open?: boolean },
  ): Promise<Page<GatewayWarning>> {
    await needs.sharing.mayOversee(actor)
    const [at, id] = cursor ? (decodeCursor(cursor, 2) as [string, string]) : []
    const rows = await store.listWarnings(db, {
      ...{ realm: actor.realm, limit: limit + 1 },
      ...(open === undefined ? {} : { open }),
      ...(at && id ? { before: { at, id } } : {}),
    })
    const page = pageOf(rows, limit, (row) => [row.found_at.toISOString(), row.id])
    return { ...page, items: page.items.map(viewOf) }
  }

  /** What came of it; a grant that was misused is suspended or revoked by an act on its demand. */
  async function close(actor: Actor, id: string, input: WarningClosing, claim?: Claim): Promise<GatewayWarning> {
    await needs.sharing.mayCoordinate(actor)
    return inTransaction(db, async (tx) => {
      const note = input.note.trim()
      const closing = { realm: actor.realm, id, finding: input.finding, note, by: actor.accountId, at: clock() }
      const row = await store.closeWarning(tx, closing)
      if (!row) throw new Refusal('missing', 'gateway.no-warning', `No open warning ${id}`)
      await needs.recordAudit(tx, actor, {
        ...{ action: `gateway.warning-${input.finding}`, objectType: 'gateway.warning', objectId: id, purpose: note },
      })
      const view = viewOf(row)
      await claim?.answer(tx, 200, view)
      return view
    })
  }

  return { look, list, close }
}

const viewOf = (row: store.WarningRow): GatewayWarning => ({
  ...{ id: row.id, demandId: row.demand_id, reader: row.reader, register: row.register, day: row.day, kind: row.kind },
  ...{ count: row.count, foundAt: row.found_at.toISOString() },
  ...(row.usual === null ? {} : { usual: Number(row.usual) }),
  ...(row.finding ? { finding: row.finding } : {}),
  ...(row.note ? { note: row.note } : {}),
  ...(row.closed_at ? { closedAt: row.closed_at.toISOString() } : {}),
})
