import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import {
  heading,
  sees,
  signInOnPortal,
  signInOnWorkbench,
  sound,
  startBrowser,
  step,
  type Watch,
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { findItem, talentAnswers } from './people.ts'

/** 好差评 as people meet it: rated, called back, mended, answered, rated again, and read by everybody. */
describe('the pages of ratings', () => {
  let city: City
  let browser: Watch
  let person: Person

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    person = await signIn(city.url, 'wang.ceshi')
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  async function granted(): Promise<string> {
    const itemId = await findItem(person, '人才入户')
    const { body } = await person.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    const submitted = await person.post(`/applications/${body.id}/submit`, { consent: true })
    assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
    return submitted.body.caseId
  }

  test('a bad rating on the portal, followed up on the workbench, settled on the portal', async () => {
    const caseId = await granted()
    const own = await browser.visit(city.url, { width: 390 })
    await signInOnPortal(own, 'wang.ceshi')
    await own.goto(`/rate/${caseId}`)
    await own.getByRole('radio', { name: '不满意', exact: true }).check()
    await own.getByRole('checkbox', { name: '等得太久' }).check()
    await own.getByLabel('发生了什么？').fill('通知来得太晚，联系我 19900000002')
    await own.getByRole('button', { name: '提交评价' }).click()
    await heading(own, '您评过了，谢谢')
    await sees(own, '等部门回访核实')

    const desk = await browser.visit(city.url)
    await signInOnWorkbench(desk, 'rs.jdg')
    await desk.goto('/workbench/ratings?state=open')
    await desk.getByRole('heading', { level: 1 }).waitFor()
    await sound(desk, 'workbench-ratings')
    const act = async (verb: string) => {
      await desk
        .getByRole('button', { name: new RegExp(`^${verb}`) })
        .first()
        .click()
      await desk.getByLabel('说明').fill('已经电话核实，通知确实晚了一天。')
      await desk.getByRole('button', { name: /提\s?交/ }).click()
      await desk.getByRole('dialog').waitFor({ state: 'hidden' })
    }
    await desk
      .getByRole('link', { name: /人才入户|人才引进/ })
      .first()
      .click()
    for (const verb of ['回访', '属实', '答复']) await step(desk, verb, () => act(verb))
    await sees(desk, '已答复，等回评')
    await sound(desk, 'workbench-rating')

    await own.goto(`/rate/${caseId}`)
    await sees(own, '通知确实晚了一天')
    await sound(own, 'portal-rate-again')
    await own.getByRole('radio', { name: '满意', exact: true }).check()
    await own.getByRole('button', { name: '提交评价' }).click()
    await sees(own, '已经结束')
    await own.context().close()
    await desk.context().close()
  })

  for (const width of widths)
    test(`everybody reads what was said, and the overseer the figures, ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await page.goto('/ratings?show=bad')
      await heading(page, '大家的评价')
      await sees(page, '199****0002')
      await sound(page, 'portal-ratings')
      await page.context().close()

      const desk = await browser.visit(city.url, { width })
      await signInOnWorkbench(desk, 'supervisor')
      await desk.goto('/workbench/ratings/statistics')
      await sees(desk, '人力资源和社会保障局')
      await sound(desk, 'workbench-rating-statistics')
      const [file] = await Promise.all([desk.waitForEvent('download'), desk.getByText('下载表格').click()])
      assert.equal(file.suggestedFilename(), 'rating-statistics.csv')
      await desk.context().close()
    })

  test('a service at the counter: the code on the slip rates it', async () => {
    const desk = await browser.visit(city.url)
    await signInOnWorkbench(desk, 'rs.slg')
    await desk.goto('/workbench/ratings')
    await desk.getByRole('button', { name: '登记一次服务' }).click()
    await desk.getByLabel('服务内容').fill('咨询社保转移')
    await desk.getByRole('button', { name: /提\s?交/ }).click()
    const code = (await desk.locator('.rating-code').textContent()) ?? ''
    await desk.context().close()

    const page = await browser.visit(city.url, { width: 390 })
    await page.goto('/rate-service')
    await page.getByLabel('评价码').fill(code)
    await sound(page, 'portal-rate-service')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('radio', { name: '非常满意', exact: true }).check()
    await page.getByRole('button', { name: '提交评价' }).click()
    await heading(page, '您评过了，谢谢')
    await page.context().close()
  })
})
