import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Case } from './case.ts'
import type { CaseNeeds } from './needs.ts'
import { missingCase } from './verbs/checks.ts'

/**
 * Who could see the case under a mandate learns that the mandate is over. To everybody else there is no such case, also to
 * those whose mandate was over before it began or did not cover its item.
 */
export async function unseenCase(
  { mandateEnded }: Pick<CaseNeeds, 'mandateEnded'>,
  actor: Actor,
  caseId: string,
  current: Pick<Case, 'party' | 'item' | 'submittedAt'> | undefined,
): Promise<Refusal> {
  if (!current) return missingCase(caseId)
  const { party, item, submittedAt } = current
  const ended = await mandateEnded?.(actor, party.partyId, item.id, submittedAt)
  if (!ended) return missingCase(caseId)
  return new Refusal('forbidden', 'cases.mandate-over', `The mandate for case ${caseId} is over`, {
    endedAt: ended.toISOString(),
  })
}

/** What is checked of a person and a case; where there is no such case for them, it is said as reading says it. */
export async function seen<Answer>(
  needs: Pick<CaseNeeds, 'mandateEnded'>,
  actor: Actor,
  current: Case,
  check: () => Answer,
): Promise<Answer> {
  try {
    return check()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'cases.missing')
      throw await unseenCase(needs, actor, current.id, current)
    throw error
  }
}
