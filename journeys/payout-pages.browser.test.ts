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
import { applyAs, openCast, readExample } from './examples.ts'
import { eventually } from './people.ts'

/** An allowance that the bank gives back: the cashier puts the account right, the payee sees it arrive; a month by two people. */
describe('payout pages', () => {
  let city: City
  let browser: Watch
  let folder: string
  let simulators: Awaited<ReturnType<typeof startSimulators>>

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'payouts-'))
    simulators = await startSimulators({ folder })
    simulators.bankMood.strangers = ['秦测试']
    city = await startCity({ env: { ZT_PAYMENTS: simulators.settingsFile } })
    const cast = await openCast(city.url)
    const { person } = await applyAs(cast, await readExample('old-age-allowance', '1-eighty-eight'))
    await eventually(async () =>
      (await person.get('/payouts')).body.items[0]?.state === 'returned' ? true : undefined,
    )
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser?.stop()
    await city?.stop()
    await simulators.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('what came back is put right by the cashier, and arrives; the payee sees both', async () => {
    const page = await browser.visit(city.url, { width: 390 })
    await signInOnPortal(page, 'qin.ceshi')
    await page.goto('/me/payouts')
    await step(page, 'it came back', async () => {
      await heading(page, '我的补贴')
      await sees(page, '户名与账户不符')
      assert.equal(await sideways(page), 0)
      assert.deepEqual(await axeViolations(page), [])
      await picture(page, 'my-payouts')
    })
    const desk = await browser.visit(city.url, { width: 1280 })
    await signInOnWorkbench(desk, 'mz.skg')
    await desk.goto('/workbench/payouts?state=returned')
    await step(desk, 'a task', async () => {
      await heading(desk, '补贴发放')
      await sees(desk, '户名与账户不符')
      assert.deepEqual(await axeViolations(desk), [])
      await picture(desk, 'workbench-payouts')
    })
    simulators.bankMood.strangers = []
    await desk.getByRole('button', { name: '更正账户再发' }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel('账号').fill('440100000000000031')
    await dialog.getByLabel('理由').fill('本人到窗口核对过')
    assert.deepEqual(await axeViolations(desk), [])
    await dialog.getByRole('button', { name: '提交' }).click()
    await eventually(async () => (simulators.bank.kept.size === 1 ? true : undefined))
    await step(page, 'it has arrived', async () => {
      await eventually(async () => {
        await page.reload()
        return (await page.getByText('已到账').count()) > 0 ? true : undefined
      })
      await sees(page, '****0031')
    })
    await page.context().close()
    await desk.goto('/workbench/payouts')
    await desk.getByRole('button', { name: '准备一个月的发放' }).click()
    const month = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date()).slice(0, 7)
    await dialog.getByLabel('月份').fill(month)
    await dialog.getByRole('button', { name: '提交' }).click()
    await step(desk, 'the month waits', async () => sees(desk, '待审批'))
    await desk.context().close()
  })

  test('another person approves the month, on a phone too', async () => {
    const page = await browser.visit(city.url, { width: 390 })
    await signInOnWorkbench(page, 'mz.jdg')
    await page.goto('/workbench/payouts')
    await step(page, 'the month', async () => {
      await sees(page, '待审批')
      assert.equal(await sideways(page), 0)
      assert.deepEqual(await axeViolations(page), [])
    })
    await page.getByRole('button', { name: '批准发放' }).click()
    await step(page, 'approved', async () => sees(page, '已批准'))
    await page.context().close()
  })
})
