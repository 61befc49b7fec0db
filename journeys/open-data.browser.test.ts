import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { axeViolations, heading, picture, sees, sideways, startBrowser, step, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'
import { fillDatasets } from './open-data.ts'

/** B50: the pages of open data, with and without a script. */
describe('pages of open data', () => {
  let city: City
  let browser: Watch
  let datasets: Map<string, string>

  before(async () => {
    city = await startCity()
    datasets = await fillDatasets(city.url)
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser?.stop()
    await city?.stop()
  })

  test('a dataset reads without a script, has one address, and is in the site map', async () => {
    const id = datasets.get('城市道路信息')!
    const text = await (await fetch(`${city.url}/open-data/${id}`)).text()
    assert.match(text, /<title>城市道路信息 · 政通<\/title>/)
    assert.ok(text.includes('虚构路') && text.includes('format=parquet'))
    assert.match(await (await fetch(`${city.url}/open-data`)).text(), /城市道路信息/)
    assert.ok((await (await fetch(`${city.url}/sitemap.xml`)).text()).includes(`/open-data/${id}`))
    assert.equal((await fetch(`${city.url}/open-data/00000000-0000-4000-8000-000000000000`)).status, 404)
  })

  for (const width of widths)
    test(`at ${width} px anybody finds a dataset, sees its rows, chart and map, and takes it`, async () => {
      const page = await browser.visit(city.url, { width })
      const sound = async (shot: string) => {
        assert.equal(await sideways(page), 0)
        assert.deepEqual(await axeViolations(page), [])
        await picture(page, shot)
      }
      await step(page, 'finding', async () => {
        await page.goto('/open-data')
        await page.getByRole('button', { name: '大字版' }).waitFor()
        await page.getByLabel('搜索数据集').fill('地址')
        await page.getByRole('button', { name: '搜索', exact: true }).click()
        await page.getByRole('link', { name: '标准地址' }).first().waitFor()
        await page.getByRole('link', { name: '带位置的' }).waitFor()
        await sound('open-data')
      })
      await step(page, 'looking', async () => {
        await page
          .getByRole('link', { name: /标准地址/ })
          .first()
          .click()
        await sees(page, '开放批准号')
        await page.getByText('前 ', { exact: false }).first().waitFor()
        await page.getByRole('img', { name: /个位置/ }).waitFor()
        await sees(page, '按地址类别')
        await sound('open-dataset')
      })
      await step(page, 'taking', async () => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('link', { name: 'Excel' }).click(),
        ])
        assert.match(download.suggestedFilename(), /\.xlsx$/)
      })
      await step(page, 'the negative list', async () => {
        await page.goto('/open-data/closed')
        await heading(page, '开放负面清单')
        await sees(page, '清单里现在没有数据')
        await sound('open-data-closed')
      })
    })
})
