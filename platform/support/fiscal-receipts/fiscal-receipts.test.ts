import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { newId } from '#ground/ids.ts'
import { createLog } from '#ground/telemetry/log.ts'
import type { Actor } from '#kernel/actor.ts'
import { sharedKey } from '#kernel/http-signatures/index.ts'
import { fillRandom } from '#kernel/random.ts'
import { createStanding } from '#support/payments/index.ts'
import { openPayments } from '#testing/payments/stage.ts'
import { startTreasury, type TreasuryMood } from '#testing/treasury-simulator.ts'
import { createBooks } from './books.ts'
import type { ReceiptKey } from './contract.ts'
import { createEntries } from './entries/service.ts'
import { createHttpTreasury, createIssuing, createReporting, fiscalReceiptsModule } from './index.ts'
import type { Face, ReceiptNeeds } from './needs.ts'
import { createReceipts } from './service.ts'

const stage = await openPayments({ modules: [fiscalReceiptsModule] })
const mood: TreasuryMood = {}
const key = sharedKey(stage.realm, Buffer.alloc(32, 7))
const treasury = await startTreasury(key, mood)
after(async () => {
  await treasury.stop()
  await stage.close()
})

const faces: (Face & { id: string })[] = []
const told: string[] = []
const [unit, otherUnit] = [newId(), newId()]
const needs: ReceiptNeeds = {
  ...{ db: stage.db, clock: stage.now, newId, log: createLog('silent'), realm: stage.realm, random: fillRandom },
  treasury: createHttpTreasury({ url: treasury.url, key, now: stage.now, nonce: newId }),
  standing: createStanding(),
  partiesOf: async ({ partyId }) => (partyId ? [partyId, unit, otherUnit] : []),
  nameOf: async (_, id) => (id === unit ? '甲测试公司' : '乙测试公司'),
  officesOf: stage.needs.officesOf,
  async issueFace(_, face) {
    const id = newId()
    faces.push({ ...face, id })
    return id
  },
  tell: async (_, __, { title }) => void told.push(title),
  appendLeaf: stage.needs.appendLeaf,
  recordAudit: async () => {},
}
const receipts = createReceipts(needs)
const [books, issuing, report, entries] = [
  createBooks(needs),
  createIssuing(needs),
  createReporting(needs),
  createEntries(needs, receipts),
]
const [cashier, decider] = [stage.official('cashier'), stage.official('decider')]
const { citizen, bills } = stage

beforeEach(() => {
  for (const name of Object.keys(mood)) delete mood[name as keyof TreasuryMood]
})

async function turn() {
  await books.turn()
  await issuing.turn()
  await report()
}
/** What the reactions to bill-paid and bill-adjusted do. */
const owe = (billId: string) => inTransaction(stage.db, (tx) => issuing.owe(tx, billId))
const act = async (actor: Actor, id: string, input: object) => {
  const { rowVersion } = await bills.get(actor, id)
  return bills.act(actor, id, { expectedVersion: rowVersion, reason: '测试理由', ...input } as never)
}
async function paid(given: Parameters<typeof stage.bill>[0] = {}) {
  const { billId } = await stage.bill(given)
  await act(cashier, billId!, { verb: 'take-cash' })
  await owe(billId!)
  return billId!
}
const of = async (billId: string) => (await receipts.list(citizen, { limit: 20, billId })).items.toReversed()
const keyOf = ({ code, number, checkCode }: ReceiptKey): ReceiptKey => ({ code, number, checkCode })
async function giveBack(id: string, item: string, fen: number) {
  const { refunds } = await act(cashier, id, { verb: 'propose-refund', item, fen })
  await act(decider, id, { verb: 'approve-refund', refund: refunds.at(-1)!.no })
  await stage.work()
}

