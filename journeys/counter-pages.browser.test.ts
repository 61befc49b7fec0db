import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
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
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { layoutPdf } from './people.ts'

// D11: the clerk at the window fills in for the person before them, who signs the printed page.
describe('serving at the window, in the workbench', () => {
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
      const page = await browser.visit(city.url, { width })
      await step(page, 'sign in', () => signInOnWorkbench(page, 'slg'))
      await step(page, 'begin', async () => {
        await page.goto('/workbench/counter')
        await heading(page, '窗口帮办')
        await good(page, 'counter')
        await page.getByLabel('办什么事').fill('高龄津贴')
        await page.getByTitle('高龄津贴', { exact: true }).first().click()
        await page.getByLabel('姓名').fill('秦测试')
        await page.getByLabel('身份证号码').fill('999900193803053019')
        await page.getByRole('button', { name: '开始填写' }).click()
        await sees(page, '替 秦测试')
      })
      await step(page, 'fill in', async () => {
        await page
          .getByRole('group', { name: /^发到老人本人的社保卡吗/ })
          .getByRole('radio', { name: '是', exact: true })
          .check()
        await page.getByRole('checkbox', { name: /真实性承诺/ }).check()
        await page.getByRole('button', { name: /^保\s*存$/ }).click()
        await sees(page, '已保存')
        assert.equal(await page.getByRole('button', { name: '替本人提交' }).isDisabled(), true)
      })
      await step(page, 'sign and submit', async () => {
        const file = { name: '确认书.pdf', mimeType: 'application/pdf', buffer: Buffer.from(layoutPdf) }
        await page.getByLabel('上传签字的确认书').setInputFiles(file)
        await sees(page, '本人签字确认过')
        await good(page, 'assisted')
        await page.getByRole('button', { name: '替本人提交' }).click()
        await sees(page, /已提交，办件编号/)
      })
      await page.context().close()
    })
})

async function good(page: Page, name: string): Promise<void> {
  assert.deepEqual(await axeViolations(page), [])
  assert.equal(await sideways(page), 0)
  await picture(page, name)
}
