import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  axeViolations,
  picture,
  sees,
  sideways,
  signInOnWorkbench,
  startBrowser,
  step,
  type Watch,
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { applyAs, openCast, readExample } from './examples.ts'
import { findItem } from './people.ts'

// A flow is played before any case runs by it: from its item, step by step, forward and back, another choice, what each clock would say.
describe('a flow is played without a case, in the browser', () => {
  let city: City
  let browser: Watch
  before(async () => {
    city = await startCity()
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const width of widths)
    test(`at ${width} px`, async () => {
      const manager = await signIn(city.url, 'item')
      const itemId = await findItem(manager, '城镇污水排入排水管网许可')
      const page = await browser.visit(city.url, { width, expects: ['404 GET /items/'] })
      await step(page, 'sign in', () => signInOnWorkbench(page, 'item'))
      await step(page, 'from the item', async () => {
        await page.goto(`/workbench/items/${itemId}`)
        await page.getByRole('link', { name: '推演', exact: true }).click()
        await sees(page, '什么都不写入、不发出')
      })
      await step(page, 'begin', () => begin(page))
      await step(page, 'forward and back', () => play(page))
      await page.context().close()
    })

  test('what would come of a case that waits, from its page', async () => {
    const { opened } = await applyAs(await openCast(city.url), await readExample('drainage-licence', '1-restaurant'))
    const page = await browser.visit(city.url, { width: 1280 })
    await signInOnWorkbench(page, 'sw.slg')
    await page.goto(`/workbench/cases/${opened.caseId}`)
    await page.getByText('在等什么').click()
    await page.getByRole('link', { name: '推演接下来会怎样' }).click()
    await page.getByRole('button', { name: '收件审查：受理', exact: true }).click()
    await sees(page, '文书 acceptance-notice')
    assert.deepEqual(await axeViolations(page), [])
    await picture(page, 'simulation-case')
    const officer = await signIn(city.url, 'sw.slg')
    assert.equal((await officer.get(`/cases/${opened.caseId}`)).body.status, 'submitted', 'nothing was done')
    await page.context().close()
  })
})

async function begin(page: Page): Promise<void> {
  await page.getByLabel('哪一天提交').fill('2026-11-02')
  await page.getByLabel('是哪一类排水').click()
  await page.locator('.ant-select-dropdown').getByTitle('餐饮', { exact: true }).click()
  await page.getByLabel('库里查到的').fill('name: 东莞市虚构餐饮店（演示）\nentityStatus: 存续')
  await page.getByRole('button', { name: '开始推演' }).click()
  await sees(page, '接下来发生什么')
  await sees(page, /第 1 步，共 1 步/)
}

async function play(page: Page): Promise<void> {
  await page.getByLabel('发生在哪一天').fill('2026-11-04')
  await page.getByRole('button', { name: '收件审查：受理', exact: true }).click()
  await sees(page, /第 2 步，共 2 步/)
  await sees(page, '文书 acceptance-notice')
  await sees(page, /法定.*2026/)
  assert.deepEqual(await axeViolations(page), [])
  assert.equal(await sideways(page), 0)
  await picture(page, 'simulation')
  await page.getByRole('button', { name: '上一步' }).click()
  await page.getByRole('button', { name: '收件审查：不予受理', exact: true }).click()
  await sees(page, '到这里就办结了。')
  await sees(page, '不予受理')
  await picture(page, 'simulation-ended')
}