test('numbers come from the treasury, a paid bill gets a receipt for income and one for its deposit, and both are reported', async () => {
  const id = await paid()
  await turn()
  const [fee, deposit] = await of(id)
  assert.deepEqual(
    [fee, deposit].map((each) => [each?.kind, each?.totalFen, each?.state, each?.red]),
    [
      ['non-tax', 2_000, 'valid', false],
      ['settlement', 200_000, 'valid', false],
    ],
  )
  assert.match(fee!.code, /^4401002\d$/)
  assert.match(fee!.number, /^\d{10}$/)
  assert.match(fee!.checkCode, /^[0-9a-z]{6}$/)
  assert.equal(faces.find((face) => face.id === fee!.credentialId)?.number, fee!.number)
  assert.deepEqual(
    (await of(id)).map(({ report: said }) => said),
    ['accepted', 'accepted'],
  )
  assert.equal(treasury.receipts.get(fee!.id)?.checkCode, fee!.checkCode)
  assert.ok(told.includes('财政电子票据已开具'))
  // Looked at again, nothing is issued a second time.
  await owe(id)
  await turn()
  assert.equal((await of(id)).length, 2)
})

test('money that goes back is taken off by a red receipt for the whole, and a new one says what still stands', async () => {
  const id = await paid()
  await turn()
  const [, before] = await of(id)
  await giveBack(id, 'bond', 150_000)
  const { rows } = await stage.database.pool.query(
    "select 1 from ground.outbox where type = 'payments.bill-adjusted' and subject = $1",
    [id],
  )
  assert.equal(rows.length, 1)
  await owe(id)
  await turn()
  const [fee, blue, red, rest] = await of(id)
  assert.deepEqual(
    [fee, blue, red, rest].map((each) => [each?.kind, each?.totalFen, each?.state, each?.red, each?.report]),
    [
      ['non-tax', 2_000, 'valid', false, 'accepted'],
      ['settlement', 200_000, 'reversed', false, 'accepted'],
      ['settlement', -200_000, 'valid', true, 'accepted'],
      ['settlement', 50_000, 'valid', false, 'accepted'],
    ],
  )
  assert.deepEqual([blue?.other?.number, red?.other?.number], [red?.number, before?.number])
  assert.equal(faces.find((face) => face.id === red!.credentialId)?.replaces, before!.credentialId)
  const checked = await receipts.verify(keyOf(before!))
  assert.deepEqual([checked.state, checked.reversedBy?.number], ['reversed', red!.number])
  await giveBack(id, 'bond', 50_000)
  await owe(id)
  await turn()
  const last = (await of(id)).filter(
    ({ kind, red: taken, state }) => kind === 'settlement' && !taken && state === 'valid',
  )
  assert.deepEqual(last, [])
})

test('by code, number and check code anybody checks a receipt; a wrong check code opens nothing', async () => {
  const id = await paid({ fees: ['road'] })
  await turn()
  const [receipt] = await of(id)
  const found = await receipts.verify({ ...keyOf(receipt!), checkCode: receipt!.checkCode.toUpperCase() })
  assert.deepEqual([found.state, found.totalFen, found.payer, found.entered], ['valid', 2_000, '付*试', false])
  const wrong = receipt!.checkCode === 'aaaaaa' ? 'bbbbbb' : 'aaaaaa'
  await assert.rejects(receipts.verify({ ...keyOf(receipt!), checkCode: wrong }), { code: 'fiscal-receipts.missing' })
})

