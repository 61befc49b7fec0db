import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { axeViolations, heading, picture, sees, sideways, startBrowser, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'

// D10: the page where one chooses what to do as one thing.
describe('themes of 一件事 in the browser', () => {
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
    test(`from the home page to a theme and its guide at ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await page.goto('/')
      await page.getByRole('main').getByRole('link', { name: '一件事一次办' }).click()
      await heading(page, '一件事一次办')
      const parts = page.getByRole('list', { name: /新生儿出生/ })
      assert.deepEqual(await parts.locator('b').allTextContents(), [
        '预防接种证',
        '出生登记',
        '居民医保参保',
        '社会保障卡',
      ])
      await sees(page, '企业招用员工')
      await picture(page, 'portal-matters')
      assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      await page.getByRole('link', { name: '新生儿出生“一件事”' }).click()
      await heading(page, /新生儿出生/)
      await page.context().close()
    })
})
