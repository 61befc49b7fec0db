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
import { act, eventually, findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

/** The archivist's pages: what waits, filing it, its report. */
describe('archive pages', () => {
  let city: City
  let browser: Watch

  before(async () => {
    city = await startCity()
    const agent = await signIn(city.url, 'shen.yangli')
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf: await partyOf(agent, '测试餐饮店') })
    await agent.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    await agent.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    const submitted = await agent.post(`/applications/${body.id}/submit`, { consent: true })
    await act(agent, submitted.body.caseId, 'withdraw', { reason: '暂时不办了' })
    const keeper = await signIn(city.url, 'dag')
    await eventually(async () => ((await keeper.get('/archives')).body.items.length > 0 ? true : undefined))
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser?.stop()
    await city?.stop()
  })

  for (const width of [1280, 390])
    test(`at ${width} px the archivist files a case and reads the report of the four natures`, async () => {
      const page = await browser.visit(city.url, { width })
      await signInOnWorkbench(page, 'dag')
      await page.goto('/workbench/archives')
      await step(page, 'what waits', async () => {
        await heading(page, '电子档案')
        await page.getByRole('link', { name: /测试餐饮店/ }).waitFor()
        await sees(page, '没有设置档案馆的地址')
        assert.equal(await sideways(page), 0)
        assert.deepEqual(await axeViolations(page), [])
        await picture(page, 'archives')
      })
      await page.getByRole('link', { name: /测试餐饮店/ }).click()
      await step(page, 'filing it', async () => {
        await page.getByRole('button', { name: /^归\s?档$/ }).click()
        const dialog = page.getByRole('dialog')
        await dialog.getByLabel('理由').fill('年度归档')
        await dialog.getByRole('button', { name: /提\s?交/ }).click()
        await dialog.waitFor({ state: 'hidden' })
        await page.getByRole('region', { name: '真实性' }).waitFor()
        await sees(page, '已归档，待移交')
        for (const nature of ['完整性', '可用性', '安全性']) await page.getByRole('region', { name: nature }).waitFor()
        assert.equal(await page.getByText('不符合', { exact: true }).count(), 0)
        assert.equal(await sideways(page), 0)
        assert.deepEqual(await axeViolations(page), [])
        await picture(page, 'archive')
      })
    })
})