test('a unit books a receipt once in the city; taken back, it is booked by another; one that was reversed is marked', async () => {
  const id = await paid({ fees: ['bond'] })
  await turn()
  const [receipt] = await of(id)
  const entry = { ...keyOf(receipt!), unitId: unit, voucher: '记-12' }
  await assert.rejects(entries.enter(citizen, { ...entry, unitId: citizen.partyId }), {
    code: 'fiscal-receipts.unit-only',
  })
  const { id: entryId } = await entries.enter(citizen, entry)
  assert.equal((await receipts.verify(keyOf(receipt!))).entered, true)
  for (const unitId of [unit, otherUnit])
    await assert.rejects(entries.enter(citizen, { ...entry, unitId }), { code: 'fiscal-receipts.entered' })
  assert.ok((await entries.withdraw(citizen, entryId, '记错了')).withdrawnAt)
  await assert.rejects(entries.withdraw(citizen, entryId, '记错了'), { code: 'fiscal-receipts.withdrawn' })
  await entries.enter(citizen, { ...entry, unitId: otherUnit })
  await giveBack(id, 'bond', 200_000)
  await owe(id)
  await turn()
  const [kept] = (await entries.list(citizen, { unitId: otherUnit, limit: 10 })).items
  assert.deepEqual([kept?.toCorrect, kept?.unit], [true, '乙测试公司'])
  await assert.rejects(entries.enter(citizen, { ...entry, unitId: unit }), { code: 'fiscal-receipts.reversed' })
})

test('a treasury that is silent or loses its answer gives no number twice and takes each receipt once, in order', async () => {
  const taken = treasury.receipts.size
  mood.losesAnswer = true
  const id = await paid({ fees: ['road'] })
  await turn()
  await turn()
  assert.deepEqual(
    (await of(id)).map(({ report: said }) => said),
    ['waiting'],
  )
  mood.losesAnswer = false
  await turn()
  assert.deepEqual(
    (await of(id)).map(({ report: said }) => said),
    ['accepted'],
  )
  assert.equal(treasury.receipts.size, taken + 1)
})

test('what the treasury refuses says why, and is handed over again by a cashier', async () => {
  mood.refusesReceipts = '单位编码不对'
  const id = await paid({ fees: ['road'] })
  await turn()
  const [refused] = await of(id)
  assert.deepEqual([refused?.report, refused?.reportSaid], ['refused', '单位编码不对'])
  delete mood.refusesReceipts
  await assert.rejects(receipts.reportAgain(stage.official('cashier', 'water'), refused!.id), {
    code: 'fiscal-receipts.missing',
  })
  await receipts.reportAgain(cashier, refused!.id)
  await turn()
  assert.equal((await of(id))[0]?.report, 'accepted')
})

test('no number is made up: without any left a bill waits, numbers given twice or in another lot are refused', async () => {
  const { pool } = stage.database
  await pool.query('update fiscal_receipts.book set next_no = last_no + 1')
  mood.repeats = true
  const id = await paid({ fees: ['road'] })
  await turn()
  assert.deepEqual(await of(id), [])
  const list = await books.list(cashier)
  assert.equal(list.waiting, 1)
  assert.match(list.items.find(({ state }) => state === 'refused')?.said ?? '', /重叠/)
  mood.repeats = false
  mood.most = 5
  const { id: asked } = await books.apply(cashier, { kind: 'non-tax', quantity: 6 })
  await books.turn()
  assert.match((await books.list(cashier)).items.find((each) => each.id === asked)?.said ?? '', /数量/)
  delete mood.most
  await turn()
  assert.equal((await of(id)).length, 1)
  await assert.rejects(books.apply(decider, { kind: 'non-tax', quantity: 6 }), { code: 'fiscal-receipts.forbidden' })
  await assert.rejects(books.list(stage.official('intake')), { code: 'fiscal-receipts.forbidden' })
})

test('the database keeps the face of a receipt, its numbers once, and one receipt of a kind for a bill', async () => {
  const { pool } = stage.database
  await assert.rejects(pool.query('update fiscal_receipts.receipt set total_fen = total_fen + 1'), /never changes/)
  await assert.rejects(
    pool.query('delete from fiscal_receipts.entry; delete from fiscal_receipts.receipt'),
    /never removed/,
  )
  await assert.rejects(
    pool.query(`insert into fiscal_receipts.book (realm, id, kind, state, quantity, code, first_no, last_no, next_no, asked_by, asked_at)
      select realm, gen_random_uuid(), kind, state, quantity, code, first_no, last_no, next_no, asked_by, asked_at
      from fiscal_receipts.book where state = 'granted' limit 1`),
    /book_numbers_once/,
  )
})
