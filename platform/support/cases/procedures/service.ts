import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor, PostHeld } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Case } from '../case.ts'
import type { Draft } from '../draft.ts'
import { lockDraft } from '../lock.ts'
import type { CaseNeeds } from '../needs.ts'
import { maySeeCase } from '../policy.ts'
import { createSave } from '../saving.ts'
import type { Acted } from '../service.ts'
import { createCaseStore } from '../store.ts'
import type { ProcedureAct } from './contract.ts'
import type { Done } from './doing.ts'
import { licensingLawOn } from './law.ts'
import { standingFor } from './policy.ts'
import type { Paper, Procedure } from './procedure.ts'
import { movedClocks, reckonWaiting } from './reckoning.ts'
import { listReviewers } from './store.ts'
import { taskIdOf, taskOf } from './to-do.ts'
import { procedureVerbs } from './verbs.ts'

export type Proceeded = Acted & { procedure: number }

/** The acts of 行政许可法 beside the flow. Each is one transaction: clocks, to-dos, timers, paper, history, event, leaf. */
export function createProcedures(needs: CaseNeeds) {
  const { db, clock, calendar } = needs
  const store = createCaseStore(needs)
  const save = createSave(needs, store)

  async function proceed(actor: Actor, caseId: string, act: ProcedureAct, claim?: Claim): Promise<Proceeded> {
    return inTransaction(db, async (tx) => {
      const now = clock()
      const locked = await lockDraft(tx, store, actor.realm, caseId)
      const territory = await needs.territory()
      const parties = await needs.partiesOf(actor)
      if (!locked || !maySeeCase(actor, locked.draft.current, parties, territory))
        throw new Refusal('missing', 'cases.missing', `No case ${caseId} for this person`)
      const { draft, tasks } = locked
      const before = draft.current
      const standing = standingFor(actor, act.verb, before, { parties, territory })
      if (!standing) throw new Refusal('forbidden', 'cases.forbidden', `May not ${act.verb}`)
      if (before.version !== act.expectedVersion) throw await save.conflict(tx, before)

      if (before.suspension)
        throw new Refusal('conflict', 'cases.suspended', 'The case is suspended', { ...before.suspension })
      const { does, public: shown } = procedureVerbs[act.verb]
      const done = does({
        current: before,
        act,
        hand: { accountId: actor.accountId, name: actor.name },
        own: standing === 'applicant',
        now,
        today: cityDate(now),
        calendar,
        law: licensingLawOn(cityDate(before.submittedAt)),
        reviewers: act.verb === 'call-hearing' ? await listReviewers(tx, actor.realm, caseId) : [],
      })
      draft.current = { ...done.current, version: before.version + 1 }
      draft.steps.push(stepOf(done, act, actor, standing, before, shown))
      const paper = done.letter && (await issue(tx, draft, done.letter, actor, now))
      if (paper) keepPaper(draft, done.procedure, done.letter!.as, paper)
      toDos(draft, done)
      const net = await needs.netOf(before.item.flow)
      const moved = [
        ...movedClocks(before, draft.current),
        ...(await reckonWaiting(tx, needs, net, draft.current, tasks)),
      ]
      const step = draft.steps[0]!
      step.data = {
        ...(step.data as object),
        ...(paper ? { notice: paper.number } : {}),
        ...(moved.length > 0 ? { moved } : {}),
      }
      await save.write(tx, draft, act.verb, now)
      const { status, outcome, version } = draft.current
      const answer: Proceeded = {
        caseId,
        status,
        version,
        procedure: done.procedure.id,
        ...(outcome ? { outcome } : {}),
      }
      await claim?.answer(tx, 200, answer)
      return answer
    })
  }

  async function issue(
    tx: Tx,
    draft: Draft,
    letter: NonNullable<Done['letter']>,
    actor: Actor,
    now: Date,
  ): Promise<Paper> {
    const service = needs.services['letters.issue']
    if (!service) throw new Error('The service letters.issue is not wired')
    const call = { draft, inputs: { letter: letter.type, ...letter.given }, actor, now, today: cityDate(now) }
    const { name, number, credentialId } = (await service(tx, call)) as Paper
    return { name, number, credentialId }
  }

  return { proceed }
}

function stepOf(
  done: Done,
  act: ProcedureAct,
  actor: Actor,
  standing: 'applicant' | PostHeld,
  before: Case,
  shown: boolean,
): Draft['steps'][number] {
  const { expectedVersion: _, ...input } = act
  return {
    ...done.step,
    verb: act.verb,
    actor,
    unit: before.item.departmentName,
    statusBefore: before.status,
    statusAfter: done.current.status,
    input,
    public: shown,
    ...(standing === 'applicant' ? {} : { post: standing }),
    ...(act.reason ? { reason: act.reason } : {}),
  }
}

function keepPaper(draft: Draft, procedure: Procedure, as: 'notice' | 'recordNotice', paper: Paper): void {
  const procedures = draft.current.procedures!.map((each) =>
    each.id === procedure.id ? { ...each, [as]: paper } : each,
  )
  draft.current = { ...draft.current, procedures: procedures as Procedure[] }
}

function toDos(draft: Draft, { procedure, opens, closes }: Done): void {
  if (closes !== undefined) draft.closed.push({ id: taskIdOf(procedure.id, closes) })
  if (opens) draft.opened.push(taskOf(draft.current, procedure.id, opens))
}
