import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import {
  axeViolations,
  heading,
  picture,
  sees,
  sideways,
  signInOnWorkbench,
  startBrowser,
  step,
  type Watch,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'

/** The pages of the data catalogue: an officer describes data, a manager publishes it, everybody finds it. */
describe('pages of the data catalogue', () => {
  let city: City
  let browser: Watch

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser?.stop()
    await city?.stop()
  })

  for (const width of [1280, 390])
    test(`at ${width} px an officer describes data, a manager publishes it, and the department table counts it`, async () => {
      const name = `抽检结果信息${width}`
      const page = await browser.visit(city.url, { width, expects: ['422 POST /data-catalogue/entries/'] })
      await signInOnWorkbench(page, 'sj.scj')
      const sound = async (shot: string) => {
        assert.equal(await sideways(page), 0)
        assert.deepEqual(await axeViolations(page), [])
        await picture(page, shot)
      }
      await step(page, 'finding', async () => {
        await page.goto('/workbench/data-catalogue?q=道路')
        await heading(page, '数据目录')
        await page.getByRole('link', { name: '城市道路信息' }).waitFor()
        await sound('data-catalogue')
        await page.getByRole('link', { name: '城市道路信息' }).click()
        await heading(page, '城市道路信息')
        await sees(page, '无条件共享')
        await page.getByText('路段号', { exact: true }).waitFor()
        await sound('data-entry')
      })
      await step(page, 'describing', async () => {
        await page.goto('/workbench/data-catalogue/new')
        await heading(page, '新建目录')
        await page.getByLabel('信息资源名称').fill(name)
        await page.getByLabel('分类代码（类项目细目）').fill('307019000')
        await page.getByLabel('摘要').fill('短摘')
        await page.getByRole('button', { name: '加一项' }).click()
        await page.getByLabel('名称 1', { exact: true }).fill('抽检批次')
        await page.getByLabel('标识 1', { exact: true }).fill('batch_no')
        await sound('data-entry-edit')
        await page.getByRole('button', { name: /^保\s?存$/ }).click()
        await heading(page, name)
      })
      await step(page, 'what is missing is said, and mended', async () => {
        await page.getByRole('button', { name: '提交审核' }).click()
        const dialog = page.getByRole('dialog')
        await dialog.getByLabel('说明').fill('首次编目')
        await dialog.getByRole('button', { name: /提\s?交$/ }).click()
        await dialog.getByText('摘要至少写10个字').waitFor()
        await dialog.getByRole('button', { name: /^返\s?回$/ }).click()
        await page.getByRole('button', { name: /^编\s?辑$/ }).click()
        await heading(page, `编辑目录：${name}`)
        await page.getByLabel('摘要').fill('全市食品安全监督抽检的批次、品种和结论。')
        await page.getByRole('button', { name: /^保\s?存$/ }).click()
        await heading(page, name)
        await page.getByRole('button', { name: '提交审核' }).click()
        await dialog.getByLabel('说明').fill('首次编目')
        await dialog.getByRole('button', { name: /提\s?交$/ }).click()
        await dialog.waitFor({ state: 'hidden' })
        await sees(page, '待审核')
      })
      const manager = await signIn(city.url, 'sj.gly')
      const { body } = await manager.get(`/data-catalogue/entries?q=${name}`)
      const done = await manager.post(`/data-catalogue/entries/${body.items[0].id}/acts`, {
        verb: 'publish',
        reason: '同意',
      })
      assert.equal(done.status, 200)
      await step(page, 'the department table', async () => {
        await page.goto('/workbench/data-catalogue/rates')
        await heading(page, '部门统计')
        await page.getByRole('row', { name: /全市/ }).waitFor()
        await sound('data-rates')
        const row = page.getByRole('row', { name: /东莞市市场监督管理局/ })
        await row.getByRole('link', { name: '100.0%' }).first().click()
        await heading(page, '数据目录')
        await sees(page, '已编目的库表')
      })
    })
})
