import type { Tx } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Draft } from '../draft.ts'
import { seenBy } from '../drive.ts'
import type { CaseNeeds } from '../needs.ts'
import type { SoleGrant } from './sole.ts'
import { insistSole } from './store.ts'
import { thingOf } from './thing.ts'

/** What registers said may be so old at submission, so a grant of the last minute may not be among it. */
const factsMayBeOld = 60_000

/**
 * 行政许可法第57条: of several applications that all fit, the one that came first is granted. A grant fails when another over the
 * same thing was given while this case was open; who applies afterwards is judged by the rules, over registers that know it.
 */
export async function insistOnSole(tx: Tx, needs: Pick<CaseNeeds, 'secrets'>, draft: Draft, now: Date): Promise<void> {
  const { current, before } = draft
  const sole = current.terms?.sole
  if (!sole || before?.outcome === 'granted' || !isGranting(draft)) return
  const { realm, id } = current
  const since = new Date(current.submittedAt.getTime() - factsMayBeOld)
  const scope = { ...draft.answers, ...seenBy(draft, now), party: current.party.partyId }
  for (const each of sole) {
    const thing = thingOf(each, scope)
    if (thing === undefined) continue
    const digest = needs.secrets.blindIndex(`sole:${current.item.id}:${each.key}:${thing}`)
    await insistSole(tx, { realm, digest, caseId: id, since, now }, () => grantedToAnother(each))
  }
}

/** The case ends as granted, or a person decides so while something such as a fee is still to come. */
function isGranting({ current, before, closed }: Draft): boolean {
  if (current.outcome) return current.outcome === 'granted'
  return current.decidedAt !== undefined && !before?.decidedAt && closed.some(({ verb }) => verb === 'approve')
}

function grantedToAnother({ key, name }: SoleGrant): Refusal {
  return new Refusal('conflict', 'cases.granted-to-another', `Another open application over ${key} was granted`, {
    faults: [{ pointer: `/sole/${key}`, rule: 'sole', detail: `同一${name}的另一件申请在这件办理期间已经准予` }],
  })
}
