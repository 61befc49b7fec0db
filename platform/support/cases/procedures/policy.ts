import type { Actor, PostHeld } from '#kernel/actor.ts'
import type { Case } from '../case.ts'
import { type Governments, isApplicant, reaches, type Territory } from '../policy.ts'
import type { MayProceed, ProcedureVerb } from './contract.ts'
import { extensionRule } from './extension.ts'
import { licensingLawOn } from './law.ts'
import { procedureVerbs } from './verbs.ts'

export type Standing = { parties: readonly string[]; territory: Territory & Governments }

/** As whom this person may do it: as the applicant, or by which post. */
export function standingFor(
  actor: Actor,
  verb: ProcedureVerb,
  current: Case,
  { parties, territory }: Standing,
): 'applicant' | PostHeld | undefined {
  const { by } = procedureVerbs[verb]
  if (by.includes('applicant') && isApplicant(actor, current, parties)) return 'applicant'
  const place = { departmentId: current.item.departmentId, divisionCode: current.divisionCode }
  return actor.posts.find(
    (post) => by.includes(post.role) && reaches(post, place, territory) && isHeadFor(verb, post, current, territory),
  )
}

/**
 * An extension is approved by the head of the agency; of what several departments handle, by the head of the government
 * they belong to (第42条). A head of the government is not the head of its agencies.
 */
function isHeadFor(verb: ProcedureVerb, post: PostHeld, current: Case, { isGovernment }: Governments): boolean {
  if (verb !== 'approve-extension' && verb !== 'refuse-extension') return true
  const { approver } = extensionRule(current, licensingLawOn(current.submittedAt.toISOString().slice(0, 10)))
  return (approver.of === 'government') === (isGovernment?.(post.departmentId) ?? false)
}

/** Everything the person asking may do now beside the flow. Who asked for an extension does not answer it. */
export function mayProceed(actor: Actor, current: Case, standing: Standing, today: string): MayProceed[] {
  if (current.suspension) return []
  return (Object.keys(procedureVerbs) as ProcedureVerb[])
    .filter((verb) => standingFor(actor, verb, current, standing))
    .flatMap((verb) =>
      procedureVerbs[verb]
        .open(current, today)
        .filter((id) => !answersOwn(actor, verb, current, id))
        .map((id): MayProceed => ({ verb, ...(id === 'new' ? {} : { id }) })),
    )
}

function answersOwn(actor: Actor, verb: ProcedureVerb, current: Case, id: number | 'new'): boolean {
  if (verb !== 'approve-extension' && verb !== 'refuse-extension') return false
  const asked = current.procedures?.find((each) => each.id === id)
  return asked?.kind === 'extension' && asked.askedBy.accountId === actor.accountId
}
