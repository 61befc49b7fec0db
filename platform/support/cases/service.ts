import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { queryCode } from '#kernel/codes/case-number.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Case, CaseId, CaseItem, CaseParty, Fact, Material } from './case.ts'
import { newClocks } from './clocks.ts'
import type { ActInput } from './contract.ts'
import { type Answers, type Draft, newDraft } from './draft.ts'
import { driveSignal, driveStart, type World } from './drive.ts'
import { CaseMoved } from './events.ts'
import type { Net, Signal } from './flow/index.ts'
import type { CaseNeeds } from './needs.ts'
import { createCaseNumbers } from './numbers.ts'
import { isApplicant, maySeeCase, postFor } from './policy.ts'
import { countSteps, createCaseStore, loadMaterials, loadTasks } from './store.ts'
import type { TaskTable } from './tables.ts'
import { checkVerb, openVerbs } from './verbs.ts'

/** What an application brings when it becomes a case. */
export type CaseRequest = {
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

export type CaseVerbs = ReturnType<typeof createCaseVerbs>

/** The verbs that change cases. Each is one transaction: row, history, events, leaf, or nothing. */
export function createCaseVerbs(needs: CaseNeeds) {
  const { db, clock, calendar } = needs
  const store = createCaseStore(needs)
  const numbers = createCaseNumbers(db)
  const world = async (net: Net): Promise<World> => ({ ...needs, askRule: await needs.rulesFor(net) })

  /** Opens a case inside the caller's transaction and lets its flow run until it waits for somebody or has ended. */
  async function open(tx: Tx, actor: Actor, request: CaseRequest): Promise<Opened> {
    const now = clock()
    const today = cityDate(now)
    const { taskCode, ...item } = request.item
    const net = await needs.netOf(item.flow)
    const current: Case = {
      realm: actor.realm,
      id: needs.newId() as CaseId,
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
      clocks: newClocks(item.limits, today, calendar),
      calendarVersion: calendar.version,
      state: { format: 1, counter: 0, variables: {}, tokens: [], scopes: [], ended: false, outcome: null },
      version: 1,
    }
    const draft = newDraft(current, { answers: request.answers, facts: request.facts, materials: request.materials })
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
    const variables = { disputes: request.disputes, gaps: request.gaps }
    draft.current = { ...current, state: { ...current.state, variables } }
    await driveStart(tx, await world(net), net, draft, { actor, now, transient: {} })
    await save(tx, draft, 'submit', now, 1)
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
  async function act(actor: Actor, caseId: string, input: ActInput, claim?: Claim): Promise<Acted> {
    return inTransaction(db, async (tx) => {
      const now = clock()
      const { draft, tasks } = await lockDraft(tx, actor, caseId)
      const { current } = draft
      const task = input.taskId === undefined ? undefined : tasks.find((each) => each.id === input.taskId)
      const post = await mayAct(actor, draft, input, task, tasks)
      if (current.version !== input.expectedVersion) throw await conflict(tx, current)
      checkVerb(actor, input, current)

      const net = await needs.netOf(current.item.flow)
      const signal = await signalOf(draft, input, task, now)
      const named = task
        ? { name: task.name, nameEn: task.name_en }
        : { name: '撤回申请', nameEn: 'Application withdrawn' }
      const step: Draft['steps'][number] = {
        verb: input.verb,
        ...(task ? { node: task.node } : {}),
        ...named,
        actor,
        unit: current.item.departmentName,
        statusBefore: current.status,
        statusAfter: current.status,
        input,
        public: input.verb !== 'propose' && input.verb !== 'return',
        ...(post ? { post } : {}),
        ...(input.reason ? { reason: input.reason } : {}),
        ...(input.items
          ? { data: { items: input.items } }
          : input.data && task?.post !== 'applicant'
            ? { data: input.data }
            : {}),
      }
      draft.current = {
        ...draft.current,
        version: current.version + 1,
        ...(input.verb === 'withdraw' ? { outcome: 'withdrawn' } : {}),
      }
      draft.steps.push(step)
      await driveSignal(
        tx,
        await world(net),
        net,
        draft,
        { actor, now, transient: { reason: input.reason ?? null } },
        signal,
      )
      step.statusAfter = draft.current.status
      await save(tx, draft, input.verb, now, (await countSteps(tx, current.realm, current.id)) + 1)
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
      const { draft } = await lockDraft(tx, actor, caseId)
      const { current } = draft
      const net = await needs.netOf(current.item.flow)
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
      if (given.kind === 'timer') draft.timersCleared.push(given.timer)
      await save(tx, draft, verb, now, (await countSteps(tx, current.realm, current.id)) + 1)
    })
  }

  async function lockDraft(tx: Tx, actor: Actor, caseId: string): Promise<{ draft: Draft; tasks: TaskTable[] }> {
    const found = await store.load(tx, actor.realm, caseId, true)
    if (!found) throw missing(caseId)
    const facts = await store.loadFacts(tx, actor.realm, caseId)
    const materials = await loadMaterials(tx, actor.realm, caseId)
    const tasks = await loadTasks(tx, actor.realm, caseId)
    return { draft: newDraft(found.current, { answers: found.answers, facts, materials }), tasks }
  }

  /** Refuses who may not do this; answers the post by which an official does it. */
  async function mayAct(actor: Actor, draft: Draft, input: ActInput, task: TaskTable | undefined, tasks: TaskTable[]) {
    const { current } = draft
    const territory = await needs.territory()
    const parties = await needs.partiesOf(actor)
    const own = isApplicant(actor, current, parties)
    const place = task && {
      post: task.post,
      departmentId: task.department_id || current.item.departmentId,
      divisionCode: task.division_code,
    }
    const post = place && place.post !== 'applicant' ? postFor(actor, place, territory) : undefined
    if (!post && !maySeeCase(actor, current, parties, territory)) throw missing(current.id)
    if (input.verb === 'withdraw') {
      if (!own) throw forbidden('withdraw', 'only the applicant may withdraw')
      if (current.closedAt) throw new Refusal('conflict', 'cases.closed', 'The case is closed')
      if (current.decidedAt) throw new Refusal('conflict', 'cases.decided', 'The case is decided')
      return undefined
    }
    if (!task) throw new Refusal('missing', 'cases.task-missing', 'No such task')
    if (task.post === 'applicant' ? !own : !post) throw forbidden(input.verb, `needs the post ${task.post}`)
    if (task.closed_at)
      throw new Refusal('conflict', 'cases.task-done', 'The task was done already', {
        verb: task.verb,
        at: task.closed_at,
      })
    if (!openVerbs(task.verbs as ActInput['verb'][], current).includes(input.verb)) {
      checkVerb(actor, input, current)
      throw new Refusal('conflict', 'cases.verb-not-open', `${input.verb} is not open at ${task.name}`, {
        open: task.verbs,
      })
    }
    const other = tasks.find((each) => each.node === task.separate_from && each.closed_by === actor.accountId)
    if (other) throw new Refusal('forbidden', 'cases.same-person', `Who did ${other.name} may not do ${task.name}`)
    return post
  }

  async function signalOf(draft: Draft, input: ActInput, task: TaskTable | undefined, now: Date): Promise<Signal> {
    if (!task) return { kind: 'cancel' }
    if (input.verb === 'request-correction')
      draft.current = { ...draft.current, correction: { items: input.items!, askedAt: now.toISOString(), open: true } }
    if (input.verb === 'correct') await takeCorrection(draft, input, now)
    if (task.form && input.data && task.post !== 'applicant')
      refuseFaults(await needs.checkTaskData(task.form, input.data, cityDate(now)))
    if (task.form && !input.data && input.verb === 'inspect')
      throw new Refusal('invalid', 'cases.data-needed', 'This task needs its form filled in')
    const data = task.post === 'applicant' ? {} : { [task.node]: { ...input.data, verb: input.verb } }
    return { kind: 'task-done', task: task.id, verb: input.verb, data }
  }

  /** 补正: only what was asked may change, and the whole must be right afterwards. */
  async function takeCorrection(draft: Draft, input: ActInput, now: Date): Promise<void> {
    const { correction, item } = draft.current
    if (!correction) throw new Refusal('conflict', 'cases.no-correction', 'Nothing was asked to be corrected')
    const fields = correction.items.filter((each) => each.kind === 'field').map((each) => each.key.split('/')[1] ?? '')
    const given = (input.data?.answers ?? {}) as Answers
    const stray = Object.keys(given).filter((name) => !fields.includes(name))
    if (stray.length > 0)
      throw new Refusal('invalid', 'cases.not-asked', 'Only what was asked may change', {
        faults: stray.map((name) => ({
          pointer: `/data/answers/${name}`,
          rule: 'not-asked',
          detail: '这一项没有要求修改',
        })),
      })
    const missing = correction.items.filter(
      (each) =>
        each.kind === 'material' &&
        !draft.materials.some((m) => m.key === each.key && m.at.toISOString() > correction.askedAt),
    )
    if (missing.length > 0)
      throw new Refusal('invalid', 'cases.still-missing', 'Some asked materials are not there yet', {
        faults: missing.map((each) => ({ pointer: `/materials/${each.key}`, rule: 'required', detail: each.message })),
      })
    const answers = { ...draft.answers, ...given }
    refuseFaults(await needs.checkAnswers(item.form, answers, cityDate(now)))
    draft.answers = answers
    draft.answersChanged = Object.keys(given).length > 0
    draft.current = { ...draft.current, correction: { ...correction, open: false } }
  }

  async function save(tx: Tx, draft: Draft, verb: string, now: Date, firstSeq: number): Promise<void> {
    const digest = await store.write(tx, draft, now, firstSeq)
    const { realm, id, no, item, party, status, outcome } = draft.current
    await needs.appendLeaf(tx, { realm, kind: 'case-act', subject: id, digest })
    await needs.publish(tx, CaseMoved, {
      realm,
      subject: id,
      data: {
        caseId: id,
        no,
        itemId: item.id,
        itemName: item.name,
        partyId: party.partyId,
        accountId: party.accountId,
        verb,
        status,
        ...(outcome ? { outcome } : {}),
      },
    })
  }

  async function conflict(tx: Tx, current: Case): Promise<Refusal> {
    const last = await store.lastStep(tx, current.realm, current.id)
    return new Refusal('conflict', 'cases.conflict', 'Another act came first', {
      version: current.version,
      status: current.status,
      ...(last
        ? { last: { verb: last.verb, name: last.name, actor: last.actor_name, at: last.at.toISOString() } }
        : {}),
    })
  }

  return { open, act, signal }
}

function missing(caseId: string): Refusal {
  return new Refusal('missing', 'cases.missing', `No case ${caseId} for this person`)
}

function forbidden(verb: string, why: string): Refusal {
  return new Refusal('forbidden', 'cases.forbidden', `May not ${verb}: ${why}`)
}

function refuseFaults(faults: { pointer: string; rule: string; detail: string }[]): void {
  if (faults.length > 0)
    throw new Refusal('invalid', 'cases.bad-answers', 'Some answers are not acceptable', { faults })
}
