import type { Tx } from '#ground/database/index.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import type { InlineService, ServiceCall } from '#support/cases/index.ts'
import type { CredentialService, CredentialType, Issued } from '#support/credentials/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { BillService, PayoutService } from '#support/payments/index.ts'
import type { Registers } from '#support/registers/index.ts'
import { billService, depositService, payoutService, settleDepositService } from './bills.ts'
import { holderOf } from './holders.ts'
import { letterFor, whatCaseKnows, withoutGaps } from './letter-facts.ts'
import type { RemediesSaid } from './remedies.ts'
import { renewService } from './renewals.ts'

/** What flows may ask for in the transaction of an act: a credential, an official letter, a record of a register. */
export function createFlowServices(needs: {
  bills: () => BillService
  payouts: () => PayoutService
  credentials: CredentialService
  identity: Identity
  packs: Packs
  registers: Registers
  remediesSaid: RemediesSaid
}): Record<string, InlineService> {
  /** `credentials.issue`: inputs `type`, `elements`, optional `validFrom` and `validTo`; answers id, number and identifier. */
  const issue = async (tx: Tx, call: ServiceCall, previousId?: string): Promise<Issued> => {
    const { type, elements, validFrom, validTo } = call.inputs
    return needs.credentials.issue(tx, operator(call.actor), {
      ...(await issuance(call)),
      type: String(type),
      elements: withoutGaps(elements),
      ...(typeof validFrom === 'string' ? { validFrom } : {}),
      ...(typeof validTo === 'string' ? { validTo } : {}),
      ...(previousId ? { previousId } : {}),
    })
  }

  /** `letters.issue`: input `letter`, and any element the case does not know by itself, such as a reason. */
  const letter: InlineService = async (tx, call): Promise<Issued> => {
    const { letter: type, ...given } = call.inputs
    const { content } = await needs.packs.get<CredentialType>('credential', letterFor(String(type), call))
    const papers = 'papers' in content.elements.properties ? { papers: await papersOf(call) } : {}
    const { current } = call.draft
    const remedies =
      'remedies' in content.elements.properties
        ? { remedies: await needs.remediesSaid(current.realm, current.item.departmentId, call.today) }
        : {}
    const said = { ...whatCaseKnows(call), ...papers, ...remedies, ...withoutGaps(given) }
    return needs.credentials.issue(tx, operator(call.actor), {
      ...(await issuance(call)),
      type: content.key,
      elements: Object.fromEntries(Object.entries(said).filter(([name]) => name in content.elements.properties)),
    })
  }

  /** What a receipt of service lists: every paper and licence of the case so far. */
  async function papersOf({ draft }: ServiceCall): Promise<string[]> {
    const { realm, id } = draft.current
    const { items } = await needs.credentials.list(systemActor(realm), { caseId: id, limit: 200 })
    return items.map(({ type, number }) => `${type.name}（${number}）`)
  }

  /** `registers.record`: inputs `register`, `record` (values by field). What a case decided becomes a record of a register. */
  const record: InlineService = async (tx, { draft, inputs }) => {
    const register = String(inputs.register)
    const values = withoutGaps(inputs.record)
    const { added, changed } = await needs.registers.record(tx, draft.current.realm, register, values)
    // The history of a case is read by more people than the register is, so it holds no values.
    return { register, added, changed }
  }

  async function issuance({ draft, actor }: ServiceCall) {
    const { current } = draft
    return {
      departmentId: current.item.departmentId,
      holder: await holderOf(needs.identity, current.realm, current.party.partyId),
      reason: `办件 ${current.no}：${current.item.name}${actor.kind === 'official' ? '' : '（自动）'}`,
      caseId: current.id,
      caseNo: current.no,
    }
  }

  return {
    'credentials.issue': (tx, call) => issue(tx, call),
    'credentials.renew': renewService(issue, needs.credentials),
    'letters.issue': letter,
    'registers.record': record,
    'payments.bill': billService(needs.bills),
    'payments.deposit': depositService(needs.bills),
    'payments.settle-deposit': settleDepositService(needs.bills),
    'payments.payout': payoutService(needs.payouts),
  }
}

/** Only officials of the department use its seal by hand; what a rule grants on an applicant's submission, the platform seals. */
function operator(actor: Actor): Actor {
  return actor.kind === 'official' ? actor : systemActor(actor.realm)
}
