import { after, afterEach, before, describe, test } from 'node:test'
import { sees, signInOnPortal, signInOnWorkbench, sound, startBrowser, step, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { beginHoney, hand, submitHoney } from './honey.ts'
import { act } from './people.ts'

// 陈述: the page of a case says what it waits for from the applicant, who says it there; the office reads it and hears them.
describe('the applicant sends the message a case waits for, in the browser', () => {
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

  for (const [i, width] of widths.entries())
    test(`said, read and heard at ${width} px`, async () => {
      const username = ['yang.feng', 'wang.ceshi'][i]!
      const said = `取蜜间在后院，踏勘请走侧门（${width}）`
      const keeper = await signIn(city.url, username)
      const application = await beginHoney(keeper)
      await hand(keeper, application, 'water-report', 'label')
      const caseId = await submitHoney(keeper, application)
      await act(await signIn(city.url, 'nf.slg'), caseId, 'accept')

      const page = await browser.visit(city.url, { width })
      await step(page, 'say', async () => {
        await signInOnPortal(page, username)
        await page.goto(`/cases/${caseId}`)
        const part = page.getByRole('region', { name: '您可以告诉我们' })
        await sees(part, '陈述意见')
        await part.getByRole('button', { name: '提交：陈述意见' }).click()
        await sees(part, '请写您要说的话')
        await sound(page, 'message-awaited')
        await part.getByLabel('您要说的话').fill(said)
        await part.getByRole('button', { name: '提交：陈述意见' }).click()
        await sees(part, '已经收到')
        await sees(page, `说明：${said}`)
        await sound(page, 'message-sent')
      })
      await page.context().close()

      const officer = await browser.visit(city.url, { width })
      await step(officer, 'read', async () => {
        await signInOnWorkbench(officer, 'nf.shg')
        await officer.goto(`/workbench/cases/${caseId}`)
        await sees(officer, said)
        await sees(officer, '听取申请人陈述')
      })
      await officer.context().close()
    })
})
