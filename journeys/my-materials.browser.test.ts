import { after, afterEach, before, describe, test } from 'node:test'
import { heading, sees, signInOnPortal, sound, startBrowser, step, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

// 我的材料 by hand: kept once, used in an application without sending it again, and shown with where it was used.
describe('my materials in the browser', () => {
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
    test(`kept, used again, and bound to the case at ${width} px`, async () => {
      const fileName = `平面图${width}.pdf`
      const page = await browser.visit(city.url, { width })
      await step(page, 'sign in', () => signInOnPortal(page, 'shen.yangli'))
      await step(page, 'keep', async () => {
        await page.goto('/me/materials')
        await heading(page, '我的材料')
        await page.getByLabel('谁的材料').selectOption({ label: '东莞市测试餐饮店（演示）' })
        // The very bytes differ, so that each width keeps a file of its own.
        const buffer = Buffer.from(`${new TextDecoder().decode(layoutPdf)}% ${width}\n`)
        await page.getByLabel(/存一份文件/).setInputFiles({ name: fileName, mimeType: 'application/pdf', buffer })
        await sees(page, fileName)
        await sees(page, '还没有用在办件里')
        await page.getByRole('button', { name: `写有效期 ${fileName}` }).click()
        await page.getByLabel('有效期到').fill('2099-12-31')
        await page.getByRole('button', { name: '保存' }).click()
        await sees(page, /有效期到 2099 年 12 月 31 日/)
        await sound(page, 'materials-kept')
      })

      const agent = await signIn(city.url, 'shen.yangli')
      const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
      const { body: begun } = await agent.post('/applications', {
        itemId,
        onBehalfOf: await partyOf(agent, '测试餐饮店'),
      })
      const siteAddress = `南城街道示例路${width}号`
      await agent.patch(`/applications/${begun.id}`, { answers: { ...foodAnswers, siteAddress }, confirm: ['rules'] })
      await step(page, 'use again', async () => {
        await page.goto(`/apply/${begun.id}/materials`)
        await page.getByText(/用以前交过的/).click()
        await sound(page, 'materials-offered')
        await page.getByRole('button', { name: `用这一份 ${fileName}` }).click()
        await sees(page, '已上传')
      })
      await agent.post(`/applications/${begun.id}/submit`, { consent: true })
      await step(page, 'bound to the case', async () => {
        await page.goto('/me/materials')
        await page.getByLabel('谁的材料').selectOption({ label: '东莞市测试餐饮店（演示）' })
        const row = page.getByRole('listitem').filter({ hasText: fileName }).first()
        await sees(row, '办件里存着，和案卷一起保存，不能删除。')
        await sound(page, 'materials-used')
        await row.getByRole('link', { name: /食品经营许可（新办）/ }).click()
        await heading(page, /食品经营许可（新办）/)
      })
      await page.context().close()
    })
})
