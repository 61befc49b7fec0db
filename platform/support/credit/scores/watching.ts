import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import type { WarningView, WatchView } from '../contract.ts'
import { type Entities, type Entity, presentEntity } from '../entities.ts'
import type { CreditNeeds } from '../needs.ts'
import { mayOversee, overseers } from '../policy.ts'
import type { ScoreRow, WarningRow, WatchRow } from '../store.ts'
import {
  currentScore,
  endWatch,
  handleWarning,
  insertWarnings,
  insertWatch,
  listWarnings,
  listWatches,
} from './store.ts'

export type Watching = ReturnType<typeof createWatching>

/** 信用监测: an office watches parties it supervises, and is warned when a grade changes. */
export function createWatching(needs: CreditNeeds & { entities: Entities }) {
  const { db, clock, entities } = needs

  async function officesOf(actor: Actor): Promise<string[]> {
    if (!mayOversee(actor)) throw new Refusal('forbidden', 'credit.forbidden', 'Not with these posts')
    return needs.officesOf(actor, overseers)
  }

  async function watch(actor: Actor, given: { number: string; name: string; reason: string }): Promise<WatchView> {
    const offices = await officesOf(actor)
    const departmentId = actor.posts.find(
      (post) => overseers.includes(post.role) && offices.includes(post.departmentId),
    )?.departmentId
    if (!departmentId) throw new Refusal('forbidden', 'credit.forbidden', 'No office to watch for')
    return inTransaction(db, async (tx) => {
      const entity = await entities.ensure(tx, actor.realm, given)
      const row: WatchRow = {
        ...{ realm: actor.realm, id: needs.newId(), entity_id: entity.id, department_id: departmentId },
        ...{ account_id: actor.accountId, reason: given.reason, since: clock(), ended_at: null },
      }
      if (!(await insertWatch(tx, row))) throw new Refusal('conflict', 'credit.watched-already', 'Watched already')
      return view(row, entity)
    })
  }

  async function list(actor: Actor): Promise<WatchView[]> {
    const rows = await listWatches(db, actor.realm, { departments: await officesOf(actor), limit: 200 })
    const whose = await entities.many(
      actor.realm,
      rows.map((row) => row.entity_id),
    )
    return Promise.all(rows.map((row) => view(row, whose.get(row.entity_id)!)))
  }

  async function view(row: WatchRow, entity: Entity): Promise<WatchView> {
    const score = await currentScore(db, row.realm, row.entity_id)
    const department = await needs.departmentOf(row.department_id)
    return {
      ...{ id: row.id, entity: presentEntity(entity), reason: row.reason, since: row.since.toISOString() },
      department: department?.name ?? row.department_id,
      ...(score ? { grade: score.grade } : {}),
    }
  }

  async function end(actor: Actor, id: string): Promise<void> {
    const offices = await officesOf(actor)
    if (!(await inTransaction(db, (tx) => endWatch(tx, actor.realm, id, offices, clock()))))
      throw new Refusal('missing', 'credit.missing', `No watch ${id}`)
  }

  /** In the transaction of the new score: a warning for each office that watches, and a word to who set the watch. */
  async function warn(tx: Tx, entity: Entity, before: ScoreRow, row: ScoreRow): Promise<void> {
    const watches = await listWatches(tx, row.realm, { entityId: entity.id, limit: 200 })
    await insertWarnings(
      tx,
      watches.map(({ department_id }) => ({
        ...{ realm: row.realm, id: needs.newId(), entity_id: entity.id, department_id, from_grade: before.grade },
        ...{ to_grade: row.grade, score_id: row.id, at: row.at, handled_at: null, handled_by: null, how: null },
      })),
    )
    const { name } = presentEntity(entity)
    for (const { account_id } of watches)
      await needs.tell(tx, {
        ...{ realm: row.realm, accountId: account_id },
        title: `信用预警：${name} ${before.grade}→${row.grade}`,
        titleEn: `Credit warning: ${name} ${before.grade} → ${row.grade}`,
        body: `信用等级由${before.grade}变为${row.grade}。请到“信用”页面看评价明细，并写明怎样处理。`,
        bodyEn: `The credit grade went from ${before.grade} to ${row.grade}. See the score and say what you do about it.`,
      })
  }

  async function warnings(
    actor: Actor,
    query: { limit: number; cursor?: string; open?: boolean },
  ): Promise<Page<WarningView>> {
    const rows = await listWarnings(db, actor.realm, {
      departments: await officesOf(actor),
      ...(query.open ? { open: true } : {}),
      ...(query.cursor ? { after: decodeCursor(query.cursor, 2) as [string, string] } : {}),
      limit: query.limit + 1,
    })
    const page = pageOf(rows, query.limit, (row) => [row.at.toISOString(), row.id])
    const whose = await entities.many(
      actor.realm,
      page.items.map((row) => row.entity_id),
    )
    return { ...page, items: page.items.map((row) => warningView(row, whose.get(row.entity_id)!)) }
  }

  async function handle(actor: Actor, id: string, how: string): Promise<WarningView> {
    const offices = await officesOf(actor)
    const handled = { handled_at: clock(), handled_by: actor.name, how }
    const row = await inTransaction(db, (tx) => handleWarning(tx, actor.realm, id, offices, handled))
    if (!row) throw new Refusal('missing', 'credit.missing', `No open warning ${id}`)
    return warningView(row, await entities.get(actor.realm, row.entity_id))
  }

  return { watch, list, end, warn, warnings, handle }
}

const warningView = (row: WarningRow, entity: Entity): WarningView => ({
  ...{ id: row.id, entity: presentEntity(entity), fromGrade: row.from_grade, toGrade: row.to_grade },
  ...{ scoreId: row.score_id, at: row.at.toISOString() },
  ...(row.handled_at ? { handledAt: row.handled_at.toISOString() } : {}),
  ...(row.handled_by ? { handledBy: row.handled_by } : {}),
  ...(row.how ? { how: row.how } : {}),
})
