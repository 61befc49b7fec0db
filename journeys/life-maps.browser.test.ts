import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { heading, picture, sees, signInOnPortal, sound, startBrowser, step, type Watch, widths } from './browser.ts'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { eventually, findItem, talentAnswers } from './people.ts'

// D4: items by the stages of a life and of an enterprise, and what is likely to come next told when a stage begins.
describe('what happens in a life leads to what is to be done', () => {
  let city: City
  let browser: Watch
  let talent: Person

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    talent = await signIn(city.url, 'wang.ceshi')
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const width of widths)
    test(`the home page leads by life event and by stage to items that can be applied for: ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      await page.goto('/')
      await step(page, 'a life event', async () => {
        await page.getByRole('link', { name: /落户居住/ }).click()
        await heading(page, '落户居住')
        await page.getByRole('main').getByRole('link', { name: '人才入户核准' }).waitFor()
        await page.getByRole('main').getByRole('link', { name: '居住证申领' }).waitFor()
        await sound(page, 'life-stage')
      })
      await step(page, 'a stage of an enterprise', async () => {
        await page.goto('/')
        await page.getByRole('link', { name: /^许可/ }).click()
        await heading(page, '许可')
        await page.getByRole('link', { name: '食品经营许可（新办）' }).click()
        await heading(page, '食品经营许可（新办）')
      })
      await step(page, 'what was looked at stands on the home page', async () => {
        await page.goto('/')
        await page.getByRole('list', { name: '最近看过' }).getByRole('link', { name: '食品经营许可（新办）' }).waitFor()
        await sound(page, 'home-by-life')
      })
      await page.context().close()
    })

  test('what one was granted brings what comes next, with the reason, and dismissed it does not come again', async () => {
    const none = await talent.get('/recommendations')
    assert.deepEqual(none.body.items, [])
    const itemId = await findItem(talent, '人才入户')
    const started = await talent.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    const done = await talent.post(`/applications/${started.body.id}/submit`, { consent: true })
    assert.equal(done.body.outcome, 'granted', JSON.stringify(done.body))

    const told = await eventually(async () =>
      (await talent.get('/me/notices?limit=100')).body.items.find(
        (each: { kind: string }) => each.kind === 'life-map.follows',
      ),
    )
    assert.match(told.body, /个人参保证明/)

    const page = await browser.visit(city.url, { width: 390 })
    await signInOnPortal(page, 'wang.ceshi')
    await page.goto('/')
    await sees(page, '接下来可能要办')
    await page.getByText('为什么推荐给我').click()
    await sees(page, /持有“.*人才入户.*”/)
    await picture(page, 'home-recommended')
    await page.getByRole('button', { name: '不再推荐' }).click()
    await page.getByText('接下来可能要办').waitFor({ state: 'detached' })
    await page.reload()
    await heading(page, '您今天要办什么事？')
    assert.deepEqual((await talent.get('/recommendations')).body.items, [])
    await page.context().close()
  })
})
