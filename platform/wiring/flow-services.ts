import { type Actor, systemActor } from '#kernel/actor.ts'
import type { InlineService, ServiceCall } from '#support/cases/index.ts'
import type { CredentialService, CredentialType, Issued } from '#support/credentials/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { Packs } from '#support/packs/index.ts'

/** What flows may ask for in the transaction of an act: a credential, or an official letter. */
export function createFlowServices(needs: {
  credentials: CredentialService
  identity: Identity
  packs: Packs
}): Record<string, InlineService> {
  /** `credentials.issue`: inputs `type`, `elements`, optional `validFrom`; answers id, number and identifier. */
  const issue: InlineService = async (tx, call) => {
    const { type, elements, validFrom } = call.inputs
    return needs.credentials.issue(tx, operator(call.actor), {
      ...(await issuance(call)),
      type: String(type),
      elements: withoutGaps(elements),
      ...(typeof validFrom === 'string' ? { validFrom } : {}),
    })
  }

  /** `letters.issue`: input `letter`, and any element the case does not know by itself, such as a reason. */
  const letter: InlineService = async (tx, call): Promise<Issued> => {
    const { letter: type, ...given } = call.inputs
    const { content } = await needs.packs.get<CredentialType>('credential', String(type))
    const said = { ...whatCaseKnows(call), ...withoutGaps(given) }
    return needs.credentials.issue(tx, operator(call.actor), {
      ...(await issuance(call)),
      type: content.key,
      elements: Object.fromEntries(Object.entries(said).filter(([name]) => name in content.elements.properties)),
    })
  }

  async function issuance({ draft, actor }: ServiceCall) {
    const { current } = draft
    const { parties } = needs.identity
    const party = await parties.getParty(current.realm, current.party.partyId)
    const person = party.kind === 'natural' ? await parties.readPerson(current.realm, party.id) : undefined
    const number = person?.idNumber ?? party.code
    return {
      departmentId: current.item.departmentId,
      holder: {
        partyId: party.id,
        name: party.name,
        idType: person?.idType ?? 'uscc',
        ...(number ? { idNumber: number } : {}),
      },
      reason: `办件 ${current.no}：${current.item.name}${actor.kind === 'official' ? '' : '（自动）'}`,
      caseId: current.id,
      caseNo: current.no,
    }
  }

  return { 'credentials.issue': issue, 'letters.issue': letter }
}

/** Only officials of the department use its seal by hand; what a rule grants on an applicant's submission, the platform seals. */
function operator(actor: Actor): Actor {
  return actor.kind === 'official' ? actor : systemActor(actor.realm)
}

/** What the letters of a case may say, under the names that their types declare; what the flow gives wins. */
function whatCaseKnows({ draft, today }: ServiceCall): Record<string, unknown> {
  const { current } = draft
  const reason = draft.steps.findLast((step) => step.reason)?.reason
  const clock = current.clocks.find((each) => each.startedOn && !each.stoppedOn && each.key !== 'intake')
  return withoutGaps({
    applicant: current.party.name,
    item: current.item.name,
    caseNo: current.no,
    department: current.item.departmentName,
    date: today,
    items: current.correction?.items.map((item) => item.message),
    reason,
    due: clock?.due,
  })
}

function withoutGaps(given: unknown): Record<string, unknown> {
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : []
  return Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined))
}
