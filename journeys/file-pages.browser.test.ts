import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { heading, sees, signInOnPortal, signInOnWorkbench, sound, startBrowser, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { eventually, findItem, talentAnswers } from './people.ts'

/** A case file taken away from its page, on both sides of the counter, and the exchange as its supervisor sees it. */
describe('the pages of case files and of the exchange', () => {
  let city: City
  let browser: Watch
  let caseId: string

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    const person = await signIn(city.url, 'wang.ceshi')
    const itemId = await findItem(person, '人才入户')
    const { body } = await person.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    caseId = (await person.post(`/applications/${body.id}/submit`, { consent: true })).body.caseId
    // What goes up is made from the history behind the case, a moment later; the page shows what is there when it is opened.
    const supervisor = await signIn(city.url, 'supervisor')
    await eventually(async () => (await supervisor.get('/exchange/rows?limit=1')).body.items[0])
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const width of widths) {
    test(`the applicant takes the whole file away, ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await signInOnPortal(page, 'wang.ceshi')
      await page.goto(`/cases/${caseId}`)
      await page.getByRole('button', { name: /导出案卷|重新导出/ }).click()
      const link = page.getByRole('link', { name: /下载案卷/ })
      await link.waitFor()
      await sound(page, 'portal-case-file')
      const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
      assert.match(file.suggestedFilename(), /^案卷-.*\.zip$/)
      await page.context().close()
    })

    test(`the supervisor sees what goes up, ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await signInOnWorkbench(page, 'supervisor')
      await page.goto('/workbench/exchange')
      await heading(page, '数据交换')
      await sees(page, /王\*试/)
      await sound(page, 'workbench-exchange')
      await page.goto('/workbench/exchange/state')
      await sees(page, '没有设置省平台的地址')
      await sound(page, 'workbench-exchange-state')
      await page.goto('/workbench/exchange?table=accept')
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByText('下载这张表').click()])
      assert.equal(file.suggestedFilename(), 'accept.csv')
      await page.context().close()
    })
  }

  test('the official says why, and downloads when it is made', async () => {
    const page = await browser.visit(city.url)
    await signInOnWorkbench(page, 'rs.jdg')
    await page.goto(`/workbench/cases/${caseId}`)
    await page.getByRole('button', { name: '导出案卷' }).click()
    await page.getByLabel('目的').fill('行政复议机关调阅')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^导\s?出$/ })
      .click()
    const link = page.getByRole('link', { name: /下载 ZIP/ })
    await link.waitFor()
    await link.scrollIntoViewIfNeeded()
    await sound(page, 'workbench-case-file')
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
    assert.match(file.suggestedFilename(), /\.zip$/)
    await page.context().close()
  })
})
