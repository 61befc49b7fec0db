import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { axeViolations, picture, sees, sideways, signInOnPortal, startBrowser, type Watch, widths } from './browser.ts'
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { applyAs, liveThrough, openCast, readExample } from './examples.ts'

// The guide says when to renew; the wallet offers it when its time has come, and the application brings the old licence with it.
describe('a licence is renewed, in the browser', () => {
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

  test('from the guide to the wallet to the form', async () => {
    const told = await readExample('drainage-licence', '1-restaurant')
    const cast = await openCast(city.url)
    const { person, opened } = await applyAs(cast, told)
    await liveThrough(cast, told, person, opened.caseId)
    const [offer] = (await person.get('/renewals')).body.items
    await city.goTo(new Date(Date.parse(`${offer.lastDay}T12:00:00+08:00`) - 60 * 86_400_000))
    for (const width of widths) {
      const page = await browser.visit(city.url, { width })
      await page.goto(`/items/${offer.itemId}`)
      await sees(page, /有效期届满前30.*提出延续申请/)
      assert.deepEqual(await axeViolations(page), [])
      await signInOnPortal(page, 'zhao.ceshi')
      await page.goto(`/wallet?open=${offer.id}`)
      await sees(page, /要接着用，请在.*以前申请延续/)
      assert.deepEqual(await axeViolations(page), [])
      assert.equal(await sideways(page), 0)
      await picture(page, 'renewal-wallet')
      await page.getByRole('button', { name: '申请延续' }).click()
      await sees(page, '城镇污水排入排水管网许可（延续）')
      await picture(page, 'renewal-apply')
      await page.context().close()
    }
  })
})
