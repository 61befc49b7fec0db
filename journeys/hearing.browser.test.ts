import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import holidays from '../platform/kernel/working-days/holidays.json' with { type: 'json' }
import { cityDate, createCalendar } from '../platform/kernel/working-days.ts'
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
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { signIn } from './client.ts'
import { act, findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

const calendar = createCalendar(holidays)

// 听证 as people meet it: an officer tells of the right, the applicant asks, the officer calls and records, the applicant confirms.
describe('a hearing in the browser', () => {
  let city: CityInTime
  let browser: Watch
  before(async () => {
    city = await startCityInTime()
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  async function accepted(): Promise<string> {
    const agent = await signIn(city.url, 'shen.yangli')
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const { body } = await agent.post('/applications', { itemId, onBehalfOf: await partyOf(agent, '测试餐饮店') })
    await agent.patch(`/applications/${body.id}`, { answers: foodAnswers, confirm: ['rules'] })
    await agent.upload('PUT', `/applications/${body.id}/materials/layout`, '平面图.pdf', layoutPdf)
    const { body: submitted } = await agent.post(`/applications/${body.id}/submit`, { consent: true })
    assert.equal((await act(await signIn(city.url, 'slg'), submitted.caseId, 'accept')).status, 200)
    return submitted.caseId
  }

  /** A fresh window of the officer or of the applicant: sessions do not outlive the days between the steps. */
  async function asOfficer(width: number, expects: string[], what: string, does: (page: Page) => Promise<void>) {
    const page = await browser.visit(city.url, { width, expects })
    await step(page, 'sign in', () => signInOnWorkbench(page, 'shg'))
    await step(page, what, () => does(page))
    await page.context().close()
  }
  async function asOwner(width: number, what: string, does: (page: Page) => Promise<void>) {
    const page = await browser.visit(city.url, { width })
    await step(page, 'sign in', () => signInOnPortal(page, 'shen.yangli'))
    await step(page, what, () => does(page))
    await page.context().close()
  }

  for (const width of widths)
    test(`at ${width} px`, async () => {
      const caseId = await accepted()
      const day = (days: number) => calendar.addWorkingDays(cityDate(city.now()), days).date
      await asOfficer(width, [], 'tell', (page) => tellRight(page, caseId))
      await asOwner(width, 'ask', (page) => ask(page, caseId))
      await asOfficer(width, ['422 POST /cases/'], 'call', (page) => call(page, caseId, day(3), day(8)))
      await asOwner(width, 'read when and where', (page) => readNotice(page, caseId))
      await city.goTo(new Date(`${day(8)}T15:00:00+08:00`))
      await asOfficer(width, [], 'record', (page) => record(page, caseId))
      await asOwner(width, 'confirm', (page) => confirm(page, caseId))
    })
})

async function tellRight(page: Page, caseId: string): Promise<void> {
  await page.goto(`/workbench/cases/${caseId}`)
  await page.getByRole('button', { name: '告知听证权利' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('说明理由').fill('涉及相邻住户的重大利益')
  await dialog.getByRole('button', { name: '告知听证权利' }).click()
  await sees(page, /前可以要求听证/)
}

async function ask(page: Page, caseId: string): Promise<void> {
  await page.goto(`/cases/${caseId}`)
  await sees(page, /可以在.*要求听证，不收费/)
  await page.getByRole('link', { name: /听证权利告知书 听权/ }).waitFor()
  await page.getByRole('button', { name: '要求听证' }).click()
  await sees(page, '请写明理由。')
  await page.getByLabel('要求听证的理由').fill('要求当面说明')
  await picture(page, 'hearing-ask')
  assert.deepEqual(await axeViolations(page), [])
  assert.equal(await sideways(page), 0)
  await page.getByRole('button', { name: '要求听证' }).click()
  await sees(page, /将举行听证/)
  await sees(page.getByRole('region', { name: '时限' }), /停着，还剩/)
}

async function call(page: Page, caseId: string, soon: string, day: string): Promise<void> {
  await page.goto(`/workbench/cases/${caseId}`)
  await page.getByRole('button', { name: '通知听证' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('时间').fill(`${soon}T14:30`)
  await dialog.getByLabel('地点').fill('东莞市民服务中心三楼')
  await dialog.getByLabel('主持人').fill('陆白露演示')
  await dialog.getByRole('button', { name: '通知听证' }).click()
  await sees(dialog, /七个工作日前通知/)
  await picture(page, 'hearing-too-soon')
  assert.deepEqual(await axeViolations(page), [])
  await dialog.getByLabel('时间').fill(`${day}T14:30`)
  await dialog.getByRole('button', { name: '通知听证' }).click()
  await sees(page, '已通知')
}

async function readNotice(page: Page, caseId: string): Promise<void> {
  await page.goto(`/cases/${caseId}`)
  await sees(page, /听证：.*东莞市民服务中心三楼，陆白露演示主持/)
  await page.getByRole('link', { name: /听证通知书 听通/ }).waitFor()
}

async function record(page: Page, caseId: string): Promise<void> {
  await page.goto(`/workbench/cases/${caseId}`)
  await page.getByRole('button', { name: '记录听证' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('听证笔录').fill('主持人宣布听证开始。\n申请人陈述、申辩。')
  await dialog.getByRole('button', { name: '记录听证' }).click()
  await sees(page, /笔录还没有签字/)
  await page.getByRole('button', { name: '登记笔录签字' }).waitFor()
}

async function confirm(page: Page, caseId: string): Promise<void> {
  await page.goto(`/cases/${caseId}`)
  await page.getByRole('link', { name: /听证笔录 听录/ }).waitFor()
  await sees(page, /请打开听证笔录核对/)
  await picture(page, 'hearing-confirm')
  assert.deepEqual(await axeViolations(page), [])
  assert.equal(await sideways(page), 0)
  await page.getByRole('button', { name: '笔录核对无误' }).click()
  await sees(page, /笔录已经核对签字。决定根据笔录作出/)
}
