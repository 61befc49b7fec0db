import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { queryCode } from '#kernel/codes/case-number.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Case, CaseId, CaseItem, CaseParty, Fact, Material } from './case.ts'
import { newClocks } from './clocks.ts'
import type { ActInput } from './contract.ts'
import { type Answers, type Draft, type NewStep, newDraft } from './draft.ts'
import { driveSignal, driveStart } from './drive.ts'
import type { Net, Signal } from './flow/index.ts'
import { lockDraft } from './lock.ts'
import type { CaseNeeds } from './needs.ts'
import { createCaseNumbers } from './numbers.ts'
import { daysIn } from './office-days.ts'
import { actingFor, isApplicant } from './policy.ts'
import { isHeld } from './procedures/reckoning.ts'
import { createSave } from './saving.ts'
import { createCaseStore } from './store.ts'
import { type CaseTerms, termVariables } from './terms/terms.ts'
import { seen } from './unseen.ts'
import { checkDemands, checkRight, missingCase } from './verbs/checks.ts'
import { closeOpinions, noteHolder } from './verbs/countersigning.ts'
import { heardAs, stepOf } from './verbs/history.ts'
import { perform } from './verbs/performing.ts'
import { verbs } from './verbs/register.ts'
import { tell } from './verbs/telling.ts'
import type { Scene } from './verbs/verb.ts'
import { worldFor } from './world.ts'

/** What an application brings when it becomes a case. */
export type CaseRequest = {
  /** Given where others must name the case before it is opened. */
  id?: string
  item: CaseItem & { taskCode?: string }
  party: CaseParty
  /** The last four characters of the applicant's number, for the public query; only a keyed digest is kept. */
  last4: string
  divisionCode: string
  channel: string
  answers: Answers
  facts: Fact[]
  materials: Material[]
  /** Facts the applicant says are wrong. */
  disputes: { pointer: string; claim: string }[]
  /** Fields whose source knew nothing or did not answer. */
  gaps: string[]
  /** What the application was made under: situations, branch, promises, what follows later, what nobody had to hand in. */
  terms?: CaseTerms
}

/** What the person is told at once. */
export type Opened = {
  caseId: string
  caseNo: string
  queryCode: string
  status: string
  outcome?: string
  automatic: boolean
  submittedAt: string
  due?: string
}

export type Acted = { caseId: string; status: string; outcome?: string; version: number }

/** What the platform does to a case beside its flow: the line of history, and what the flow is told, if anything. */
export type Amend = (
  draft: Draft,
  now: Date,
  tx: Tx,
) => Promise<
  { step: Pick<NewStep, 'verb' | 'name' | 'nameEn' | 'reason' | 'data' | 'input'>; signal?: Signal } | undefined
>

export type CaseVerbs = ReturnType<typeof createCaseVerbs>

