import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import {
  axeViolations,
  heading,
  picture,
  sees,
  sideways,
  signInOnWorkbench,
  startBrowser,
  type Watch,
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { personAt } from './client.ts'
import { eventually, findItem } from './people.ts'

// D5 D9 D20 D22 D24 on their pages: the public lists, and the ranking that item managers and supervisors see.
describe('what items cost and may demand, on the pages', () => {
  let city: City
  let browser: Watch
  let itemId: string

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    const anybody = personAt(city.url)
    itemId = await findItem(anybody, '食品经营许可', '食品经营许可（新办）')
    await eventually(async () => ((await anybody.get(`/items/${itemId}/profile`)).status === 200 ? true : undefined))
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const width of widths)
    test(`anybody reads the list of proofs and of what the ID alone does, ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await page.goto('/proofs')
      await heading(page, '证明事项清单')
      await sees(page, '演示数据，没有由任何机关公布。')
      await page.getByRole('searchbox').fill('居住证')
      await page.getByRole('heading', { name: '场所使用证明' }).waitFor({ state: 'detached' })
      await sees(page, '就业、住所或者就读证明')
      await picture(page, 'portal-proofs')
      assert.deepEqual(await axeViolations(page), [])
      await page.goto('/id-only')
      await heading(page, '一证通办')
      await page
        .getByRole('status')
        .getByText(/个事项/)
        .waitFor()
      await picture(page, 'portal-id-only')
      assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      await page.context().close()
    })

  test('a supervisor reads the ranking of units and the items behind it', async () => {
    // Whoever may not edit an item has no draft of it to see.
    const page = await browser.visit(city.url, { expects: ['403 GET /items/'] })
    await signInOnWorkbench(page, 'supervisor')
    await page.goto('/workbench/burden')
    await heading(page, '事项减负')
    await picture(page, 'workbench-burden-units')
    await page.getByRole('link', { name: '东莞市市场监督管理局' }).click()
    await page.getByRole('link', { name: '食品经营许可（新办）' }).waitFor()
    await picture(page, 'workbench-burden-items')
    assert.deepEqual(await axeViolations(page), [])
    await page.getByRole('link', { name: '食品经营许可（新办）' }).click()
    await sees(page, '政府核发的材料免提交')
    await picture(page, 'workbench-item-burden')
    await page.context().close()
  })
})
