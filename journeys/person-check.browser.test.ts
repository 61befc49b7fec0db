import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { axeViolations, heading, picture, sees, sideways, signInOnPortal, startBrowser, type Watch } from './browser.ts'
import { type City, startCity } from './city.ts'
import { signIn } from './client.ts'
import { findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'
import { startPersonCheckProvider } from './systems.ts'

// C18: an item asks for the real person; the person goes to the provider and back, and the form waits for them.
describe('an item that needs the real person', () => {
  let provider: Awaited<ReturnType<typeof startPersonCheckProvider>>
  let city: City
  let browser: Watch
  let itemId: string

  before(async () => {
    provider = await startPersonCheckProvider()
    city = await startCity({ env: { ZT_SYSTEMS: provider.systemsFile } })
    browser = await startBrowser()
    const manager = await signIn(city.url, 'item')
    itemId = await findItem(manager, '食品经营许可（新办）')
    const { body: draft } = await manager.post(`/items/${itemId}/drafts`)
    const item = { ...draft.item, handling: { ...draft.item.handling, level: 'L4' } }
    const saved = await manager.put(`/items/${itemId}/draft`, { item, expectedVersion: draft.rowVersion })
    assert.equal(saved.status, 200, JSON.stringify(saved.body))
    const published = await manager.post(`/items/${itemId}/publish`, { expectedVersion: saved.body.rowVersion })
    assert.equal(published.status, 201, String(published.body.code))
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser?.stop()
    await city?.stop()
    await provider?.stop()
  })

  test('sends the person to the provider, says that it is a simulator, keeps the form, and goes on at L4', async () => {
    const person = await signIn(city.url, 'zhao.ceshi')
    const begun = await person.post('/applications', { itemId, onBehalfOf: await partyOf(person, '测试餐饮店') })
    const path = `/applications/${begun.body.id}`
    const { body } = await person.patch(path, { answers: foodAnswers, confirm: ['rules'] })
    for (const { key, submission, required } of body.materials)
      if (submission === 'upload' && required)
        await person.upload('PUT', `${path}/materials/${key}`, '图.pdf', layoutPdf)

    const page = await browser.visit(city.url, {
      width: 390,
      expects: ['403 POST /applications/', '409 POST /me/person-checks/'],
    })
    await signInOnPortal(page, 'zhao.ceshi')
    await page.goto(`/apply/${begun.body.id}/check`)
    await heading(page, '提交前，请核对一遍')
    await page.getByRole('checkbox', { name: /我同意/ }).check()
    await page.getByRole('checkbox', { name: /内容真实/ }).check()
    await page.getByRole('button', { name: '提交申请' }).click()
    await page.getByRole('button', { name: '人脸核验' }).click()
    await sees(page, '这是模拟的核验服务，不拍照，也不比对。')
    await picture(page, 'portal-person-check')
    assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
    await page.getByRole('button', { name: '我核验好了，接着办' }).click()
    await sees(page, /核验还没有做完/)
    const opening = page.context().waitForEvent('page')
    await page.getByRole('link', { name: '打开核验页面（新窗口）' }).click()
    const there = await opening
    await there.getByRole('button', { name: '核验通过 Pass' }).click()
    await heading(there, '核验页面走完了')
    await picture(there, 'portal-person-check-over')
    assert.deepEqual([await axeViolations(there), await sideways(there)], [[], 0])
    await there.close()
    for (const name of [/我同意/, /内容真实/]) assert.ok(await page.getByRole('checkbox', { name }).isChecked())
    await page.getByRole('button', { name: '我核验好了，接着办' }).click()
    await heading(page, '申请已经提交')
    const me = await page.evaluate<{ level: string; methods: string[] }>(
      `fetch('/api/v1/me').then(async (answer) => (await answer.json()).actor)`,
    )
    assert.deepEqual([me.level, me.methods], ['L4', ['pwd', 'face']])
    await page.context().close()
  })
})
