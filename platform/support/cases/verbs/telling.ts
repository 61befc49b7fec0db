import type { Tx } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Case } from '../case.ts'
import type { ActInput } from '../contract.ts'
import type { Draft, NewStep } from '../draft.ts'
import type { Net } from '../flow/index.ts'
import type { CaseNeeds } from '../needs.ts'
import { issuePaper, keepPaper } from '../procedures/papers.ts'
import { movedClocks, reckonWaiting } from '../procedures/reckoning.ts'
import type { TaskTable } from '../tables.ts'
import { verbs } from './register.ts'

type Told = {
  before: Case
  draft: Draft
  tasks: TaskTable[]
  net: Net
  actor: Actor
  now: Date
  input: ActInput
  step: NewStep
}

/** What an act on the whole case leaves besides: the sealed paper that tells of it, and the dates that move with its clocks. */
export async function tell(tx: Tx, needs: CaseNeeds, told: Told): Promise<void> {
  const { before, draft, tasks, net, actor, now, input, step } = told
  const { paper: paperOf, moves } = verbs[input.verb]
  if (!paperOf && !moves) return
  const letter = paperOf?.(draft.current, input)
  const paper = letter && (await issuePaper(needs, tx, draft, letter, actor, now))
  const procedure = draft.current.procedures?.findLast((each) => each.kind === 'suspension')
  if (paper && letter?.as && procedure) keepPaper(draft, procedure, letter.as, paper)
  if (moves) await reckonWaiting(tx, needs, net, draft.current, tasks, moves === 'goes-on')
  const moved = movedClocks(before, draft.current)
  step.data = {
    ...(step.data as object | undefined),
    ...(paper ? { notice: paper.number } : {}),
    ...(moved.length > 0 ? { moved } : {}),
  }
}
