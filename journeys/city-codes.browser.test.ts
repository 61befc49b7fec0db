import { after, afterEach, before, describe, test } from 'node:test'
import { heading, sees, signInOnPortal, sound, startBrowser, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { findItem, talentAnswers } from './people.ts'

// D37 D38: the code on the holder's phone, the card made there, and the phone that scans.
describe('codes of the city in the browser', () => {
  let city: City
  let browser: Watch

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    const holder = await signIn(city.url, 'wang.ceshi')
    const itemId = await findItem(holder, '人才入户')
    const { body } = await holder.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    await holder.post(`/applications/${body.id}/submit`, { consent: true })
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const width of widths)
    test(`a card is made, shown, scanned, and the holder sees by whom, at ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await signInOnPortal(page, 'wang.ceshi')
      await page.goto('/me/cards/new')
      await heading(page, '做一张名片')
      await page.getByRole('button', { name: '做好这张名片' }).click()
      await sees(page, '请给名片起个名字。')
      await page.getByLabel('名片叫什么').fill(`应聘用${width}`)
      await page.getByRole('checkbox', { name: '编号' }).first().check()
      const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
      await page.getByLabel('到哪天为止').fill(day)
      await sound(page, 'new-card')
      await page.getByRole('button', { name: '做好这张名片' }).click()
      await heading(page, '我的城市码')
      await page.getByRole('img', { name: '城市码二维码' }).waitFor()

      const shown = page.waitForResponse(
        (answer) => answer.request().method() === 'POST' && answer.url().endsWith('/me/city-codes'),
      )
      await page.getByLabel('出示谁的').selectOption({ label: `名片：应聘用${width}` })
      const { address } = (await (await shown).json()) as { address: string }
      await page.getByRole('img', { name: '城市码二维码' }).waitFor()
      await sound(page, 'my-code')

      const scanner = await browser.visit(city.url, { width })
      await scanner.goto(address)
      await heading(scanner, '扫码核验')
      await scanner.getByRole('button', { name: '查看' }).click()
      await heading(scanner, '王测试')
      await sees(scanner, '真实有效')
      await sound(scanner, 'scanned')
      await scanner.context().close()
      await sees(page, '已经扫过：扫码的人')
      await sees(page, '看过 1 次')
      await page.context().close()
    })
})
