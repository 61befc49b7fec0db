import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import {
  heading,
  picture,
  sees,
  signInOnPortal,
  signInOnWorkbench,
  startBrowser,
  step,
  type Watch,
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { findItem, talentAnswers } from './people.ts'

const broken = {
  status: 500,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: '', status: 500, code: 'defect', instance: 'number-to-quote' }),
}

// Empty, loading, broken, offline, not for me: each says what is so, and leaves a way on.
describe('a page that has nothing to show says why and what to do', () => {
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

  for (const width of widths) {
    test(`empty lists teach and lead on, ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await signInOnPortal(page, 'zhao.ceshi')
      await page.goto('/cases')
      await sees(page, '还没有办过事')
      await picture(page, 'empty-cases')
      await page.getByRole('link', { name: '找要办的事' }).click()
      await heading(page, '全部事项')
      await page.goto('/wallet')
      await sees(page, '还没有证照')
      await page.goto('/items?q=没有这样的事情')
      await sees(page, '没有找到')
      await page.getByRole('link', { name: '去掉全部条件' }).click()
      await heading(page, '全部事项')
      await page.context().close()

      const office = await browser.visit(city.url, { width })
      await signInOnWorkbench(office, 'slg')
      await sees(office, '没有待办')
      await picture(office, 'empty-tasks')
      await office.context().close()
    })

    test(`what is on its way has its shape, and then its content, ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      let send: (() => void) | undefined
      const held = new Promise<void>((release) => {
        send = release
      })
      await page.route('**/api/v1/items?*', async (route) => {
        await held
        await route.continue()
      })
      await page.goto('/items?q=食品经营许可')
      await page.getByRole('main').getByRole('status', { name: '正在打开' }).waitFor()
      send?.()
      await page
        .getByRole('link', { name: /食品经营许可/ })
        .first()
        .waitFor()
      await page.getByRole('status', { name: '正在打开' }).waitFor({ state: 'hidden' })
      await page.context().close()
    })

    test(`a defect is owned, quoted, and tried again, ${width} px`, async () => {
      const page = await browser.visit(city.url, { width, expects: ['500 GET /items'] })
      await page.route('**/api/v1/items?*', (route) => route.fulfill(broken))
      await page.goto('/items?q=食品经营许可')
      await sees(page, '我们这边出了差错')
      await sees(page, /number-to-quote/)
      await picture(page, 'broken-items')
      await page.unroute('**/api/v1/items?*')
      await page.getByRole('button', { name: '再试一次' }).click()
      await page
        .getByRole('link', { name: /食品经营许可/ })
        .first()
        .waitFor()
      await page.context().close()

      const office = await browser.visit(city.url, { width, expects: ['500 GET /tasks'] })
      await office.route('**/api/v1/tasks?*', (route) => route.fulfill(broken))
      await signInOnWorkbench(office, 'slg')
      await sees(office, '系统出了差错')
      await office.unroute('**/api/v1/tasks?*')
      await office.getByRole('button', { name: '再试一次' }).click()
      await sees(office, '没有待办')
      await office.context().close()
    })

    test(`without a connection pages say so, keep what is there, and go on afterwards, ${width} px`, async () => {
      const expects = ['failed GET net::ERR_INTERNET_DISCONNECTED']
      const page = await browser.visit(city.url, { width, expects })
      await page.goto('/items?q=食品经营许可')
      const first = page
        .getByRole('listitem')
        .getByRole('link', { name: /食品经营许可（新办）/ })
        .first()
      await first.waitFor()
      // The pages of guides are code of their own: read one before the line goes.
      await first.click()
      await heading(page, '食品经营许可（新办）')
      await page.goBack()
      await first.waitFor()
      await page.context().setOffline(true)
      await sees(page, '网络断开了。您保存过的内容都在，连上以后可以接着办。')
      await page
        .getByRole('listitem')
        .getByRole('link', { name: /食品经营许可（延续）/ })
        .first()
        .click()
      await sees(page, '连不上网络')
      await picture(page, 'offline-guide')
      await page.context().setOffline(false)
      await step(page, 'back online', () => heading(page, /食品经营许可（延续）/))
      await page.context().close()

      const office = await browser.visit(city.url, { width, expects })
      await signInOnWorkbench(office, 'slg')
      await sees(office, '没有待办')
      await office.context().setOffline(true)
      await sees(office, '网络断了。已经看到的内容还在，恢复后会自动更新。')
      await sees(office, '没有待办')
      await office.context().setOffline(false)
      await office.context().close()
    })

    test(`who may not see something is told whose it is and where to go, ${width} px`, async () => {
      const owner = await signIn(city.url, 'wang.ceshi')
      const itemId = await findItem(owner, '人才入户')
      const started = await owner.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
      const { body } = await owner.post(`/applications/${started.body.id}/submit`, { consent: true })

      const visitor = await browser.visit(city.url, { width })
      await visitor.goto(`/cases/${body.caseId}`)
      await heading(visitor, '登录')
      await sees(visitor, '登录以后，接着刚才的事。')
      await visitor.context().close()

      const other = await browser.visit(city.url, { width, expects: ['404 GET /cases/'] })
      await signInOnPortal(other, 'zhao.ceshi')
      await other.goto(`/cases/${body.caseId}`)
      await heading(other, '没有找到')
      assert.doesNotMatch(await other.getByRole('main').innerText(), /王测试/)
      await other.goto('/workbench/')
      await sees(other, '这里是工作人员的工作台')
      await other.getByRole('link', { name: '去门户' }).click()
      await heading(other, '您今天要办什么事？')
      await other.context().close()

      const officer = await browser.visit(city.url, { width, expects: ['403 GET /audit'] })
      await signInOnWorkbench(officer, 'slg')
      await officer.goto('/workbench/audit')
      await sees(officer, '这里不归您的岗位看')
      await picture(officer, 'forbidden-audit')
      await officer.getByRole('link', { name: '回到首页' }).click()
      await heading(officer, '待办')
      await officer.goto('/workbench/nowhere')
      await sees(officer, '没有这个页面')
      await officer.context().close()
    })
  }
})
