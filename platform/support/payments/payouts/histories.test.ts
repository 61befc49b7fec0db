import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Transfer } from '../bills/bill.ts'
import { advancePayout, instructionOf, owed, type Payout, type PayoutHappening } from './payout.ts'

/** 100,000 payouts at random: a bank that is silent, late, tells twice, out of order, refuses, gives back; we crash and send again. */
const histories = 100_000

function randomOf(seed: number): (below: number) => number {
  let a = seed
  return (below) => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

function live(seed: number) {
  const random = randomOf(seed)
  let payout: Payout = { no: `P${seed}`, subsidy: 'old-age', fen: 1 + random(1_000_000), state: 'due', attempt: 1 }
  const books = new Map<string, Transfer>()
  /** The truth: what the bank did with each instruction, once for each number. */
  const bank = new Map<string, 'paid' | 'refused' | 'back'>()
  const underway: PayoutHappening[] = []
  const post = (transfers: readonly Transfer[]) => {
    for (const transfer of transfers) {
      assert.ok(!books.has(transfer.key), `seed ${seed}: ${transfer.key} is booked twice`)
      books.set(transfer.key, transfer)
    }
  }
  const hear = (happening: PayoutHappening) => {
    const step = advancePayout(payout, happening)
    // A crash before the commit: nothing is kept, and the bank is asked again.
    if (random(20) === 0) return void ('instruction' in happening && underway.push(happening))
    payout = step.payout
    post(step.transfers)
  }
  const instruct = () => {
    const no = instructionOf(payout)
    if (!bank.has(no)) bank.set(no, random(4) === 0 ? 'refused' : 'paid')
    if (random(4) > 0) tell(no)
  }
  const tell = (no: string) => {
    const said: PayoutHappening = { kind: bank.get(no) === 'paid' ? 'paid' : 'returned', instruction: no }
    for (let copies = 1 + random(3); copies > 0; copies--) underway.push(said)
  }
  post(owed(payout))
  for (let moves = 5 + random(20); moves > 0; moves--) {
    const choice = random(8)
    if (choice < 2) hear({ kind: 'send' })
    // Sent and sent again: the same number while the bank has not spoken.
    if (choice < 4 && payout.state === 'sent') instruct()
    else if (choice === 4) hear({ kind: 'correct' })
    else if (choice === 5 && random(4) === 0) hear({ kind: 'cancel' })
    else if (choice === 6 && payout.state === 'paid' && random(3) === 0) {
      bank.set(instructionOf(payout), 'back')
      tell(instructionOf(payout))
    } else if (underway.length > 0) hear(underway.splice(random(underway.length), 1)[0]!)
    hear({ kind: 'paid', instruction: 'forged' })
  }
  // In the end everybody is asked until nothing is open.
  for (let rounds = 0; rounds < 40 && payout.state === 'sent'; rounds++) {
    instruct()
    while (underway.length > 0) hear(underway.shift()!)
  }
  while (underway.length > 0) hear(underway.shift()!)
  for (const [no, done] of bank) if (done === 'back') hear({ kind: 'returned', instruction: no })
  while (underway.length > 0) hear(underway.shift()!)
  const left = (account: string) =>
    [...books.values()].reduce(
      (sum, { debit, credit, fen }) => sum + (debit === account ? fen : credit === account ? -fen : 0),
      0,
    )
  const reallyPaid = [...bank.values()].filter((done) => done === 'paid').length
  return { payout, left, reallyPaid }
}

test(`${histories} random histories: never paid twice, and the books say what the bank did`, () => {
  const ends = new Map<string, number>()
  for (let seed = 1; seed <= histories; seed++) {
    const { payout, left, reallyPaid } = live(seed)
    assert.ok(reallyPaid <= 1, `seed ${seed}: paid ${reallyPaid} times`)
    const total = left('subsidy:old-age') + left('payout-due') + left('channel:bank')
    assert.equal(total, 0, `seed ${seed}`)
    if (payout.state === 'paid') assert.deepEqual([left('channel:bank'), reallyPaid], [-payout.fen, 1], `seed ${seed}`)
    if (payout.state === 'returned' || payout.state === 'due')
      assert.deepEqual([left('payout-due'), left('channel:bank')], [-payout.fen, 0], `seed ${seed}`)
    if (payout.state === 'cancelled') assert.equal(left('subsidy:old-age'), 0, `seed ${seed}`)
    ends.set(payout.state, (ends.get(payout.state) ?? 0) + 1)
  }
  for (const state of ['paid', 'returned', 'cancelled']) assert.ok((ends.get(state) ?? 0) > 100, `${state} never comes`)
})
