import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { startSimulators } from '../platform/testing/payments/simulator.ts'
import { type City, startCity } from './city.ts'
import { applyAs, type Cast, liveThrough, openCast, readExample } from './examples.ts'
import { eventually } from './people.ts'

// 保证金 (C26): taken before the permit, 30 m² at 100 yuan; given back by the channel it came, or kept with reasons.
describe('a deposit is taken before a road is occupied and settled after it is restored', () => {
  let city: City
  let cast: Cast
  let folder: string
  let simulators: Awaited<ReturnType<typeof startSimulators>>

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deposits-'))
    simulators = await startSimulators({ folder })
    city = await startCity({ env: { ZT_PAYMENTS: simulators.settingsFile } })
    cast = await openCast(city.url)
  })
  after(async () => {
    await city?.stop()
    await simulators.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** A permit, whose fee and deposit came by WeChat. */
  async function permitted() {
    const told = await readExample('road-occupation', '1-scaffold')
    const acts = told.example.acts.filter((act: object) => !('message' in act))
    const { person, opened } = await applyAs(cast, told)
    await liveThrough(cast, { ...told, example: { ...told.example, acts } }, person, opened.caseId)
    const bill = await eventually(async () => (await person.get(`/bills?caseId=${opened.caseId}`)).body.items[0])
    const deposit = bill.items.find(({ kind }: { kind: string }) => kind === 'deposit')
    assert.deepEqual([bill.totalFen, deposit.fen], [360_000, 300_000])
    const { body: asked } = await person.post(`/bills/${bill.id}/orders`, { channel: 'wechat-pay', way: 'qr' })
    assert.equal(simulators.pay('wechat-pay', asked.order), true)
    await eventually(async () =>
      (await person.get(`/cases/${opened.caseId}`)).body.outcome === 'granted' ? true : undefined,
    )
    return { person, bill, order: asked.order as string }
  }

  async function restored(example: string, bill: { id: string; no: string }) {
    const told = await readExample('road-occupation', example)
    const answers = { ...told.example.given.answers, billNo: bill.no }
    const mine = { ...told, example: { ...told.example, given: { ...told.example.given, answers } } }
    const { person, opened } = await applyAs(cast, mine)
    await liveThrough(cast, mine, person, opened.caseId)
    const closed = await eventually(async () => {
      const { body } = await person.get(`/cases/${opened.caseId}`)
      return body.outcome ? body : undefined
    })
    assert.equal(closed.outcome, 'granted')
    const { body } = await person.get(`/credentials?caseId=${opened.caseId}`)
    const letter = body.items.find(({ type }: { type: { key: string } }) => type.key === 'deposit-decision')
    return { person, letter: (await person.get(`/credentials/${letter.id}`)).body }
  }

  test('restored: all of it goes back the way it came, by the decision of a second person', async () => {
    const { bill, order } = await permitted()
    const { person, letter } = await restored('15-restored', bill)
    assert.match(JSON.stringify(letter), /退还3000\.00元/)
    const back = await eventually(async () => {
      const { body } = await person.get(`/bills/${bill.id}`)
      return body.refunds.find(({ state }: { state: string }) => state === 'done')
    })
    assert.deepEqual([back.fen, back.item], [300_000, 'road-restoration-deposit'])
    const kept = simulators.channels['wechat-pay']!.purse.orders.get(order)
    assert.deepEqual(
      kept?.refunds.map(({ fen, state }) => [fen, state]),
      [[300_000, 'done']],
    )
  })

  test('not restored: the cost of the repair is kept with reasons in a sealed decision, the rest goes back', async () => {
    const { bill } = await permitted()
    const { person, letter } = await restored('16-damaged', bill)
    assert.match(JSON.stringify(letter), /退还2200\.00元.*扣留800\.00元/)
    assert.match(JSON.stringify(letter), /修复需要800元/)
    const seen = await eventually(async () => {
      const { body } = await person.get(`/bills/${bill.id}`)
      return body.refunds.some(({ state }: { state: string }) => state === 'done') ? body : undefined
    })
    assert.deepEqual(
      [seen.kept.map(({ fen, reason }: { fen: number; reason: string }) => [fen, reason]), seen.refunds[0].fen],
      [[[80_000, '两处沉陷，按养护定额修复八平方米']], 220_000],
    )
    const [cashier] = await cast.holders('cashier')
    const { body: books } = await cashier!.get('/payment-books')
    assert.equal(books.sumFen, 0)
    const { body: notices } = await person.get('/me/notices?limit=50')
    assert.ok(notices.items.some(({ title }: { title: string }) => title === '保证金扣留'))
  })

  test('a number under which this firm has no deposit is looked at by a person, who does not accept it', async () => {
    const told = await readExample('road-occupation', '15-restored')
    const { person, opened } = await applyAs(cast, told)
    const tasks = await eventually(async () => {
      const { body } = await person.get(`/cases/${opened.caseId}`)
      return body.status === 'submitted' && body.tasks.length > 0 ? body : undefined
    })
    assert.equal(tasks.outcome, undefined)
    const acts = [{ task: 'intake', verb: 'refuse', reason: '没有这笔保证金，请核对缴款识别码' }]
    await liveThrough(cast, { ...told, example: { ...told.example, acts } }, person, opened.caseId)
    assert.equal((await person.get(`/cases/${opened.caseId}`)).body.outcome, 'refused')
  })
})
