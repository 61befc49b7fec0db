import { inTransaction } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor, PostHeld } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Case } from '../case.ts'
import type { Draft } from '../draft.ts'
import { lockDraft } from '../lock.ts'
import type { CaseNeeds } from '../needs.ts'
import { daysOf } from '../office-days.ts'
import { actingFor, maySeeCase } from '../policy.ts'
import { createSave } from '../saving.ts'
import type { Acted } from '../service.ts'
import { createCaseStore } from '../store.ts'
import { unseenCase } from '../unseen.ts'
import type { ProcedureAct } from './contract.ts'
import type { Done } from './doing.ts'
import { licensingLawOn } from './law.ts'
import { issuePaper, keepPaper } from './papers.ts'
import { standingFor } from './policy.ts'
import { movedClocks, reckonWaiting } from './reckoning.ts'
import { listReviewers } from './store.ts'
import { taskIdOf, taskOf } from './to-do.ts'
import { procedureVerbs } from './verbs.ts'

export type Proceeded = Acted & { procedure: number }

/** The acts of 行政许可法 beside the flow. Each is one transaction: clocks, to-dos, timers, paper, history, event, leaf. */
export function createProcedures(needs: CaseNeeds) {
  const { db, clock } = needs
  const store = createCaseStore(needs)
  const save = createSave(needs, store)

  async function proceed(person: Actor, caseId: string, act: ProcedureAct, claim?: Claim): Promise<Proceeded> {
    return inTransaction(db, async (tx) => {
      const now = clock()
      const locked = await lockDraft(tx, store, person.realm, caseId)
      const territory = await needs.territory()
      const parties = await needs.partiesOf(person, locked?.draft.current.item.id)
      if (!locked || !maySeeCase(person, locked.draft.current, parties, territory))
        throw await unseenCase(needs, person, caseId, locked?.draft.current)
      const { draft, tasks } = locked
      const before = draft.current
      const standing = standingFor(person, act.verb, before, { parties, territory })
      if (!standing) throw new Refusal('forbidden', 'cases.forbidden', `May not ${act.verb}`)
      const actor = standing === 'applicant' ? actingFor(person, before) : person
      if (before.version !== act.expectedVersion) throw await save.conflict(tx, before)

      const calendar = daysOf(needs, before)
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
        // Who calls the hearing handles the application; nobody who does may lead it (第48条第一款第三项).
        reviewers:
          act.verb === 'call-hearing'
            ? [{ accountId: actor.accountId, name: actor.name }, ...(await listReviewers(tx, actor.realm, caseId))]
            : [],
      })
      draft.current = { ...done.current, version: before.version + 1 }
      draft.steps.push(stepOf(done, act, actor, standing, before, shown))
      const paper = done.letter && (await issuePaper(needs, tx, draft, done.letter, actor, now))
      if (paper) keepPaper(draft, done.procedure, done.letter!.as, paper)
      toDos(draft, done)
      const net = await needs.netOf(before.item.flow)
      const moved = [
        ...movedClocks(before, draft.current),
        ...(await reckonWaiting(tx, { ...needs, calendar }, net, draft.current, tasks)),
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

function toDos(draft: Draft, { procedure, opens, closes }: Done): void {
  if (closes !== undefined) draft.closed.push({ id: taskIdOf(procedure.id, closes) })
  if (opens) draft.opened.push(taskOf(draft.current, procedure.id, opens))
}
