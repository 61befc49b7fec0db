import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, afterEach, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { heading, picture, sees, signInOnWorkbench, startBrowser, step, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { findItem, talentAnswers } from './people.ts'

const dmn = fileURLToPath(new URL('../packs/talent-settlement/rules/talent-settlement.dmn', import.meta.url))

// A decider tries a lower age limit on what was decided: one would differ, and the page says from which rule on.
describe('a draft of a rule is tried on past decisions in the browser', () => {
  let city: City
  let browser: Watch
  let caseNo: string

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    const talent = await signIn(city.url, 'wang.ceshi')
    const itemId = await findItem(talent, '人才入户')
    const started = await talent.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    const { status, body } = await talent.post(`/applications/${started.body.id}/submit`, { consent: true })
    assert.equal(status, 201, JSON.stringify(body))
    caseNo = body.caseNo
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const width of widths)
    test(`at ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await step(page, 'sign in', () => signInOnWorkbench(page, 'rs.jdg'))
      await step(page, 'begin', async () => {
        await page.goto('/workbench/rules/reruns')
        await heading(page, '规则重算')
        await page.getByRole('combobox', { name: '规则', exact: true }).fill('人才入户')
        await page.getByTitle('人才入户规则', { exact: true }).filter({ visible: true }).click()
        await page.getByLabel('为什么读取').fill('比较年龄上限从40改为30的影响')
        const text = await readFile(dmn, 'utf8')
        const limit = '<outputEntry id="parameters-1-4"><text>40</text>'
        const gapped = text.replace(/<rule id="parameters-rule-12">.*?<\/rule>/s, '')
        const buffer = Buffer.from(gapped.replace(limit, limit.replace('40', '30')))
        const [chooser] = await Promise.all([
          page.waitForEvent('filechooser'),
          page.getByRole('button', { name: '选择文件' }).click(),
        ])
        await chooser.setFiles({ name: 'draft.dmn', mimeType: 'application/xml', buffer })
        await picture(page, 'workbench-rerun-form')
        await page.getByRole('button', { name: '开始重算' }).click()
      })
      await step(page, 'read', async () => {
        await heading(page, /的重算$/)
        await sees(page, '已完成')
        await page.getByRole('link', { name: caseNo }).waitFor()
        await sees(page, '参数表')
        await page.getByText(/随后变化的还有/).click()
        await sees(page, 'C3 年龄')
        await sees(page, /出生日期 1995-08-08/)
        await picture(page, 'workbench-rerun')
        await page.getByRole('button', { name: '内容不同 0' }).click()
        await sees(page, '没有人会不同')
      })
      await step(page, 'leave nothing behind', async () => {
        await page.getByRole('button', { name: '删除这次重算' }).click()
        await page.getByRole('button', { name: /^(确 ?定|OK)$/ }).click()
        await heading(page, '规则重算')
      })
      await page.context().close()
    })
})
