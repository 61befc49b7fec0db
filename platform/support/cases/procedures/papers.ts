import type { Tx } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Draft } from '../draft.ts'
import type { CaseNeeds } from '../needs.ts'
import type { Paper, PaperPlace, Procedure } from './procedure.ts'

/** Seals a paper that the law wants told in writing, in the transaction of the act that it tells of. */
export async function issuePaper(
  needs: Pick<CaseNeeds, 'services'>,
  tx: Tx,
  draft: Draft,
  letter: { type: string; given: Record<string, unknown> },
  actor: Actor,
  now: Date,
): Promise<Paper> {
  const service = needs.services['letters.issue']
  if (!service) throw new Error('The service letters.issue is not wired')
  const call = { draft, inputs: { letter: letter.type, ...letter.given }, actor, now, today: cityDate(now) }
  const { name, number, credentialId } = (await service(tx, call)) as Paper
  return { name, number, credentialId }
}

/** The procedure keeps where its paper is. */
export function keepPaper(draft: Draft, procedure: Pick<Procedure, 'id'>, as: PaperPlace, paper: Paper): void {
  const procedures = draft.current.procedures!.map((each) =>
    each.id === procedure.id ? { ...each, [as]: paper } : each,
  )
  draft.current = { ...draft.current, procedures: procedures as Procedure[] }
}
