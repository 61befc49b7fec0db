import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import {
  axeViolations,
  heading,
  picture,
  sees,
  sideways,
  signInWithPasskeyAtHand,
  startBrowser,
  step,
  type Watch,
} from './browser.ts'
import { type City, freePort, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

// C16: an item states the level it needs; whoever is below it is told the ways up, and loses nothing that was filled in.
describe('an item that needs two factors', () => {
  let city: City
  let browser: Watch
  let url: string
  let itemId: string

  before(async () => {
    const port = String(await freePort())
    city = await startCity({ args: ['--port', port], env: { ZT_PUBLIC_URL: `http://localhost:${port}` } })
    url = city.url.replace('127.0.0.1', 'localhost')
    browser = await startBrowser()
    const manager = await signIn(city.url, 'item')
    itemId = await findItem(manager, '食品经营许可（新办）')
    const { body: draft } = await manager.post(`/items/${itemId}/drafts`)
    const item = { ...draft.item, handling: { ...draft.item.handling, level: 'L3' } }
    const saved = await manager.put(`/items/${itemId}/draft`, { item, expectedVersion: draft.rowVersion })
    assert.equal(saved.status, 200, JSON.stringify(saved.body))
    const published = await manager.post(`/items/${itemId}/publish`, { expectedVersion: saved.body.rowVersion })
    assert.equal(published.status, 201, String(published.body.code))
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  /** An application for the firm of this person, whole but for its submission. */
  async function fill(person: Person): Promise<string> {
    const begun = await person.post('/applications', { itemId, onBehalfOf: await partyOf(person, '测试餐饮店') })
    assert.equal(begun.status, 201, JSON.stringify(begun.body))
    const path = `/applications/${begun.body.id}`
    const { body } = await person.patch(path, { answers: foodAnswers, confirm: ['rules'] })
    for (const { key, submission, required } of body.materials)
      if (submission === 'upload' && required)
        await person.upload('PUT', `${path}/materials/${key}`, '图.pdf', layoutPdf)
    return begun.body.id
  }

  test('is not submitted with a password alone: the answer names the level and the ways to it', async () => {
    const person = await signIn(city.url, 'shen.yangli')
    const refused = await person.post(`/applications/${await fill(person)}/submit`, { consent: true })
    assert.equal(refused.status, 403)
    assert.match(refused.headers.get('content-type') ?? '', /problem\+json/)
    const { code, needed, have, ways } = refused.body
    assert.deepEqual([code, needed, have, ways], ['identity.level-needed', 'L3', 'L2', ['sms']])
  })

  test('says so in its guide, asks once more at the end, keeps the form, and goes on from there', async () => {
    const id = await fill(await signIn(city.url, 'zhao.ceshi'))
    const page = await browser.visit(url, { width: 390, expects: ['403 POST /applications/'] })
    await signInWithPasskeyAtHand(page, 'zhao.ceshi')
    await page.goto(`/items/${itemId}`)
    await sees(page, /网上提交时要再认证一次/)
    await page.goto(`/apply/${id}/check`)
    await heading(page, '提交前，请核对一遍')
    await page.getByText('…', { exact: true }).waitFor({ state: 'detached' })
    const answers = await page.getByRole('definition').allInnerTexts()
    await page.getByRole('checkbox', { name: /我同意/ }).check()
    await page.getByRole('checkbox', { name: /内容真实/ }).check()
    await page.getByRole('button', { name: '提交申请' }).click()
    await sees(page, '再认证一次，接着办')
    await picture(page, 'portal-step-up')
    assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
    for (const name of [/我同意/, /内容真实/]) assert.ok(await page.getByRole('checkbox', { name }).isChecked())
    assert.deepEqual(await page.getByRole('definition').allInnerTexts(), answers)
    await page.getByRole('button', { name: '用通行密钥认证' }).click()
    await step(page, 'submitted', () => heading(page, '申请已经提交'))
    await page.context().close()
  })
})
