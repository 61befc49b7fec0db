import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { sharedKey } from '../platform/kernel/http-signatures/index.ts'
import { startSimulators } from '../platform/testing/payments/simulator.ts'
import { startTreasury } from '../platform/testing/treasury-simulator.ts'
import {
  axeViolations,
  heading,
  picture,
  sees,
  sideways,
  signInOnPortal,
  signInOnWorkbench,
  startBrowser,
  step,
  type Watch,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { applyAs, type Cast, liveThrough, openCast, readExample } from './examples.ts'
import { eventually } from './people.ts'

// A sewage fee of 3,360 yuan is paid; the treasury is a simulator beyond real HTTP that gives out the numbers.
describe('a fiscal receipt: issued when money comes, checked by anybody, taken back when money goes', () => {
  let city: City
  let cast: Cast
  let browser: Watch
  let folder: string
  let simulators: Awaited<ReturnType<typeof startSimulators>>
  let treasury: Awaited<ReturnType<typeof startTreasury>>

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'receipts-'))
    simulators = await startSimulators({ folder })
    const hex = '5b'.repeat(32)
    const keyFile = join(folder, 'treasury.key')
    await writeFile(keyFile, hex)
    treasury = await startTreasury(sharedKey('441900', Buffer.from(hex, 'hex')))
    city = await startCity({
      env: {
        ...{ ZT_PAYMENTS: simulators.settingsFile, ZT_TREASURY_URL: treasury.url, ZT_TREASURY_KEY_FILE: keyFile },
      },
    })
    cast = await openCast(city.url)
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser?.stop()
    await city?.stop()
    await treasury.stop()
    await simulators.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('paid, in the citizen’s space, checked and printed without signing in, taken back after a refund, seen by the cashier', async () => {
    const told = await readExample('drainage-licence', '5-building-site')
    const acts = told.example.acts.filter((each: object) => !('message' in each))
    const { person, opened } = await applyAs(cast, told)
    await liveThrough(cast, { ...told, example: { ...told.example, acts } }, person, opened.caseId)
    const bill = await eventually(async () => (await person.get(`/bills?caseId=${opened.caseId}`)).body.items[0])
    const { body: asked } = await person.post(`/bills/${bill.id}/orders`, { channel: 'wechat-pay', way: 'qr' })
    assert.equal(simulators.pay('wechat-pay', asked.order), true)
    const mine = async () => (await person.get(`/fiscal-receipts?billId=${bill.id}`)).body.items
    const [receipt] = await eventually(async () => {
      const rows = await mine()
      return rows[0]?.report === 'accepted' ? rows : undefined
    })
    assert.deepEqual([receipt.kind, receipt.totalFen, receipt.state], ['non-tax', 336_000, 'valid'])
    assert.equal(treasury.receipts.get(receipt.id)?.billNo, bill.no)
    const { body: face } = await person.get(`/credentials/${receipt.credentialId}`)
    assert.equal(face.credential.record.number, `${receipt.code}-${receipt.number}`)

    const page = await browser.visit(city.url, { width: 390 })
    await signInOnPortal(page, 'wei.ceshi')
    await page.goto('/me/receipts')
    await step(page, 'my receipts', async () => {
      await heading(page, '我的票据')
      await sees(page, receipt.number)
      assert.equal(await sideways(page), 0)
      assert.deepEqual(await axeViolations(page), [])
      await picture(page, 'my-receipts')
    })
    const drawn = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载 PDF' }).click()
    assert.match((await drawn).suggestedFilename(), /\.pdf$/)
    await page.context().close()

    const cashier = await signIn(city.url, 'sw.skg')
    const decider = await signIn(city.url, 'sw.jdg')
    await eventually(async () => ((await person.get(`/bills/${bill.id}`)).body.receipt ? true : undefined))
    const act = async (who: typeof cashier, input: object) => {
      const { rowVersion: expectedVersion } = (await who.get(`/bills/${bill.id}`)).body
      const answer = await who.post(`/bills/${bill.id}/acts`, { expectedVersion, reason: '提前停工', ...input })
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      return answer.body
    }
    await checked(receipt, '这张票据是真的，有效')
    const { refunds } = await act(cashier, { verb: 'propose-refund', item: bill.items[0].code, fen: 36_000 })
    await act(decider, { verb: 'approve-refund', refund: refunds[0].no })
    const rows = await eventually(async () => {
      const found = await mine()
      return found.length === 3 && found.every(({ report }: { report: string }) => report === 'accepted')
        ? found
        : undefined
    })
    assert.deepEqual(
      rows.map(({ totalFen, red, state }: Record<string, unknown>) => [totalFen, red, state]),
      [
        [300_000, false, 'valid'],
        [-336_000, true, 'valid'],
        [336_000, false, 'reversed'],
      ],
    )
    const { body: gone } = await person.get(`/credentials/${receipt.credentialId}`)
    assert.equal(gone.credential.status, 'superseded')
    await checked(receipt, '这张票据已经冲红')

    const desk = await browser.visit(city.url, { width: 1280 })
    await signInOnWorkbench(desk, 'sw.skg')
    await desk.goto('/workbench/fiscal-receipts')
    await step(desk, 'the receipts of the office', async () => {
      await heading(desk, '财政票据')
      await sees(desk, rows[0].number)
      await desk.getByRole('heading', { name: '票号领用' }).waitFor()
      assert.deepEqual(await axeViolations(desk), [])
      await picture(desk, 'fiscal-receipts')
    })
    await desk.getByRole('button', { name: '领用票号' }).click()
    await desk.getByLabel('数量').fill('50')
    await desk.getByRole('button', { name: /申\s?请/ }).click()
    await sees(desk, '剩 50 个')
    await desk.context().close()
  })

  async function checked(receipt: { code: string; number: string; checkCode: string }, says: string) {
    const page = await browser.visit(city.url, { width: 1280 })
    await page.goto('/check-receipt')
    await heading(page, '财政电子票据查验')
    await page.getByRole('button', { name: '大字版' }).waitFor()
    await page.getByRole('button', { name: '查验', exact: true }).click()
    await sees(page, '请照票据填')
    await page.getByLabel('票据代码').fill(receipt.code)
    await page.getByLabel('票据号码').fill(receipt.number)
    await page.getByLabel('校验码').fill(receipt.checkCode)
    await page.getByRole('button', { name: '查验', exact: true }).click()
    await step(page, says, async () => {
      await sees(page, says)
      assert.deepEqual(await axeViolations(page), [])
      await picture(page, 'check-receipt')
    })
    await page.setViewportSize({ width: 390, height: 844 })
    assert.equal(await sideways(page), 0)
    const paper = page.waitForResponse((each) => each.url().endsWith('/fiscal-receipt-checks/papers'))
    await page.getByRole('button', { name: '打印票据' }).click()
    const answer = await paper
    assert.deepEqual([answer.status(), answer.headers()['content-type']], [200, 'application/pdf'])
    await page.context().close()
  }
})
