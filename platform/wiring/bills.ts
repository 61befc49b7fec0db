import { Refusal } from '#kernel/errors.ts'
import type { InlineService, ServiceCall } from '#support/cases/index.ts'
import type { BillService, PayoutService } from '#support/payments/index.ts'

/**
 * `payments.bill`: inputs `fees` (keys of declared fees), `given` (what their expressions read) and `days` to pay. Answers
 * billNo, totalFen and `text`; with nothing due, billNo is null and totalFen 0. The flow then waits for message `bill-paid`
 * or `bill-closed` under the number.
 */
export function billService(bills: () => BillService): InlineService {
  return async (tx, { draft, inputs }) => {
    const { current } = draft
    const fees = Array.isArray(inputs.fees) ? inputs.fees.map(String) : []
    return bills().make(tx, {
      realm: current.realm,
      caseId: current.id,
      caseNo: current.no,
      itemName: current.item.name,
      party: current.party,
      department: { id: current.item.departmentId, name: current.item.departmentName },
      divisionCode: current.divisionCode,
      fees,
      values: (inputs.given ?? {}) as Record<string, unknown>,
      ...(typeof inputs.days === 'number' ? { days: inputs.days } : {}),
    })
  }
}

/** `payments.deposit`: input `billNo`. Answers found, heldFen, forCase and `text`: what the applicant's office still holds of theirs. */
export function depositService(bills: () => BillService): InlineService {
  return (tx, call) => bills().deposits.held(tx, depositOf(call))
}

/**
 * `payments.settle-deposit`: inputs `billNo`, `keepFen` (0: all goes back) and `reason`. Answers returnedFen, keptFen, `text`. Money
 * goes back by the channel it came; what is kept needs a person who decided and a reason.
 */
export function settleDepositService(bills: () => BillService): InlineService {
  return (tx, call) => {
    const { actor, draft, inputs } = call
    const keepFen = Number(inputs.keepFen ?? 0)
    const reason = String(inputs.reason ?? '')
    if (keepFen > 0 && (actor.kind !== 'official' || reason.trim().length < 2))
      throw new Refusal('forbidden', 'payments.forbidden', 'Only an official keeps a deposit, and says why')
    const by = { accountId: actor.accountId, name: actor.name }
    return bills().deposits.settle(tx, depositOf(call), { keepFen, reason, by, from: draft.current.no })
  }
}

function depositOf({ draft: { current }, inputs }: ServiceCall) {
  const { realm, party, item } = current
  return { realm, billNo: String(inputs.billNo ?? ''), partyId: party.partyId, departmentId: item.departmentId }
}

/**
 * `payments.payout`: inputs `payout` (a declared kind), `payee` {name, idNumber, account}, `given` (what its formula reads),
 * optional `fromMonth` and `untilMonth`. Answers payoutNo and fen of what goes out at once, and the entitlement of the months.
 */
export function payoutService(payouts: () => PayoutService): InlineService {
  return async (tx, { draft, inputs }) => {
    const { current } = draft
    const payee = (inputs.payee ?? {}) as Record<string, unknown>
    return payouts().grant(tx, {
      ...{ caseId: current.id, caseNo: current.no, party: current.party },
      department: { id: current.item.departmentId, name: current.item.departmentName },
      kind: String(inputs.payout),
      payee: {
        name: String(payee.name ?? current.party.name),
        idNumber: String(payee.idNumber ?? ''),
        ...(typeof payee.account === 'string' && payee.account ? { account: payee.account } : {}),
      },
      given: (inputs.given ?? {}) as Record<string, unknown>,
      ...(typeof inputs.fromMonth === 'string' ? { fromMonth: inputs.fromMonth } : {}),
      ...(typeof inputs.untilMonth === 'string' ? { untilMonth: inputs.untilMonth } : {}),
    })
  }
}
