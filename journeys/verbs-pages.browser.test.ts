import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { picture, sees, signInOnWorkbench, startBrowser, step, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { act, findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

// Issue 3: what officials do beside the decision, each from the page of the case: take a task, say a word, ask others to
// sign, halt the case and take it up again, send it back to any earlier step.
describe('verbs beside the decision, in the workbench', () => {
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
      const caseId = await accepted(city.url)
      const reviewer = await browser.visit(city.url, { width })
      await step(reviewer, 'sign in', () => signInOnWorkbench(reviewer, 'shg'))
      await step(reviewer, 'take and put back', () => takeAndUndo(reviewer, caseId))
      await step(reviewer, 'comment', () => comment(reviewer))
      await step(reviewer, 'ask to countersign', () => askToSign(reviewer))
      const decider = await browser.visit(city.url, { width })
      await step(decider, 'sign in', () => signInOnWorkbench(decider, 'jdg'))
      await step(decider, 'concur', () => concur(decider, caseId))
      await step(decider, 'suspend and resume', () => suspend(decider))
      await step(reviewer, 'send back', () => sendBack(reviewer, caseId))
      await step(decider, 'delegate and end', () => delegate(decider))
      for (const page of [reviewer, decider]) await page.context().close()
    })
})

/** A case of a firm that intake has accepted, waiting for the reviewer of the city's market regulation. */
async function accepted(url: string): Promise<string> {
  const [owner, intake] = [await signIn(url, 'shen.yangli'), await signIn(url, 'slg')]
  const itemId = await findItem(owner, '食品经营许可', '食品经营许可（新办）')
  const onBehalfOf = await partyOf(owner, '测试餐饮店')
  const { body: begun } = await owner.post('/applications', { itemId, onBehalfOf })
  await owner.patch(`/applications/${begun.id}`, { answers: foodAnswers, confirm: ['rules'] })
  await owner.upload('PUT', `/applications/${begun.id}/materials/layout`, '平面图.pdf', layoutPdf)
  const { status, body } = await owner.post(`/applications/${begun.id}/submit`, { consent: true })
  assert.equal(status, 201, JSON.stringify(body))
  await act(intake, body.caseId, 'accept')
  return body.caseId
}

async function more(page: Page, name: string | RegExp): Promise<void> {
  // While an act is under way the button does not open.
  await page.locator('button:not(.ant-btn-loading)', { hasText: '更多处理' }).click()
  await page.getByRole('menuitem', { name }).click()
}

async function takeAndUndo(page: Page, caseId: string): Promise<void> {
  await page.goto(`/workbench/cases/${caseId}`)
  await more(page, '领办')
  await sees(page, /演示领办$|领办$/)
  await page.getByRole('button', { name: /^撤\s*销$/ }).click()
  await sees(page, '已撤销')
  await more(page, '领办')
  await sees(page, /领办$/)
}

async function comment(page: Page): Promise<void> {
  await more(page, '批注')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^批\s*注$/ }).click()
  await sees(page, '请填写这一项')
  await dialog.getByLabel('批注内容').fill('平面图与现场不一致，核查时请留意。')
  await picture(page, 'workbench-comment')
  await dialog.getByRole('button', { name: /^批\s*注$/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await sees(page, '平面图与现场不一致，核查时请留意。')
}

async function askToSign(page: Page): Promise<void> {
  await more(page, '加签')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('请谁会签').fill('决定岗')
  await page
    .getByText(/决定岗 · 东莞市市场监督管理局$/)
    .first()
    .click()
  await dialog.getByLabel('理由').fill('涉及连锁门店，请共同把关。')
  await picture(page, 'workbench-countersign')
  await dialog.getByRole('button', { name: /^加\s*签$/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await sees(page, '会签意见')
}

async function concur(page: Page, caseId: string): Promise<void> {
  await page.goto(`/workbench/cases/${caseId}`)
  await page.getByRole('radio', { name: '不同意' }).waitFor()
  await page.getByRole('radio', { name: '同意', exact: true }).check()
  await page.getByRole('button', { name: /^同\s*意/ }).click()
  await sees(page, /同意$/)
}

async function suspend(page: Page): Promise<void> {
  await more(page, '中止')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('法律依据').fill('《行政许可法》第四十五条')
  await dialog.getByLabel('理由').fill('等待法院对房屋权属的判决。')
  await dialog.getByRole('button', { name: /^中\s*止$/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await sees(page, /起中止办理/)
  await picture(page, 'workbench-suspended')
  await more(page, '恢复')
  await page.getByRole('dialog').getByLabel('理由').fill('判决已经生效。')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^恢\s*复$/ })
    .click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

async function sendBack(page: Page, caseId: string): Promise<void> {
  await page.goto(`/workbench/cases/${caseId}`)
  await more(page, '退回')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('理由').fill('材料收件时漏看一页，请补看。')
  await dialog.getByRole('button', { name: /^退\s*回/ }).click()
  await sees(page, '请选择退回到哪一步')
  await dialog.getByRole('combobox', { name: '退回到' }).press('ArrowDown')
  await page.getByTitle('收件审查').click()
  await picture(page, 'workbench-send-back')
  await dialog.getByRole('button', { name: /^退\s*回/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await sees(page, '材料收件时漏看一页，请补看。')
}

async function delegate(page: Page): Promise<void> {
  await page.goto('/workbench/sharing')
  await sees(page, '没有在用的委托')
  await picture(page, 'workbench-sharing-empty')
  await page.getByRole('button', { name: '委托岗位' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('受托人').fill('审查岗')
  await page
    .getByTitle(/审查岗 · 东莞市市场监督管理局$/)
    .first()
    .click()
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  await dialog.getByRole('textbox', { name: '到' }).fill(soon)
  await dialog.getByLabel('事由').fill('外出学习三天')
  await picture(page, 'workbench-delegate')
  await dialog.getByRole('button', { name: '委托岗位' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await sees(page, '外出学习三天')
  await picture(page, 'workbench-sharing')
  await page.getByRole('button', { name: /^收\s*回$/ }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^收\s*回$/ })
    .click()
  await sees(page, '没有在用的委托')
}
