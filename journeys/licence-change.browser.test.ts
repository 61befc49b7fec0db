import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { axeViolations, picture, sees, sideways, signInOnPortal, startBrowser, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'
import { applyAs, liveThrough, openCast, readExample } from './examples.ts'
import { eventually } from './people.ts'

// The wallet offers what may be changed on a licence; the form asks only that.
describe('a licence is changed from the wallet, in the browser', () => {
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

  test('from the wallet to the form', async () => {
    const told = await readExample('food-business-licence', '12-whole')
    const cast = await openCast(city.url)
    const { person, opened } = await applyAs(cast, told)
    await liveThrough(cast, told, person, opened.caseId)
    const { id } = await eventually(async () => {
      const { body } = await person.get(`/credentials?caseId=${opened.caseId}`)
      return body.items.find((each: { type: { kind: string } }) => each.type.kind === 'licence')
    })
    for (const width of widths) {
      const page = await browser.visit(city.url, { width })
      await signInOnPortal(page, 'shen.yangli')
      await page.goto(`/wallet?open=${id}`)
      await sees(page, '编号和期限不变，新证发出时原证失效')
      assert.deepEqual(await axeViolations(page), [])
      assert.equal(await sideways(page), 0)
      await picture(page, 'licence-change-wallet')
      await page.getByRole('button', { name: '申请变更', exact: true }).click()
      await sees(page, '食品经营许可（变更）')
      await picture(page, 'licence-change-apply')
      assert.deepEqual(await axeViolations(page), [])
      assert.equal(await sideways(page), 0)
      await page.context().close()
    }
  })
})
