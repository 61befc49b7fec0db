import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { startSimulators } from '../platform/testing/payments/simulator.ts'
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
import type { signIn } from './client.ts'
import { applyAs, type Cast, liveThrough, openCast, readExample } from './examples.ts'
import { eventually } from './people.ts'

// A sewage fee of 80 m³ a day: 3,360 yuan. The channels are simulators beyond real HTTP, in their own protocols.
describe('paying a bill, on a desk and in the hand, and what officials do with it', () => {
  let city: City
  let cast: Cast
  let browser: Watch
  let folder: string
  let simulators: Awaited<ReturnType<typeof startSimulators>>

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pay-'))
    simulators = await startSimulators({ folder })
    city = await startCity({ env: { ZT_PAYMENTS: simulators.settingsFile } })
    cast = await openCast(city.url)
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
    await simulators.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** A building site's licence is granted, and waits for its fee. */
  async function owing() {
    const told = await readExample('drainage-licence', '5-building-site')
    const acts = told.example.acts.filter((act: object) => !('message' in act))
    const { person, opened } = await applyAs(cast, told)
    await liveThrough(cast, { ...told, example: { ...told.example, acts } }, person, opened.caseId)
    const bill = await eventually(async () => (await person.get(`/bills?caseId=${opened.caseId}`)).body.items[0])
    assert.equal(bill.totalFen, 336_000)
    return { caseId: opened.caseId as string, bill, person }
  }
  const ends = (person: Awaited<ReturnType<typeof signIn>>, caseId: string) =>
    eventually(async () => {
      const { body } = await person.get(`/cases/${caseId}`)
      return body.outcome === 'granted' ? true : undefined
    })

  test('at 1280 px a code is scanned, and the page knows by itself', async () => {
    const { caseId, bill, person } = await owing()
    const page = await browser.visit(city.url, { width: 1280 })
    await signInOnPortal(page, 'wei.ceshi')
    await page.goto(`/cases/${caseId}`)
    await step(page, 'the case says what is owed', async () => {
      await sees(page, '3360.00')
      assert.deepEqual(await axeViolations(page), [])
      await page.getByRole('link', { name: '去缴费' }).click()
    })
    await step(page, 'choosing', async () => {
      await heading(page, '污水处理费')
      await sees(page, '城镇排水与污水处理条例第三十二条')
      assert.deepEqual(await axeViolations(page), [])
      await picture(page, 'pay-choose')
      await page.getByRole('button', { name: '微信支付' }).click()
    })
    await step(page, 'the code', async () => {
      await page.getByRole('img', { name: '微信支付付款二维码' }).waitFor()
      assert.deepEqual(await axeViolations(page), [])
      await picture(page, 'pay-code')
      await page.getByRole('button', { name: '我已经付了' }).click()
      await sees(page, '不要重复付')
    })
    const [order] = [...simulators.channels['wechat-pay']!.purse.orders.keys()]
    assert.equal(simulators.pay('wechat-pay', order!), true)
    await step(page, 'paid', async () => {
      await sees(page, '已经缴清')
      assert.deepEqual(await axeViolations(page), [])
      await picture(page, 'pay-paid')
    })
    await ends(person, caseId)
    const paid = (await person.get(`/bills/${bill.id}`)).body
    assert.deepEqual([paid.state, paid.channel], ['paid', 'wechat-pay'])
    await page.context().close()
  })

  test('at a kiosk a bill is found by number and name, scanned, paid and its receipt printed without signing in', async () => {
    const { caseId, bill, person } = await owing()
    const page = await browser.visit(city.url, { width: 1280 })
    await page.goto('/')
    await page.getByRole('link', { name: '凭码缴费' }).click()
    await step(page, 'asking', async () => {
      await heading(page, '凭缴款识别码缴费')
      assert.deepEqual(await axeViolations(page), [])
    })
    await page.getByLabel('缴款识别码').fill(bill.no)
    await page.getByLabel('缴款人名称').fill(bill.payer)
    await page.getByRole('button', { name: '查询' }).click()
    await step(page, 'found', async () => {
      await sees(page, '3360.00')
      assert.deepEqual(await axeViolations(page), [])
      await page.getByRole('button', { name: '微信支付' }).click()
      await page.getByRole('img', { name: '微信支付付款二维码' }).waitFor()
      await picture(page, 'pay-by-number')
    })
    await page.setViewportSize({ width: 390, height: 844 })
    assert.equal(await sideways(page), 0)
    const order = [...simulators.channels['wechat-pay']!.purse.orders.keys()].at(-1)
    assert.equal(simulators.pay('wechat-pay', order!), true)
    await step(page, 'paid', async () => {
      await sees(page, '已经缴清')
      assert.deepEqual(await axeViolations(page), [])
    })
    await step(page, 'the receipt is printed', async () => {
      const print = page.getByRole('button', { name: '打印凭证' })
      await print.waitFor()
      await picture(page, 'pay-by-number-paid')
      const paper = page.waitForResponse((each) => each.url().endsWith('/bill-lookups/receipts'))
      await print.click()
      const answer = await paper
      assert.deepEqual([answer.status(), answer.headers()['content-type']], [200, 'application/pdf'])
    })
    await ends(person, caseId)
    // Printed or not, the receipt stays in the payer's wallet.
    const paid = await eventually(async () => {
      const { body } = await person.get(`/bills/${bill.id}`)
      return body.receipt ? body : undefined
    })
    assert.equal(paid.state, 'paid')
    await page.context().close()
  })

  test('at 390 px the phone goes to the channel and comes back paid; a cashier and a decider give a part back', async () => {
    const { caseId, bill, person } = await owing()
    const page = await browser.visit(city.url, { width: 390 })
    await signInOnPortal(page, 'wei.ceshi')
    await page.goto(`/pay/${bill.id}`)
    await step(page, 'choosing', async () => {
      await heading(page, '污水处理费')
      assert.equal(await sideways(page), 0)
      assert.deepEqual(await axeViolations(page), [])
      await picture(page, 'pay-choose')
      await page.getByRole('button', { name: '支付宝' }).click()
    })
    await page.getByRole('button', { name: '支付 Pay' }).click()
    await step(page, 'back and paid', async () => {
      await sees(page, '已经缴清')
      assert.equal(await sideways(page), 0)
      await picture(page, 'pay-paid')
    })
    await ends(person, caseId)
    await page.context().close()
    await refundOnWorkbench(bill.no)
    await simulators.quiet()
    await eventually(async () => {
      const { body } = await person.get(`/bills/${bill.id}`)
      return body.refunds[0]?.state === 'done' ? true : undefined
    })
  })

  async function refundOnWorkbench(no: string) {
    const cashier = await browser.visit(city.url, { width: 1280 })
    await signInOnWorkbench(cashier, 'sw.skg')
    await cashier.goto('/workbench/bills?state=paid')
    const row = cashier.getByRole('listitem').filter({ hasText: no })
    await step(cashier, 'the bill', async () => {
      await row.waitFor()
      assert.deepEqual(await axeViolations(cashier), [])
      await picture(cashier, 'bills')
      await row.getByRole('button', { name: '申请退款' }).click()
      await cashier.getByLabel('退多少（元）').fill('100')
      await cashier.getByLabel('理由').fill('提前停工，少排十天')
      await cashier.getByRole('button', { name: /提\s?交/ }).click()
      await sees(row, '待决定')
    })
    const decider = await browser.visit(city.url, { width: 1280 })
    await signInOnWorkbench(decider, 'sw.jdg')
    await decider.goto('/workbench/bills?state=refunding')
    const waiting = decider.getByRole('listitem').filter({ hasText: no })
    await step(decider, 'deciding', async () => {
      await waiting.getByRole('button', { name: '同意退款' }).first().click()
      await decider.getByLabel('理由').fill('情况属实')
      await decider.getByRole('button', { name: /提\s?交/ }).click()
    })
    await step(cashier, 'the days of reconciliation', async () => {
      await cashier.goto('/workbench/reconciliation')
      await heading(cashier, '对账')
      assert.deepEqual(await axeViolations(cashier), [])
      await picture(cashier, 'reconciliation')
    })
    await cashier.context().close()
    await decider.context().close()
  }
})
