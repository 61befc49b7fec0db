import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { heading, picture, sees, startBrowser, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'
import { type Person, personAt } from './client.ts'
import { findItem } from './people.ts'

// D33: what anybody may read is there without a script, can be found, and is the same that the script shows.
describe('public pages without a script', () => {
  let city: City
  let browser: Watch
  let anybody: Person
  let itemId: string

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    anybody = personAt(city.url)
    itemId = await findItem(anybody, '食品经营许可', '食品经营许可（新办）')
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  const page = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${city.url}${path}`, { headers })
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
  }

  test('a guide has its content, title, description and one address in the first answer', async () => {
    const { status, type, text } = await page(`/items/${itemId}`)
    assert.equal(status, 200)
    assert.match(type ?? '', /^text\/html/)
    assert.match(text, /<title>食品经营许可（新办） · 政通<\/title>/)
    assert.match(text, new RegExp(`<link rel="canonical" href="[^"]+/items/${itemId}"`))
    assert.match(text, /<meta name="description" content="[^"]{10,}"/)
    assert.equal(text.match(/<title>/g)?.length, 1)
    const { body: guide } = await anybody.get(`/items/${itemId}`)
    for (const { name } of [...guide.needs.upload, ...guide.needs.free]) assert.ok(text.includes(name), name)
    for (const { law } of guide.item.basis) assert.ok(text.includes(law), law)
    const data = JSON.parse(text.match(/id="first-data">(.*?)<\/script>/)?.[1] ?? '')
    assert.deepEqual(data[`/items/${itemId}`], guide)
    assert.match((await page(`/items/${itemId}`, { 'accept-language': 'en-GB' })).text, /<title>Food business licence/)
  })

  test('what is not there says so to those who look for pages, and results of a search are not to be found', async () => {
    assert.equal((await page('/items/00000000-0000-4000-8000-000000000000')).status, 404)
    assert.equal((await page('/life/person/nowhere')).status, 404)
    assert.match((await page(`/items?q=${encodeURIComponent('食品')}`)).text, /<meta name="robots" content="noindex"/)
    const evil = await page(`/items?q=${encodeURIComponent('<script>alert(1)</script>食品')}`)
    assert.ok(!evil.text.includes('<script>alert(1)'))
  })

  test('every public item is in the sitemap, and nobody is sent to pages of their own', async () => {
    const map = await page('/sitemap.xml')
    assert.match(map.type ?? '', /xml/)
    assert.ok(map.text.includes(`/items/${itemId}</loc>`))
    assert.ok(map.text.includes('/life/enterprise/licences</loc>'))
    const robots = (await page('/robots.txt')).text
    assert.match(robots, /Disallow: \/me\//)
    assert.match(robots, /Sitemap: http/)
  })

  test('scripts come small: compressed for browsers that take it', async () => {
    const { text } = await page('/')
    const script = text.match(/src="(\/assets\/index-[^"]+\.js)"/)?.[1] ?? ''
    const answer = await fetch(`${city.url}${script}`, { headers: { 'accept-encoding': 'br' } })
    assert.equal(answer.headers.get('content-encoding'), 'br')
    assert.match(answer.headers.get('cache-control') ?? '', /immutable/)
    assert.match(await answer.text(), /import/)
  })

  for (const width of widths)
    test(`somebody whose browser runs no script searches, reads a guide and verifies: ${width} px`, async () => {
      const bare = await browser.visit(city.url, { width, javaScript: false })
      await bare.goto('/')
      await picture(bare, 'plain-home')
      await bare.getByRole('searchbox').fill('开饭馆')
      await bare.getByRole('button', { name: '搜索' }).click()
      await bare.getByRole('link', { name: '食品经营许可（新办）' }).click()
      await heading(bare, '食品经营许可（新办）')
      await sees(bare, '要准备的材料')
      await picture(bare, 'plain-guide')
      await bare.getByRole('link', { name: '证照验真' }).click()
      await bare.getByLabel('查验码').fill('NOSUCHCODE')
      await bare.getByRole('button', { name: '查验' }).click()
      await heading(bare, '证照验真')
      await sees(bare, '没有查到这张证')
      await bare.context().close()
    })
})
