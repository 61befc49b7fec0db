import { inTransaction } from '#ground/database/index.ts'
import type { Actor, PostHeld } from '#kernel/actor.ts'
import { divisionPrefix } from '#kernel/codes/division-code.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Case } from '../case.ts'
import { driveSignal } from '../drive.ts'
import { type Net, planChangeOver } from '../flow/index.ts'
import type { Reach } from '../lists/todo/store.ts'
import { lockDraft } from '../lock.ts'
import type { CaseNeeds } from '../needs.ts'
import { postAs } from '../policy.ts'
import { createSave } from '../saving.ts'
import { createCaseStore } from '../store.ts'
import { closeOpinions } from '../verbs/countersigning.ts'
import { worldFor } from '../world.ts'
import type { ChangedOver, ChangeOverInput, ChangeOverPlan, ChangeOverPreview, PlannedCase } from './contract.ts'
import { listRunning } from './store.ts'

const batch = 500
const mostShown = 500

/**
 * Running cases stay on the version of the flow they began under; they change over only by a mapping that was shown, with
 * the legal basis in the history of each (流程版本迁移). Each case is a transaction of its own.
 */
export function createVersions(needs: CaseNeeds) {
  const { db, clock } = needs
  const store = createCaseStore(needs)
  const save = createSave(needs, store)

  async function nextNet(key: string, { from, to }: { from: number; to: number }): Promise<Net> {
    if (from === to) throw new Refusal('invalid', 'cases.same-version', 'A case changes over to another version')
    return needs.netOf({ key, version: to })
  }

  /** Item managers, of the offices their posts reach; the platform's own command, everywhere. */
  async function reachesOf(actor: Actor): Promise<Reach[] | 'all'> {
    if (actor.kind === 'system') return 'all'
    const posts = actor.posts.filter((post) => post.role === 'item-manager')
    if (posts.length === 0)
      throw new Refusal('forbidden', 'cases.change-over-forbidden', 'Only item managers move cases to another version')
    const territory = await needs.territory()
    return posts.map((post) => ({
      role: post.role,
      departments: territory.departmentsUnder(post.departmentId),
      divisionPrefix: divisionPrefix(post.divisionCode),
    }))
  }

  async function* running(actor: Actor, key: string, version: number, reaches: Reach[] | 'all'): AsyncGenerator<Case> {
    let after: string | undefined
    do {
      const found: Case[] = await listRunning(db, actor.realm, { key, version }, reaches, after, batch)
      yield* found
      after = found.length === batch ? found.at(-1)!.id : undefined
    } while (after)
  }

  /** The old version as this case runs it: with the versions of called flows it began with. */
  const oldNetOf = (current: Case) => needs.netOf(current.item.flow)

  /** Which cases would move, where their places go, and which cannot and why. Changes nothing. */
  async function previewChangeOver(actor: Actor, key: string, wanted: ChangeOverPreview): Promise<ChangeOverPlan> {
    const reaches = await reachesOf(actor)
    const next = await nextNet(key, wanted)
    const plan: ChangeOverPlan = { movable: 0, hindered: 0, cases: [] }
    const movable: PlannedCase[] = []
    for await (const current of running(actor, key, wanted.from, reaches)) {
      const planned = planChangeOver({ from: await oldNetOf(current), nodes: wanted.nodes }, next, current.state)
      const shown = { caseId: current.id, no: current.no, ...planned }
      if (planned.hindrances.length > 0) {
        plan.hindered++
        if (plan.cases.length < mostShown) plan.cases.push(shown)
      } else {
        plan.movable++
        if (movable.length < mostShown) movable.push(shown)
      }
    }
    return { ...plan, cases: [...plan.cases, ...movable].slice(0, mostShown) }
  }

  /** Moves what can be moved; what cannot stays as it is. */
  async function changeOver(actor: Actor, key: string, wanted: ChangeOverInput): Promise<ChangedOver> {
    const reaches = await reachesOf(actor)
    await nextNet(key, wanted)
    const only = wanted.caseIds && new Set(wanted.caseIds)
    const answer: ChangedOver = { moved: 0, stayed: 0 }
    for await (const { id } of running(actor, key, wanted.from, reaches)) {
      if (only && !only.has(id)) continue
      if (await moveOne(actor, id, key, wanted)) answer.moved++
      else answer.stayed++
    }
    return answer
  }

  async function moveOne(actor: Actor, caseId: string, key: string, wanted: ChangeOverInput): Promise<boolean> {
    return inTransaction(db, async (tx) => {
      const locked = await lockDraft(tx, store, actor.realm, caseId)
      if (!locked) return false
      const { draft, tasks } = locked
      const { current } = draft
      // While the others were moved this one may have ended, or have been moved by somebody else.
      if (current.closedAt || current.item.flow.version !== wanted.from) return false
      const from = await oldNetOf(current)
      const next = await needs.netOf({ key, version: wanted.to })
      const { moves, hindrances } = planChangeOver({ from, nodes: wanted.nodes }, next, current.state)
      if (hindrances.length > 0) return false
      const now = clock()
      const post = await postOf(actor, current)
      draft.steps.push({
        verb: 'change-over',
        name: `改按流程第 ${wanted.to} 版办理`,
        nameEn: `Changed over to version ${wanted.to} of the flow`,
        actor,
        unit: current.item.departmentName,
        statusBefore: current.status,
        statusAfter: current.status,
        reason: wanted.reason,
        input: wanted,
        data: { basis: wanted.basis, from: wanted.from, to: wanted.to, moves },
        public: true,
        ...(post ? { post } : {}),
      })
      const item = { ...current.item, flow: { key, version: wanted.to } }
      draft.current = { ...current, item, version: current.version + 1 }
      const world = await worldFor(needs, next)
      const act = { actor, now, transient: { reason: wanted.reason } }
      await driveSignal(tx, world, next, draft, act, { kind: 'change-over', from, nodes: wanted.nodes })
      closeOpinions(draft, tasks)
      await save.write(tx, draft, 'change-over', now)
      return true
    })
  }

  async function postOf(actor: Actor, current: Case): Promise<PostHeld | undefined> {
    const place = { departmentId: current.item.departmentId, divisionCode: current.divisionCode }
    return postAs(actor, ['item-manager'], place, await needs.territory())
  }

  return { previewChangeOver, changeOver }
}
