import type { InlineService } from '#support/cases/index.ts'
import type { BillService } from '#support/payments/index.ts'

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
