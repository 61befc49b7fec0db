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
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { signIn } from './client.ts'
import { findItem, talentAnswers } from './people.ts'

// D28, D52: somebody finds where to go, takes a number and is called to a window. A Monday, ten o'clock.
describe('the way to a window', () => {
  let city: CityInTime
  let browser: Watch

  before(async () => {
    city = await startCityInTime(new Date('2026-11-23T02:00:00Z'))
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser?.stop()
    await city?.stop()
  })

  const people = { 390: 'wang.ceshi', 1280: 'chen.yanshi' } as const
  const clerks = { 390: 'slg', 1280: 'zs.slg' } as const

  for (const width of widths)
    test(`a number is taken in the portal and served in the workbench, at ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      const desk = await browser.visit(city.url, { width })
      await step(page, 'find a point', async () => {
        const item = await findItem(await signIn(city.url, 'wang.ceshi'), '人才入户')
        await page.goto('/halls')
        await heading(page, '去哪儿办')
        await sees(page, '演示岗贝自助服务机')
        await sound(page, 'halls')
        await page.goto(`/halls?itemId=${item}`)
        await heading(page, /^能办“.*人才入户/)
        assert.equal(await page.getByRole('heading', { level: 2 }).filter({ hasText: '演示' }).count(), 2)
      })
      await step(page, 'take a number', async () => {
        await signInOnPortal(page, people[width])
        await page.goto('/halls/city-hall')
        await page.getByLabel('办什么事').selectOption({ index: 1 })
        await page.getByRole('button', { name: '取号', exact: true }).click()
        await sees(page, '下一个就是您')
        await page.getByLabel('时段', { exact: true }).selectOption({ index: 1 })
        await page.getByRole('button', { name: '预约这个时段' }).click()
        await page.getByRole('list', { name: '我的预约' }).getByText('已约').waitFor()
        await sound(page, 'hall')
      })
      await step(desk, 'call it', async () => {
        await signInOnWorkbench(desk, clerks[width])
        await desk.goto('/workbench/window')
        await heading(desk, '窗口叫号')
        await desk.getByRole('button', { name: '开窗' }).waitFor()
        await sound(desk, 'window-closed')
        await desk.getByLabel('服务点').click()
        await desk.getByTitle('演示城市民服务中心', { exact: true }).click()
        await desk.getByLabel('窗口号').click()
        await desk.getByTitle(`${width === 390 ? '01' : '02'} 综合受理`, { exact: true }).click()
        await desk.getByRole('button', { name: '开窗' }).click()
        await desk.getByRole('button', { name: '叫下一位' }).click()
        await sees(desk, /^A00\d$/)
        await sound(desk, 'window')
      })
      await step(page, 'the screen and the person see it', async () => {
        await page.goto('/halls/city-hall/screen')
        await sees(page, `${width === 390 ? '01' : '02'} 号窗口`)
        await sound(page, 'hall-screen')
        await page.goto('/me/tickets')
        await sees(page, /^请到 0\d 号窗口$/)
        await sound(page, 'my-tickets')
      })
      await step(desk, 'finish', async () => {
        await desk.getByRole('button', { name: '办结' }).click()
        await sees(desk, '今天办结 1 个')
        await desk.getByRole('button', { name: '收窗' }).click()
        await desk.getByRole('button', { name: '开窗' }).waitFor()
      })
      await page.context().close()
      await desk.context().close()
    })

  const takers = { 390: { clerk: 'slg', window: '03' }, 1280: { clerk: 'zs.slg', window: '05' } } as const
  for (const width of widths)
    test(`a result is received, shown to its person, signed for on the screen, and on the day’s sheet, at ${width} px`, async () => {
      const person = await signIn(city.url, 'wang.ceshi')
      const itemId = await findItem(person, '人才入户')
      const started = await person.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
      const { caseNo } = (await person.post(`/applications/${started.body.id}/submit`, { consent: true })).body
      const { clerk, window } = takers[width]
      await (await signIn(city.url, clerk)).post('/window-duty', { point: 'city-hall', window })
      const desk = await browser.visit(city.url, { width })
      await signInOnWorkbench(desk, clerk)
      await step(desk, 'receive', async () => {
        await desk.goto('/workbench/handovers')
        await heading(desk, '出件')
        await desk.getByRole('button', { name: '收件' }).click()
        await desk.getByLabel('办件编号', { exact: true }).fill(caseNo)
        await desk.getByLabel('第 1 件的名称').fill('人才入户核准书')
        await desk.getByLabel('架号', { exact: true }).fill('A-3')
        await sound(desk, 'handover-receive')
        await desk.getByRole('button', { name: '收下' }).click()
        await desk.getByRole('link', { name: caseNo }).waitFor()
        await sound(desk, 'handovers')
      })
      await step(desk, 'the person sees where it is', async () => {
        const page = await browser.visit(city.url, { width })
        await signInOnPortal(page, 'wang.ceshi')
        await page.goto('/me/tickets')
        await page.getByRole('list', { name: '等我取的结果' }).getByText('人才入户核准书').waitFor()
        await sound(page, 'my-results')
        await page.context().close()
      })
      await step(desk, 'hand over', async () => {
        await desk.getByRole('link', { name: caseNo }).click()
        await heading(desk, `出件 ${caseNo}`)
        await desk.getByLabel('证上的姓名').fill('王测试')
        await desk.getByLabel('公民身份号码').fill('99990019950808002X')
        await desk.getByRole('checkbox', { name: '人才入户核准书' }).check()
        const pad = desk.getByRole('img', { name: '请领取人在这里签名' })
        await pad.scrollIntoViewIfNeeded()
        const box = (await pad.boundingBox())!
        await desk.mouse.move(box.x + 20, box.y + 20)
        await desk.mouse.down()
        await desk.mouse.move(box.x + box.width / 2, box.y + box.height - 20, { steps: 8 })
        await desk.mouse.move(box.x + box.width - 20, box.y + 20, { steps: 8 })
        await desk.mouse.up()
        await sound(desk, 'handover')
        await desk.getByRole('button', { name: '交出' }).click()
        await desk.getByRole('img', { name: '签名', exact: true }).waitFor()
        await sound(desk, 'handover-done')
      })
      await step(desk, 'sheet', async () => {
        await desk.goto(`/workbench/handover-sheet?point=city-hall&window=${window}&day=2026-11-23`)
        await heading(desk, '窗口交接单')
        await desk.getByRole('region', { name: '当天交出' }).last().getByText(caseNo).waitFor()
        await desk.getByRole('button', { name: '交班签名' }).click()
        await sees(desk, '内容摘要')
        await sound(desk, 'handover-sheet')
      })
      await desk.context().close()
    })

  for (const width of widths)
    test(`the manager sees load, comparison and reach, at ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await signInOnWorkbench(page, 'supervisor')
      await step(page, 'load', async () => {
        await page.goto('/workbench/hall-load')
        await heading(page, '大厅负荷')
        await sees(page, '综合受理')
        await sound(page, 'hall-load')
      })
      await step(page, 'comparison and reach', async () => {
        await page.goto('/workbench/halls')
        await heading(page, '服务点对照和覆盖')
        await sees(page, '演示元美社区党群服务中心')
        await sees(page, '石鼓社区')
        await sound(page, 'hall-comparison')
      })
      await page.context().close()
    })
})
