import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  axeViolations,
  picture,
  sees,
  sideways,
  signInOnPortal,
  signInOnWorkbench,
  startBrowser,
  step,
  type Watch,
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { act, findItem, foodAnswers, layoutPdf, partyOf, siteCheck } from './people.ts'

// 第42、45条 as people meet them: an officer stops the clock in a dialog, and the applicant reads why and until when.
describe('a clock is stopped and told about in the browser', () => {
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

  /** Each in a shop of its own: premises that were granted a minute ago are not granted again (第57条). */
  let shops = 0
  async function accepted(): Promise<string> {
    const agent = await signIn(city.url, 'shen.yangli')
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf: await partyOf(agent, '测试餐饮店') })
    await agent.patch(`/applications/${body.id}`, {
      answers: { ...foodAnswers, siteAddress: `南城街道示例路26号${++shops}铺` },
      confirm: ['rules'],
    })
    await agent.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    const { body: submitted } = await agent.post(`/applications/${body.id}/submit`, { consent: true })
    assert.equal((await act(await signIn(city.url, 'slg'), submitted.caseId, 'accept')).status, 200)
    return submitted.caseId
  }

  for (const width of widths)
    test(`at ${width} px`, async () => {
      const caseId = await accepted()
      const officer = await browser.visit(city.url, { width })
      await step(officer, 'sign in', () => signInOnWorkbench(officer, 'shg'))
      await step(officer, 'stop the clock', () => stopTheClock(officer, caseId))
      await officer.context().close()

      const owner = await browser.visit(city.url, { width })
      await step(owner, 'sign in', () => signInOnPortal(owner, 'shen.yangli'))
      await step(owner, 'read why', () => readWhy(owner, caseId))
      await owner.context().close()
    })

  for (const width of widths)
    test(`a grant is signed for, and the licence annulled, at ${width} px`, async () => {
      const caseId = await accepted()
      await act(await signIn(city.url, 'shg'), caseId, 'propose', { reason: '请现场核查' })
      await act(await signIn(city.url, 'hcg1'), caseId, 'inspect', { data: siteCheck })
      const next = await (await signIn(city.url, 'shg')).get(`/cases/${caseId}`)
      if (next.body.may.some((may: { verb: string }) => may.verb === 'propose'))
        await act(await signIn(city.url, 'shg'), caseId, 'propose', { reason: '核查符合' })
      await act(await signIn(city.url, 'jdg'), caseId, 'approve', { reason: '符合规定条件' })

      const owner = await browser.visit(city.url, { width })
      await step(owner, 'sign in', () => signInOnPortal(owner, 'shen.yangli'))
      await step(owner, 'sign for it', () => signFor(owner, caseId))
      await owner.context().close()

      const head = await browser.visit(city.url, { width, expects: ['422 POST /credentials/'] })
      await step(head, 'sign in', () => signInOnWorkbench(head, 'jdg'))
      await step(head, 'annul', () => annul(head, caseId))
      await head.context().close()
    })

  for (const [place, width] of widths.entries())
    test(`a service hall opens on Saturday morning, arranged at ${width} px`, async () => {
      const admin = await browser.visit(city.url, { width })
      await step(admin, 'sign in', () => signInOnWorkbench(admin, 'admin'))
      await step(admin, 'arrange', () => arrangeHours(admin, place))
      await admin.context().close()
    })

  for (const [place, width] of widths.entries())
    test(`next year's holidays are put in at ${width} px`, async () => {
      const admin = await browser.visit(city.url, { width })
      await step(admin, 'sign in', () => signInOnWorkbench(admin, 'admin'))
      await step(admin, 'replace', () => putIn(admin, String(2041 + place)))
      await admin.context().close()
    })
})

async function stopTheClock(page: Page, caseId: string): Promise<void> {
  await page.goto(`/workbench/cases/${caseId}`)
  await page.getByRole('button', { name: '开始特别程序' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '开始特别程序' }).click()
  await sees(dialog, '请填写这一项')
  await dialog.getByLabel('哪一种程序').click()
  await picture(page, 'special-choices')
  await page.getByTitle('专家评审').click()
  await page.locator('.ant-select-dropdown').waitFor({ state: 'hidden' })
  await dialog.getByLabel('哪一条规定要求这样做').fill('某条例第八条（演示）')
  await dialog.getByLabel('需要多少个工作日').fill('5')
  await dialog.getByLabel('说明理由').fill('布局涉及消防，需要专家评审')
  await picture(page, 'special-dialog')
  assert.deepEqual(await axeViolations(page), [])
  await dialog.getByRole('button', { name: '开始特别程序' }).click()
  await sees(page, '进行中')
  await sees(page, /停止计时/)
  assert.equal(await sideways(page), 0)
  await picture(page, 'special-started')
}

