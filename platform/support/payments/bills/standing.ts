import type { Db } from '#ground/database/index.ts'
import { loadBill, type Whole } from './store.ts'

/** What is received of an item and neither went back nor turned into something else. */
export type StandingLine = {
  code: string
  name: string
  standard: string
  /** `income`: fees, and what of a deposit was kept by a decision. `held`: deposits that are still the payer's. */
  kind: 'income' | 'held'
  fen: number
}

/** A paid bill as a receipt sees it. */
export type Standing = {
  id: string
  no: string
  caseId: string
  caseNo: string
  party: { id: string; name: string }
  accountId: string
  department: { id: string; name: string }
  divisionCode: string
  channel: string
  paidAt: Date
  lines: StandingLine[]
}

/** What of a paid bill stands today; undefined while it is not paid. */
export function createStanding() {
  return async (db: Db, realm: string, id: string): Promise<Standing | undefined> => {
    const whole = await loadBill(db, realm, { id })
    return whole && standingOf(whole)
  }
}

export function standingOf({ row, items, orders, refunds, kept }: Whole): Standing | undefined {
  if (row.state !== 'paid' || !row.paid_at) return undefined
  const settled = orders.find(({ state, surplus }) => state === 'paid' && !surplus)
  const sum = (rows: readonly { fen: number }[]) => rows.reduce((all, { fen }) => all + fen, 0)
  const lines = items.flatMap(({ code, name, standard, kind, fen }): StandingLine[] => {
    const back = sum(refunds.filter(({ item, state }) => item === code && state === 'done'))
    const keptFen = sum(kept.filter(({ item }) => item === code))
    const line = { code, name, standard }
    if (kind === 'fee') return [{ ...line, kind: 'income', fen: fen - back }]
    return [
      { ...line, kind: 'held', fen: fen - back - keptFen },
      { ...line, kind: 'income', fen: keptFen },
    ]
  })
  return {
    ...{ id: row.id, no: row.no, caseId: row.case_id, caseNo: row.case_no, accountId: row.account_id },
    party: { id: row.party_id, name: row.party_name },
    department: { id: row.department_id, name: row.department_name },
    divisionCode: row.division_code,
    channel: settled?.channel ?? 'cash',
    paidAt: row.paid_at,
    lines: lines.filter(({ fen }) => fen > 0),
  }
}
