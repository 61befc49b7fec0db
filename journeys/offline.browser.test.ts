import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { heading, picture, sees, signInOnPortal, sound, startBrowser, step, type Watch } from './browser.ts'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { findItem, foodAnswers, layoutPdf, partyOf, talentAnswers } from './people.ts'

/** What a browser says of requests without a connection. */
const expects = ['failed GET net::ERR_', 'failed PATCH net::ERR_', 'failed PUT net::ERR_', 'failed POST net::ERR_']

// D48: installed like an app, of use without a connection, and nothing lost or doubled when the connection goes.
describe('a phone without a connection', () => {
  let city: City
  let browser: Watch
  let talent: Person
  let number: string

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    talent = await signIn(city.url, 'wang.ceshi')
    const itemId = await findItem(talent, '人才入户')
    const started = await talent.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    const done = await talent.post(`/applications/${started.body.id}/submit`, { consent: true })
    assert.equal(done.body.outcome, 'granted', JSON.stringify(done.body))
    const { body } = await talent.get(`/credentials?caseId=${done.body.caseId}`)
    number = body.items.find((each: { type: { key: string } }) => each.type.key === 'talent-approval').number
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  const cachesKept = (page: Page) => page.evaluate<string[]>('caches.keys()')
  const workers = (page: Page) =>
    page.evaluate<number>('navigator.serviceWorker.getRegistrations().then((all) => all.length)')
  const typedKept = (page: Page) =>
    page.evaluate<string[]>("Object.keys(sessionStorage).filter((key) => key.startsWith('zt-typed '))")

  /** Opts in, with what an older version of the pages has left. */
  async function keep(page: Page): Promise<void> {
    await page.evaluate("caches.open('zt-pages of an older version').then(() => undefined)")
    await page.getByRole('button', { name: '在这台设备上留一份，断网也能看' }).click()
    await sees(page, '这台设备上留有一份，断网也能看。')
  }

  /** Somebody else comes by a way that neither the page nor its worker sees, as from an identity centre. */
  async function another(page: Page, username: string): Promise<void> {
    await page.context().clearCookies()
    const answer = await page.request.post('/api/v1/sessions', {
      headers: { 'x-zt-csrf': '1' },
      data: { username, password: 'Zhengtong-2026' },
    })
    assert.equal(answer.status(), 201, await answer.text())
  }

  test('the portal says how it is installed', async () => {
    const answer = await fetch(`${city.url}/manifest.json`)
    const manifest = (await answer.json()) as { start_url: string; display: string; icons: { src: string }[] }
    assert.equal(manifest.start_url, '/')
    assert.equal(manifest.display, 'standalone')
    for (const { src } of manifest.icons) assert.equal((await fetch(`${city.url}${src}`)).status, 200)
    const worker = await fetch(`${city.url}/sw.js`)
    assert.match(worker.headers.get('content-type') ?? '', /javascript/)
    assert.equal(worker.headers.get('cache-control'), 'no-cache')
  })

  test('the wallet opens without a connection where its owner wanted it, says how old it is, and goes with its owner', async () => {
    const page = await browser.visit(city.url, { width: 390, worker: true, expects })
    await signInOnPortal(page, 'wang.ceshi')
    await step(page, 'nothing is kept unasked', async () => {
      await page.goto('/wallet')
      await sees(page, number)
      assert.deepEqual(await cachesKept(page), [])
      assert.equal(await workers(page), 0)
    })
    await step(page, 'kept', async () => {
      await keep(page)
      const [own, pages, ...others] = (await cachesKept(page)).toSorted()
      assert.equal(own, 'zt-own')
      assert.match(pages ?? '', /^zt-pages [0-9a-f]{16}$/)
      assert.deepEqual(others, [])
    })
    await step(page, 'offline', async () => {
      await page.context().setOffline(true)
      await page.reload()
      await heading(page, '我的证照')
      await sees(page, '离线副本')
      await sees(page, /现在是不是还有效，要联网查验/)
      await sees(page, number)
      await sound(page, 'wallet-offline')
    })
    await step(page, 'online again, it is no copy', async () => {
      await page.context().setOffline(false)
      await page.reload()
      await sees(page, number)
      await page.getByText('离线副本').waitFor({ state: 'detached' })
    })
    await step(page, 'signed out, nothing is left', async () => {
      await page.getByLabel('我的账户：').click()
      await page
        .getByRole('button', { name: '退出登录' })
        .or(page.getByRole('menuitem', { name: '退出登录' }))
        .click()
      await page.getByRole('link', { name: '登录', exact: true }).first().waitFor()
      assert.deepEqual(await cachesKept(page), [])
      assert.equal(await workers(page), 0)
    })
    await page.context().close()
  })

  test('what one person kept is gone once somebody else is signed in', async () => {
    const page = await browser.visit(city.url, { width: 390, worker: true, expects })
    await signInOnPortal(page, 'wang.ceshi')
    await page.goto('/wallet')
    await sees(page, number)
    await keep(page)
    await another(page, 'shen.yangli')
    await page.goto('/wallet')
    await page.getByLabel('我的账户：').waitFor()
    assert.ok(!(await cachesKept(page)).includes('zt-own'))
    assert.equal(await page.getByText(number).count(), 0)
    await page.context().close()
  })

  test('what is typed when the network goes is there after a reload, and is saved once it is back', async () => {
    const itemId = await findItem(talent, '人才入户')
    const { body: draft } = await talent.post('/applications', { itemId })
    const page = await browser.visit(city.url, { width: 390, worker: true, expects })
    await signInOnPortal(page, 'wang.ceshi')
    await page.goto(`/apply/${draft.id}/pages/path`)
    const field = page.getByRole('main').getByRole('radio').first()
    await field.check()
    assert.equal((await typedKept(page)).length, 1)
    await step(page, 'not saved', async () => {
      await page.context().setOffline(true)
      await page.getByRole('button', { name: '保存并继续' }).click()
      await page.locator('[role=alert]').first().waitFor()
      await picture(page, 'form-offline')
    })
    await step(page, 'there again', async () => {
      await page.context().setOffline(false)
      await page.reload()
      await page.getByRole('main').getByRole('radio', { checked: true }).waitFor()
      await page.getByRole('button', { name: '保存并继续' }).click()
      await page.waitForURL((url) => !url.pathname.endsWith('/path'))
    })
    const { body: saved } = await talent.get(`/applications/${draft.id}`)
    assert.ok(saved.answers.path, JSON.stringify(saved.answers))
    assert.deepEqual(await typedKept(page), [])
    await step(page, 'another person finds nothing of it', async () => {
      await page.goto(`/apply/${draft.id}/pages/path`)
      await page.getByRole('main').getByRole('radio').nth(1).check()
      assert.equal((await typedKept(page)).length, 1)
      await another(page, 'shen.yangli')
      await page.goto('/')
      await page.getByLabel('我的账户：').waitFor()
      assert.deepEqual(await typedKept(page), [])
    })
    await page.context().close()
  })

  test('a file whose upload breaks off is handed in once, when it is handed in again', async () => {
    const agent = await signIn(city.url, 'shen.yangli')
    const itemId = await findItem(agent, '食品经营许可', '食品经营许可（新办）')
    const { body: draft } = await agent.post('/applications', {
      itemId,
      onBehalfOf: await partyOf(agent, '测试餐饮店'),
      answers: foodAnswers,
    })
    const page = await browser.visit(city.url, { width: 390, worker: true, expects })
    await signInOnPortal(page, 'shen.yangli')
    await page.goto(`/apply/${draft.id}/materials`)
    const file = { name: '平面图.pdf', mimeType: 'application/pdf', buffer: Buffer.from(layoutPdf) }
    const input = page.locator('input[type=file]').first()
    await input.waitFor({ state: 'attached' })
    await page.context().setOffline(true)
    await input.setInputFiles(file)
    await page.locator('[role=alert]').first().waitFor()
    await step(page, 'handed in again', async () => {
      await page.context().setOffline(false)
      // Its name stands there while it is still on its way.
      const sent = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok())
      await page.locator('input[type=file]').first().setInputFiles(file)
      await sent
      await page.reload()
      await sees(page, '平面图.pdf')
    })
    const { body } = await agent.get(`/applications/${draft.id}`)
    const files = JSON.stringify(body).match(/"fileName":"平面图\.pdf"/g) ?? []
    assert.equal(files.length, 1, JSON.stringify(body.materials))
    await page.context().close()
  })
})