async function readWhy(page: Page, caseId: string): Promise<void> {
  await page.goto(`/cases/${caseId}`)
  const clocks = page.getByRole('region', { name: '时限' })
  await sees(clocks, '我们的承诺')
  await sees(clocks, '法律规定')
  await sees(clocks, /停着，还剩 \d+ 个工作日/)
  await sees(clocks, /不算在时限里/)
  await sees(page, /正在进行专家评审/)
  await page.getByRole('link', { name: /特别程序告知书 特告/ }).waitFor()
  await picture(page, 'clock-stopped')
  assert.deepEqual(await axeViolations(page), [])
  assert.equal(await sideways(page), 0)
}

async function signFor(page: Page, caseId: string): Promise<void> {
  await page.goto(`/cases/${caseId}`)
  await sees(page.getByRole('region', { name: '时限' }), '送达')
  await picture(page, 'to-sign-for')
  await page.getByRole('button', { name: '确认收到' }).click()
  await sees(page, /送达，沈样例收/)
  await page.getByRole('link', { name: /送达回证 送回/ }).waitFor()
}

async function annul(page: Page, caseId: string): Promise<void> {
  await page.goto(`/workbench/cases/${caseId}`)
  await page.getByRole('button', { name: /查看食品经营许可证/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^撤\s?销$/ }).click()
  await dialog.getByRole('button', { name: /^撤\s?销$/ }).click()
  await sees(dialog, '请填写这一项')
  await dialog.getByLabel('属于哪一种情形').click()
  await page.getByTitle('违反法定程序作出准予决定').click()
  await page.locator('.ant-select-dropdown').waitFor({ state: 'hidden' })
  await dialog.getByLabel('依据哪一条').fill('《行政许可法》第六十九条第一款第三项')
  await dialog.getByLabel('事实和理由').fill('核查人员没有执法资格（演示）')
  await picture(page, 'annul')
  assert.deepEqual(await axeViolations(page), [])
  await dialog.getByRole('button', { name: /^撤\s?销$/ }).click()
  await sees(dialog, '已撤销')
  await dialog.getByRole('link', { name: /撤销行政许可决定书 撤销/ }).waitFor()
  await picture(page, 'annulled')
  assert.equal(await sideways(page), 0)
}

async function putIn(page: Page, year: string): Promise<void> {
  await page.goto('/workbench/calendar')
  await page.getByRole('button', { name: '放入放假安排' }).click()
  const dialog = page.getByRole('dialog')
  const file = (text: string) => ({ name: 'notice.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  await dialog.getByLabel('放假安排（JSON 文件）').setInputFiles(file('{"weather":"fine"}'))
  await sees(dialog, '这个文件不是放假安排')
  const days = [{ date: `${year}-01-01`, isOffDay: true }]
  await dialog.getByLabel('放假安排（JSON 文件）').setInputFiles(file(JSON.stringify({ year: Number(year), days })))
  await sees(dialog, `读到 ${year} 年`)
  await dialog.getByLabel('为什么更换').fill('国务院办公厅通知（演示）')
  assert.deepEqual(await axeViolations(page), [])
  await dialog.getByRole('button', { name: /^启\s?用$/ }).click()
  await page
    .getByRole('button', { name: /看了 \d+ 件，\d+ 件的期限有变化/ })
    .first()
    .click()
  await sees(page.getByRole('dialog'), '没有办件的期限变动')
  await page.keyboard.press('Escape')
  await picture(page, 'calendar')
  assert.deepEqual(await axeViolations(page), [])
  assert.equal(await sideways(page), 0)
}

async function arrangeHours(page: Page, place: number): Promise<void> {
  await page.goto('/workbench/calendar')
  await page.getByRole('button', { name: '安排办公时间' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('部门').click()
  await page.keyboard.type(place === 0 ? '市场监督管理局' : '人力资源')
  await page.keyboard.press('Enter')
  await page.locator('.ant-select-dropdown').waitFor({ state: 'hidden' })
  await dialog.getByLabel('周六', { exact: true }).click()
  await page.locator('.ant-select-dropdown').getByTitle('开门', { exact: true }).click()
  await page.locator('.ant-select-dropdown').last().waitFor({ state: 'hidden' })
  await dialog.getByLabel('周六关门时间').fill('11:30')
  await dialog.getByRole('button', { name: /^启\s?用$/ }).click()
  await sees(dialog, '请填写这一项')
  await dialog.getByLabel('为什么').fill('周六上午办事的人多（演示）')
  await picture(page, 'office-dialog')
  assert.deepEqual(await axeViolations(page), [])
  await dialog.getByRole('button', { name: /^启\s?用$/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await sees(page, /起 周六 09:00–11:30/)
  assert.deepEqual(await axeViolations(page), [])
  assert.equal(await sideways(page), 0)
  await picture(page, 'office-days')
  await page
    .getByRole('button', { name: /^撤销安排/ })
    .first()
    .click()
  await page.getByRole('dialog').getByLabel('为什么').fill('周六不再开门（演示）')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^撤销安排/ })
    .click()
  await sees(page, /所有部门都随全市的工作日历/)
}
