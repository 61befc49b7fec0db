import type { Account, Transfer } from '../bills/bill.ts'

/**
 * `sent` is out of our hands: the bank has the instruction, or may have it. From there only the bank's word moves it, and what is
 * sent again meanwhile is the same instruction under the same number, which a bank carries out once.
 */
export type Payout = {
  no: string
  /** The code of the subsidy, as the books name its account. */
  subsidy: string
  fen: number
  state: 'due' | 'sent' | 'paid' | 'returned' | 'cancelled'
  /** How often it was instructed; each instruction has a number of its own, made only after the bank gave the last one back. */
  attempt: number
}

export type PayoutHappening =
  | { kind: 'send' }
  | { kind: 'paid'; instruction: string }
  /** The bank did not pay, or the money came back from the account. */
  | { kind: 'returned'; instruction: string }
  /** The account was put right: it is due again. */
  | { kind: 'correct' }
  | { kind: 'cancel' }

export type PayoutStep = { payout: Payout; transfers: Transfer[]; changed: boolean }

const bank: Account = 'channel:bank'

/** The EndToEndId of the instruction under way. */
export const instructionOf = ({ no, attempt }: Pick<Payout, 'no' | 'attempt'>): string => `${no}A${attempt}`

const subsidyOf = ({ subsidy }: Payout): Account => `subsidy:${subsidy}`

/** What a new payout books: the city owes it from here on. */
export const owed = (payout: Payout): Transfer[] => [
  { key: `${payout.no}:due`, debit: subsidyOf(payout), credit: 'payout-due', fen: payout.fen },
]

/** What a happening makes of a payout. What does not fit its state changes nothing, so hearing twice is hearing once. */
export function advancePayout(payout: Payout, happening: PayoutHappening): PayoutStep {
  const none: PayoutStep = { payout, transfers: [], changed: false }
  const to = (state: Payout['state'], transfers: Transfer[] = [], attempt = payout.attempt): PayoutStep => ({
    payout: { ...payout, state, attempt },
    transfers,
    changed: true,
  })
  const { no, fen, state, attempt } = payout
  const current = 'instruction' in happening && happening.instruction === instructionOf(payout)
  switch (happening.kind) {
    case 'send':
      return state === 'due' ? to('sent') : none
    case 'paid':
      if (state !== 'sent' || !current) return none
      return to('paid', [{ key: `${no}:paid:${attempt}`, debit: 'payout-due', credit: bank, fen }])
    case 'returned':
      if (!current) return none
      if (state === 'sent') return to('returned')
      if (state !== 'paid') return none
      return to('returned', [{ key: `${no}:back:${attempt}`, debit: bank, credit: 'payout-due', fen }])
    case 'correct':
      return state === 'returned' ? to('due', [], attempt + 1) : none
    case 'cancel':
      if (state !== 'due' && state !== 'returned') return none
      return to('cancelled', [{ key: `${no}:cancelled`, debit: 'payout-due', credit: subsidyOf(payout), fen }])
  }
}