/** The verbs that change cases. Each is one transaction: row, history, events, leaf, or nothing. */
export function createCaseVerbs(needs: CaseNeeds) {
  const { db, clock, calendar } = needs
  const store = createCaseStore(needs)
  const save = createSave(needs, store)
  const numbers = createCaseNumbers(db)
  const world = (net: Net) => worldFor(needs, net)

  /** Opens a case inside the caller's transaction and lets its flow run until it waits for somebody or has ended. */
  async function open(tx: Tx, actor: Actor, request: CaseRequest): Promise<Opened> {
    const now = clock()
    const today = cityDate(now)
    const { taskCode, ...item } = request.item
    const net = await needs.netOf(item.flow)
    const current: Case = {
      realm: actor.realm,
      id: (request.id ?? needs.newId()) as CaseId,
      no: await numbers.next(actor.realm, today, taskCode),
      queryCode: queryCode(needs.random),
      lookupIndex: needs.secrets.blindIndex(`last4:${request.last4}`),
      item,
      party: request.party,
      divisionCode: request.divisionCode,
      channel: request.channel,
      status: 'submitted',
      automatic: false,
      submittedAt: now,
      clocks: newClocks(item.limits, today, daysIn(needs, item.departmentId)),
      calendarVersion: calendar.version,
      state: { format: 1, counter: 0, variables: {}, tokens: [], scopes: [], ended: false, outcome: null },
      version: 1,
      ...(request.terms ? { terms: request.terms } : {}),
    }
    const draft = newDraft(current, {
      answers: request.answers,
      facts: request.facts,
      materials: request.materials,
      lastSeq: 0,
    })
    draft.newFacts = request.facts
    draft.newMaterials = request.materials
    draft.steps.push({
      verb: 'submit',
      name: '提交申请',
      nameEn: 'Application submitted',
      actor,
      unit: item.departmentName,
      statusAfter: 'submitted',
      input: request.answers,
      public: true,
    })
    // Flows read these by name: a disputed or missing fact sends a case to a person instead of a rule.
    const variables = { disputes: request.disputes, gaps: request.gaps, ...termVariables(request.terms) }
    draft.current = { ...current, state: { ...current.state, variables } }
    await driveStart(tx, await world(net), net, draft, { actor, now, transient: {} })
    await save.write(tx, draft, 'submit', now)
    const due = draft.current.clocks.find((each) => each.due && !each.stoppedOn)?.due
    return {
      caseId: current.id,
      caseNo: current.no,
      queryCode: current.queryCode,
      status: draft.current.status,
      automatic: draft.current.automatic,
      submittedAt: now.toISOString(),
      ...(draft.current.outcome ? { outcome: draft.current.outcome } : {}),
      ...(due ? { due } : {}),
    }
  }

  /** Does one verb to one case: policy, lock, advance, write. Refuses with `cases.conflict` when another was quicker. */
  async function act(person: Actor, caseId: string, input: ActInput, claim?: Claim): Promise<Acted> {
    return inTransaction(db, async (tx) => {
      const now = clock()
      const { draft, tasks } = await lock(tx, person, caseId)
      const { current } = draft
      const parties = await needs.partiesOf(person, current.item.id)
      const own = isApplicant(person, current, parties)
      const actor = own ? actingFor(person, current) : person
      const net = await needs.netOf(current.item.flow)
      const scene: Scene = { actor, current, net, tasks, own, territory: await needs.territory() }
      const { right, task } = await seen(needs, person, current, () => checkRight(scene, input, parties))
      const aside = verbs[input.verb].aside === true
      if (!aside && current.version !== input.expectedVersion) throw await save.conflict(tx, current)
      checkDemands(scene, input, task)

      const done = await perform(needs, { actor, input, draft, scene, task, now })
      if (!aside) draft.current = { ...draft.current, version: current.version + 1 }
      const step = stepOf(scene, input, task, right)
      draft.steps.push(step)
      if (done.motion) {
        const transient = { reason: done.reason ?? null }
        await driveSignal(tx, await world(net), net, draft, { actor: done.actor, now, transient }, done.motion)
        closeOpinions(draft, tasks)
      }
      noteHolder(draft, right)
      step.statusAfter = draft.current.status
      await tell(tx, needs, { before: current, draft, tasks, net, actor, now, input, step })
      await save.write(tx, draft, heardAs(draft, input.verb), now)
      const answer: Acted = {
        caseId: current.id,
        status: draft.current.status,
        version: draft.current.version,
        ...(draft.current.outcome ? { outcome: draft.current.outcome } : {}),
      }
      await claim?.answer(tx, 200, answer)
      return answer
    })
  }

  /** A timer ran out or a called service answered: the platform itself moves the case. A signal nobody waits for is old news. */
  async function signal(actor: Actor, caseId: string, given: Signal, verb: string): Promise<void> {
    await inTransaction(db, async (tx) => {
      const now = clock()
      const { draft, tasks } = await lock(tx, actor, caseId)
      const { current } = draft
      const net = await needs.netOf(current.item.flow)
      if (given.kind === 'timer' && isHeld(net, current, given.timer)) return
      draft.current = { ...current, version: current.version + 1 }
      draft.steps.push({
        verb,
        name: verb === 'timer' ? '到期自动处理' : '系统处理',
        nameEn: verb === 'timer' ? 'Time ran out' : 'Done by the system',
        actor,
        unit: current.item.departmentName,
        statusBefore: current.status,
        statusAfter: current.status,
        input: given,
        public: true,
      })
      try {
        await driveSignal(tx, await world(net), net, draft, { actor, now, transient: { reason: null } }, given)
      } catch (error) {
        if (
          error instanceof Refusal &&
          (error.code === 'flows.unknown-timer' || error.code === 'flows.unknown-token' || error.code === 'flows.ended')
        )
          return
        throw error
      }
      draft.steps[0]!.statusAfter = draft.current.status
      closeOpinions(draft, tasks)
      if (given.kind === 'timer') draft.timersCleared.push(given.timer)
      await save.write(tx, draft, verb, now)
    })
  }

  /** The platform itself changes a case under lock, with history, event and leaf; `change` answers nothing when there is nothing to do. */
  async function amend(actor: Actor, caseId: string, change: Amend): Promise<boolean> {
    return inTransaction(db, async (tx) => {
      const now = clock()
      const { draft } = await lock(tx, actor, caseId)
      const made = await change(draft, now, tx)
      if (!made) return false
      const { current } = draft
      const step = {
        actor,
        unit: current.item.departmentName,
        statusBefore: current.status,
        statusAfter: current.status,
      }
      draft.current = { ...current, version: current.version + 1 }
      draft.steps.push({ ...step, public: true, ...made.step })
      if (made.signal) {
        const net = await needs.netOf(current.item.flow)
        const transient = { reason: made.step.reason ?? null }
        await driveSignal(tx, await world(net), net, draft, { actor, now, transient }, made.signal)
        draft.steps[0]!.statusAfter = draft.current.status
      }
      await save.write(tx, draft, made.step.verb, now)
      return true
    })
  }

  async function lock(tx: Tx, actor: Actor, caseId: string) {
    const locked = await lockDraft(tx, store, actor.realm, caseId)
    if (!locked) throw missingCase(caseId)
    return locked
  }

  return { open, act, signal, amend }
}
