import { inTransaction, type Tx } from '#ground/database/index.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { lockDraft } from '../lock.ts'
import type { CaseNeeds } from '../needs.ts'
import { daysOf } from '../office-days.ts'
import { reckonCase } from '../procedures/doing.ts'
import { movedClocks, reckonWaiting } from '../procedures/reckoning.ts'
import { createSave } from '../saving.ts'
import { createCaseStore } from '../store.ts'
import type { RecalculatedCase, Recalculation } from './contract.ts'
import { mayReadRecalculations } from './policy.ts'
import {
  beginRun,
  countRun,
  findRun,
  finishRun,
  insertLine,
  listLines,
  listRuns,
  listStale,
  type RunRow,
  setCalendarVersion,
} from './store.ts'

/** How many cases one job looks at: a job ends in seconds, and a killed one loses no more than that. */
const batch = 200

/** Processes take up a new calendar within seconds; what one of them computed meanwhile by the old is found by a second pass. */
const secondPassAfter = 20_000

export type BatchOf = { realm: string; version: string; after?: string; last?: boolean }

/**
 * After the working calendar was replaced: counts again the clocks, to-dos and timers of every case that may still move,
 * in bounded batches, each case in a transaction of its own with a step in its history.
 */
export function createRecalculation(needs: CaseNeeds) {
  const { db, clock, calendar, jobs } = needs
  const store = createCaseStore(needs)
  const save = createSave(needs, store)

  /** Begins the run of a version; its first batch is a job. Beginning twice is beginning once. */
  async function begin(tx: Tx, realm: string, version: string): Promise<void> {
    await beginRun(tx, realm, version, clock())
    await addJob(tx, { realm, version })
  }

  const addJob = (tx: Tx, payload: BatchOf, runAt?: Date) =>
    jobs.add(tx, 'cases.recalculate', payload, {
      key: `recalculate:${payload.realm}:${payload.version}${payload.last ? ':last' : ''}`,
      ...(runAt ? { runAt } : {}),
    })

  /** One batch, and the job for the next. A run that a newer calendar has overtaken ends here. */
  async function runBatch(given: BatchOf): Promise<void> {
    await needs.followCalendar?.()
    const next = await oneBatch(given)
    await inTransaction(db, async (tx) => {
      if (next) await addJob(tx, { ...given, after: next })
      else if (!given.last && calendar.version === given.version)
        await addJob(
          tx,
          { realm: given.realm, version: given.version, last: true },
          new Date(clock().getTime() + secondPassAfter),
        )
    })
  }

  /** The whole run at once, for an operator who waits for it. */
  async function recalculate(realm: string, version: string, onBatch?: (seen: number) => void): Promise<Recalculation> {
    await beginRun(db, realm, version, clock())
    let seen = 0
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      after = await oneBatch({ realm, version, ...(after ? { after } : {}) })
      seen += batch
      onBatch?.(seen)
    }
    return presentRun((await findRun(db, realm, version))!)
  }

  /** Answers the last id of a full batch; undefined when there is no more to do. */
  async function oneBatch({ realm, version, after }: BatchOf): Promise<string | undefined> {
    if (calendar.version !== version) return undefined
    const ids = await listStale(db, realm, version, after, batch)
    let touched = 0
    for (const id of ids) if (await recalculateCase(realm, id, version)) touched += 1
    await countRun(db, realm, version, ids.length, touched)
    if (ids.length === batch) return ids.at(-1)
    await finishRun(db, realm, version, clock())
    return undefined
  }

  async function recalculateCase(realm: string, id: string, version: string): Promise<boolean> {
    return inTransaction(db, async (tx) => {
      const locked = await lockDraft(tx, store, realm, id)
      if (!locked || locked.draft.current.calendarVersion === version) return false
      const { draft, tasks } = locked
      const before = draft.current
      const current = {
        ...reckonCase(before, daysOf(needs, before)),
        calendarVersion: version,
        version: before.version + 1,
      }
      const net = await needs.netOf(before.item.flow)
      const clocks = movedClocks(before, current)
      const moved = [
        ...clocks,
        ...(await reckonWaiting(tx, { ...needs, calendar: daysOf(needs, before) }, net, current, tasks)),
      ]
      await setCalendarVersion(tx, realm, id, version)
      if (moved.length === 0) return false
      draft.current = current
      // What the applicant was told has moved: they see why, and get a notice. What is the office's own is its own.
      const shown = clocks.length > 0
      const verb = shown ? 'recalculate' : 'reckon'
      draft.steps.push({
        verb,
        name: '工作日历更换，重新计算期限',
        nameEn: 'Working calendar replaced: dates computed again',
        actor: systemActor(realm),
        unit: before.item.departmentName,
        statusBefore: before.status,
        statusAfter: before.status,
        input: { version },
        data: { from: before.calendarVersion, to: version, moved: shown ? clocks : moved },
        public: shown,
      })
      await save.write(tx, draft, verb, clock())
      await insertLine(tx, realm, version, { caseId: id, no: before.no, moved })
      return true
    })
  }

  async function listRecalculations(
    actor: Actor,
    query: { limit: number; cursor?: string },
  ): Promise<Page<Recalculation>> {
    refuseStranger(actor)
    const before = query.cursor ? String(decodeCursor(query.cursor, 1)[0]) : undefined
    const rows = await listRuns(db, actor.realm, before, query.limit + 1)
    const page = pageOf(rows, query.limit, ({ begunAt }) => [begunAt.toISOString()])
    return { ...page, items: page.items.map(presentRun) }
  }

  async function listRecalculated(
    actor: Actor,
    version: string,
    query: { limit: number; cursor?: string },
  ): Promise<Page<RecalculatedCase>> {
    refuseStranger(actor)
    if (!(await findRun(db, actor.realm, version)))
      throw new Refusal('missing', 'cases.recalculation-missing', `No run for ${version}`)
    const after = query.cursor ? String(decodeCursor(query.cursor, 1)[0]) : undefined
    const rows = await listLines(db, actor.realm, version, after, query.limit + 1)
    return pageOf(rows, query.limit, ({ caseId }) => [caseId])
  }

  return { begin, runBatch, recalculate, listRecalculations, listRecalculated }
}

function refuseStranger(actor: Actor): void {
  if (!mayReadRecalculations(actor))
    throw new Refusal('forbidden', 'cases.forbidden', `${actor.accountId} may not read recalculations`)
}

const presentRun = ({ version, begunAt, finishedAt, seen, touched }: RunRow): Recalculation => ({
  version,
  begunAt: begunAt.toISOString(),
  seen,
  touched,
  ...(finishedAt ? { finishedAt: finishedAt.toISOString() } : {}),
})
