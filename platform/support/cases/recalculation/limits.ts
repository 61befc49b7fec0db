import { inTransaction } from '#ground/database/index.ts'
import { systemActor } from '#kernel/actor.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Case } from '../case.ts'
import { type Clock, decisionClocks, type Limit, reckonClock } from '../clocks.ts'
import { lockDraft } from '../lock.ts'
import type { CaseNeeds } from '../needs.ts'
import { daysOf } from '../office-days.ts'
import { reckonCase } from '../procedures/doing.ts'
import { movedClocks, reckonWaiting } from '../procedures/reckoning.ts'
import { createSave } from '../saving.ts'
import { createCaseStore } from '../store.ts'
import type { CaseTerms } from '../terms/terms.ts'
import { beginRun, countRun, finishRun, insertLine, listUndecided } from './store.ts'

const batch = 200

/** The limits a version of an item gives to a case taken under these terms. */
export type NewLimits = (terms: CaseTerms | undefined) => { promise?: Limit; legal?: Limit }

/**
 * A new version of an item states shorter limits: whoever waits under an older one gets them too. Longer ones bind only who applies
 * afterwards (从旧兼从有利, 立法法第104条: no rule works back but to the good of the person). Each case in a transaction of its
 * own, with a step in its history and a line in the run.
 */
export function createLimitChanges(needs: CaseNeeds) {
  const { db, clock } = needs
  const store = createCaseStore(needs)
  const save = createSave(needs, store)

  /** One batch; answers after which case to go on, or nothing when it is done. */
  async function shorten(
    given: { realm: string; itemId: string; version: number; after?: string | undefined },
    limits: NewLimits,
  ): Promise<string | undefined> {
    const { realm, itemId, version, after } = given
    const run = `${itemId}@${version}`
    const ids = await listUndecided(db, { realm, itemId, version, after, limit: batch })
    if (ids.length > 0 || after) await beginRun(db, realm, run, clock())
    let touched = 0
    for (const id of ids) if (await shortenCase(realm, id, { run, version, limits })) touched += 1
    await countRun(db, realm, run, ids.length, touched)
    if (ids.length === batch) return ids.at(-1)
    await finishRun(db, realm, run, clock())
    return undefined
  }

  async function shortenCase(
    realm: string,
    id: string,
    to: { run: string; version: number; limits: NewLimits },
  ): Promise<boolean> {
    return inTransaction(db, async (tx) => {
      const locked = await lockDraft(tx, store, realm, id)
      if (!locked || locked.draft.current.decidedAt || locked.draft.current.closedAt) return false
      const { draft, tasks } = locked
      const before = draft.current
      const calendar = daysOf(needs, before)
      const limits = to.limits(before.terms)
      const given = { promise: limits.promise, legal: limits.legal }
      const clocks = before.clocks.map((each) =>
        shorter(each, given[each.key as 'promise' | 'legal'], before, calendar),
      )
      if (clocks.every((each, index) => each === before.clocks[index])) return false
      const current: Case = { ...reckonCase({ ...before, clocks }, calendar), version: before.version + 1 }
      const moved = movedClocks(before, current)
      const net = await needs.netOf(before.item.flow)
      const all = [...moved, ...(await reckonWaiting(tx, { ...needs, calendar }, net, current, tasks))]
      draft.current = current
      draft.steps.push({
        verb: 'recalculate',
        name: '事项的办理时限缩短，按新的时限计算',
        nameEn: 'The item now states a shorter limit: dates computed by it',
        actor: systemActor(realm),
        unit: before.item.departmentName,
        statusBefore: before.status,
        statusAfter: before.status,
        input: { itemVersion: to.version },
        data: { from: String(before.item.version), to: String(to.version), moved },
        public: true,
      })
      await save.write(tx, draft, 'recalculate', clock())
      await insertLine(tx, realm, to.run, { caseId: id, no: before.no, moved: all })
      return true
    })
  }

  /** The clock under the new limit when that ends it earlier, and not before today; else the clock itself. */
  function shorter(
    clock: Clock,
    limit: Limit | undefined,
    { submittedAt }: Case,
    calendar: ReturnType<typeof daysOf>,
  ): Clock {
    if (!limit || !decisionClocks.includes(clock.key) || clock.stoppedOn) return clock
    const from = clock.startedOn ?? cityDate(submittedAt)
    const last = (of: Limit) => reckonClock({ ...clock, ...of, startedOn: from }, calendar).due ?? ''
    const next = { unit: limit.unit, days: limit.days }
    if (last(next) >= last(clock)) return clock
    // A limit that would have run out already makes nobody late who was in time.
    if (clock.startedOn && last(next) < cityDate(needs.clock())) return clock
    return { ...clock, ...next }
  }

  return { shorten }
}
