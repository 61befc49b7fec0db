import { randomBytes } from 'node:crypto'

export type Clock = () => Date

/** How a channel behaves today. Everything a real one has done to somebody. */
export type Mood = {
  /** Answers nothing at all. */
  silent?: boolean
  /** Milliseconds before it tells of a payment. */
  late?: number
  /** How often it tells of each payment. */
  copies?: number
  /** It takes the money and never tells. */
  mute?: boolean
  /** Before the true notification comes one that somebody else signed. */
  forged?: boolean
  /** Notifications wait until there are so many, and then go out the last first. */
  shuffled?: number
  /** Refunds fail at the bank. */
  refusesRefunds?: boolean
}

export type Refunded = { no: string; fen: number; state: 'done' | 'failed'; at: Date; id: string }

/** An order as the channel keeps it. */
export type Kept = {
  no: string
  fen: number
  title: string
  notifyUrl: string
  returnTo?: string
  state: 'waiting' | 'paid' | 'closed'
  /** The channel's own number. */
  transaction: string
  paidAt?: Date
  expires?: Date
  refunds: Refunded[]
}

/** What one simulated channel took and gave back. It lies in memory: a restart forgets it. */
export function createPurse(prefix: string, clock: Clock) {
  const orders = new Map<string, Kept>()
  const number = () =>
    prefix +
    BigInt(`0x${randomBytes(8).toString('hex')}`)
      .toString()
      .padStart(20, '0')
      .slice(0, 20)
  const ofDay = (day: string) => (at?: Date) => at !== undefined && dayOf(at) === day

  return {
    orders,
    number,
    /** The same order asked for again is the same order. */
    open(order: Omit<Kept, 'state' | 'transaction' | 'refunds'>): Kept {
      const known = orders.get(order.no)
      if (known) return known
      const kept: Kept = { ...order, state: 'waiting', transaction: number(), refunds: [] }
      orders.set(order.no, kept)
      return kept
    },
    pay(no: string): Kept | undefined {
      const kept = orders.get(no)
      if (kept?.state !== 'waiting') return undefined
      kept.state = 'paid'
      kept.paidAt = clock()
      return kept
    },
    close(no: string): Kept | undefined {
      const kept = orders.get(no)
      if (kept?.state === 'waiting') kept.state = 'closed'
      return kept
    },
    /** One refund for one number, however often it is asked; never more than was paid. */
    refund(no: string, refund: { no: string; fen: number }, fails: boolean): Refunded | 'too-much' | 'unpaid' {
      const kept = orders.get(no)
      if (kept?.state !== 'paid') return 'unpaid'
      const known = kept.refunds.find((each) => each.no === refund.no)
      if (known) return known
      const given = kept.refunds.reduce((sum, { fen, state }) => sum + (state === 'done' ? fen : 0), 0)
      if (given + refund.fen > kept.fen) return 'too-much'
      const made: Refunded = { ...refund, state: fails ? 'failed' : 'done', at: clock(), id: number() }
      kept.refunds.push(made)
      return made
    },
    findRefund: (no: string) =>
      [...orders.values()]
        .flatMap((kept) => kept.refunds.map((refund) => ({ kept, refund })))
        .find((each) => each.refund.no === no),
    /** What a day's bill lists. */
    day(day: string): { paid: Kept[]; refunds: { kept: Kept; refund: Refunded }[] } {
      const fits = ofDay(day)
      const all = [...orders.values()]
      return {
        paid: all.filter(({ state, paidAt }) => state === 'paid' && fits(paidAt)),
        refunds: all.flatMap((kept) =>
          kept.refunds.filter(({ state, at }) => state === 'done' && fits(at)).map((refund) => ({ kept, refund })),
        ),
      }
    },
  }
}

export type Purse = ReturnType<typeof createPurse>

const inChina = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString()
/** The day in China Standard Time. */
export const dayOf = (at: Date) => inChina(at).slice(0, 10)
export const timeOf = (at: Date) => inChina(at).slice(0, 19).replace('T', ' ')
export const digitsOf = (at: Date) => inChina(at).replace(/\D/g, '').slice(0, 14)
export const yuanOf = (fen: number) => (fen / 100).toFixed(2)

export type Asked = {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  body: string
}
export type Answer = { status: number; type: string; body: string | Buffer; headers?: Record<string, string> }
export type Message = { headers: Record<string, string>; body: string }

/** One simulated channel: what it answers, and how it tells of what happened. */
export type Simulated = {
  key: string
  name: string
  purse: Purse
  answer(asked: Asked): Promise<Answer>
  /** The signed notification of a payment, or one with a signature of somebody else. */
  tells(kept: Kept, forged: boolean): Message
  tellsRefund(kept: Kept, refund: Refunded): Message | undefined
}
