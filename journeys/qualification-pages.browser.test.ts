import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { heading, sees, signInOnWorkbench, sound, startBrowser, step, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'

// 资格核验: a clerk asks whether somebody may do something, reads why, and finds the check again.
describe('a clerk checks qualifications on the workbench', () => {
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
      const purpose = `开标前资格审查 ${width}`
      const choose = async (name: string) => {
        await page.getByRole('combobox', { name: '核验什么' }).click()
        await page.locator('.ant-select-dropdown').getByTitle(name, { exact: true }).click()
      }
      const check = () => page.getByRole('button', { name: /^核\s*验$/ }).click()
      await step(page, 'what is missing is said', async () => {
        await signInOnWorkbench(page, 'cg.shg')
        await page.goto(`${city.url}/workbench/qualifications`)
        await heading(page, '资格核验')
        await check()
        await sees(page, '请填写这一项')
        await choose('食品经营资格')
        await sees(page, '这家单位现在能不能从事食品经营？')
        await sound(page, 'qualification-form')
      })
      await step(page, 'a firm without a licence: each requirement with its reason and source', async () => {
        await page.getByLabel('统一社会信用代码').fill('92441900MADEM00115')
        await page.getByLabel('用途').fill(purpose)
        await page.getByLabel('依据').fill('《食品安全法》第三十五条')
        await check()
        await sees(page, /食品经营资格 · 92441900MADEM00115：不符合/)
        await sees(page, /没有有效的食品经营许可证/)
        await sees(page, '核验只查事实')
        await sound(page, 'qualification-answer')
      })
      await step(page, 'a person only by consent, and the number is not shown', async () => {
        await page.getByRole('button', { name: '再核验一个' }).click()
        await choose('食品生产经营管理人员资格')
        await page.getByLabel('身份证号码').fill('999900198606180118')
        await check()
        await sees(page, '请填写这一项')
        await page.getByLabel('同意书编号').fill('同意书演示2号')
        await page.getByLabel('同意日期').fill('2026-11-20')
        await check()
        await sees(page.getByRole('alert'), /：符合/)
        assert.equal((await page.locator('body').innerText()).includes('999900198606180118'), false)
      })
      await step(page, 'the office finds it again', async () => {
        const row = page.getByRole('row').filter({ hasText: purpose }).filter({ hasText: '食品经营资格' })
        await row.getByRole('button', { name: '食品经营资格' }).click()
        await sees(page.getByRole('dialog'), /没有有效的食品经营许可证/)
        await sound(page, 'qualification-earlier')
      })
      await page.context().close()
    })
})
