import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { sees, signInOnPortal, signInOnWorkbench, sound, startBrowser, step, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'
import { grantedFood } from './food-licence.ts'

/** What the law asks for each way to take a licence away, as the form words it. */
const endings = [
  {
    verb: '撤回',
    status: '已撤回',
    ground: /客观情况发生重大变化/,
    more: { 怎样补偿或者赔偿: '没有财产损失（演示）' },
  },
  { verb: '撤销', status: '已撤销', ground: /违反法定程序/, more: {} },
] as const

// 撤回、撤销, then 注销: the decider does it from the case, on paper, and the holder and any stranger see it.
describe('the end of a licence, in the browser', () => {
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

  for (const [i, width] of widths.entries())
    test(`at ${width} px`, async () => {
      const { verb, status, ground, more } = endings[i]!
      const { caseId, licence } = await grantedFood(city.url, `南城街道示例路26号20${i}铺`)
      const officer = await browser.visit(city.url, { width, expects: ['422 POST /credentials/'] })
      await step(officer, verb, async () => {
        await signInOnWorkbench(officer, 'jdg')
        await officer.goto(`/workbench/cases/${caseId}`)
        await officer.getByRole('button', { name: `查看食品经营许可证 ${licence.number}` }).click()
        const dialog = officer.getByRole('dialog')
        await dialog.getByRole('button', { name: spaced(verb) }).click()
        await dialog.getByRole('button', { name: spaced(verb) }).click()
        await sees(dialog, '请填写这一项')
        await sound(officer, 'ending-form')
        await end(officer, verb, ground, more)
        await sees(dialog, status)
        await dialog.getByRole('link', { name: new RegExp(`${verb}行政许可决定书`) }).waitFor()
        await sound(officer, 'ending-done')
      })

      const holder = await browser.visit(city.url, { width })
      await step(holder, 'the holder sees it', async () => {
        await signInOnPortal(holder, 'shen.yangli')
        await holder.goto(`/wallet?open=${licence.id}`)
        await sees(holder, status)
        await sees(holder, '核查发现，见调查笔录（演示）')
        await sees(holder, '某条例第十二条（演示）')
        const paper = holder.getByRole('link', { name: new RegExp(`^下载${verb}行政许可决定书（`) })
        const answer = await holder.request.get((await paper.getAttribute('href')) ?? '')
        assert.equal(answer.headers()['content-type'], 'application/pdf')
        await sound(holder, 'ending-wallet')
        await holder.goto(`/cases/${caseId}`)
        await sees(holder, new RegExp(`许可证.*${status}`))
        await sound(holder, 'ending-case')
      })

      await step(officer, '注销', async () => {
        const dialog = officer.getByRole('dialog')
        await dialog.getByRole('button', { name: spaced('注销') }).click()
        await end(officer, '注销', /依法被撤销、撤回/, {})
        await sees(dialog, '已注销')
      })
      await step(holder, 'anybody sees it', async () => {
        await holder.goto(`/verify/${licence.verifyCode}`)
        await sees(holder, '已注销')
        await sound(holder, 'ending-verified')
      })
      for (const page of [officer, holder]) await page.context().close()
    })
})

/** A button of two characters is drawn with a space between them. */
const spaced = (verb: string) => new RegExp(`^${[...verb].join('\\s?')}$`)

async function end(page: Page, verb: string, ground: RegExp, more: Record<string, string>): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: '属于哪一种情形' }).click()
  await page.getByTitle(ground).click()
  await dialog.getByLabel('依据哪一条').fill('某条例第十二条（演示）')
  for (const [label, text] of Object.entries(more)) await dialog.getByLabel(label).fill(text)
  await dialog.getByLabel('事实和理由').fill('核查发现，见调查笔录（演示）')
  await dialog.getByRole('button', { name: spaced(verb) }).click()
}
