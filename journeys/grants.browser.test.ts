import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import {
  heading,
  sees,
  signInOnPortal,
  signInOnWorkbench,
  sound,
  startBrowser,
  step,
  type Watch,
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { findItem, talentAnswers } from './people.ts'

// 授权用证: the holder says which office may read which items, for what, until when and how often; each use is shown to
// the holder, and what was given is taken back.
describe('the use of a credential is granted, asked for, used and taken back', () => {
  let city: City
  let browser: Watch
  let holder: Person
  let credential: { id: string; verifyCode: string }

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    holder = await signIn(city.url, 'wang.ceshi')
    const itemId = await findItem(holder, '人才入户')
    const started = await holder.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    const done = await holder.post(`/applications/${started.body.id}/submit`, { consent: true })
    assert.equal(done.status, 201, JSON.stringify(done.body))
    const { body } = await holder.get(`/credentials?caseId=${done.body.caseId}`)
    credential = body.items.find((each: { type: { kind: string } }) => each.type.kind === 'certificate')
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const width of widths)
    test(`at ${width} px`, async () => {
      const page = await browser.visit(city.url, { width })
      const desk = await browser.visit(city.url, { width })
      const purpose = `办理登记时核对姓名 ${width}`
      await step(page, 'the holder grants', async () => {
        await signInOnPortal(page, 'wang.ceshi')
        await page.goto(`${city.url}/me/grants`)
        await heading(page, '授权用证')
        await sound(page, 'portal-grants')
        await page.goto(`${city.url}/wallet?open=${credential.id}`)
        await page.getByRole('link', { name: '授权机关使用' }).click()
        await heading(page, '授权机关使用')
        await page.getByRole('button', { name: '授权', exact: true }).click()
        await sees(page, '请至少选一项')
        await page.getByLabel('持有人', { exact: true }).check()
        await page.getByLabel('给哪个机关').selectOption('market-regulation')
        await page.getByLabel('为了什么').fill(purpose)
        const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)
        await page.getByLabel('到哪天为止').fill(day)
        await page.getByLabel('最多用几次').fill('2')
        await sound(page, 'portal-new-grant')
        await page.getByRole('button', { name: '授权', exact: true }).click()
        await heading(page, '授权用证')
        await sees(page, purpose)
        await sees(page, '还没有用过')
      })
      await step(desk, 'the office uses it, and reads no more than it was given', async () => {
        await signInOnWorkbench(desk, 'slg')
        await desk.goto('/workbench/grants')
        await heading(desk, '授权用证')
        await sound(desk, 'workbench-grants')
        await desk
          .getByRole('row')
          .filter({ hasText: purpose })
          .getByRole('button', { name: /^使\s*用$/ })
          .click()
        const dialog = desk.getByRole('dialog')
        await dialog.getByLabel('用证事由').fill('核对登记 0001 号')
        await dialog.getByRole('button', { name: /^使\s*用$/ }).click()
        await sees(dialog, '王测试')
        await sees(dialog, '还可以用 1 次')
        assert.ok(!(await dialog.innerText()).includes('身份证'), 'nothing else is shown')
        await sound(desk, 'workbench-grant-used')
        await dialog
          .getByRole('button', { name: /^关\s*闭$/ })
          .last()
          .click()
      })
      await step(desk, 'and asks for another', async () => {
        await desk.getByRole('button', { name: '请求授权' }).click()
        const dialog = desk.getByRole('dialog', { name: '请求授权' })
        await dialog.getByLabel('证照的查验码').fill(credential.verifyCode)
        await dialog.getByRole('button', { name: '看有哪些项目' }).click()
        await dialog.getByLabel('编号', { exact: true }).check()
        await dialog.getByLabel('用途').fill(`核对证照编号 ${width}`)
        await sound(desk, 'workbench-ask')
        await dialog.getByRole('button', { name: '发给持证人' }).click()
        await sees(desk, '等持证人答复')
      })
      await step(page, 'the holder sees the use, agrees to the ask, and takes the grant back', async () => {
        await page.goto(`${city.url}/me/grants`)
        await sees(page, /核对登记 0001 号/)
        await sees(page, `用途：核对证照编号 ${width}`)
        await sound(page, 'portal-grants-asked')
        const agree = page.getByRole('button', { name: '同意', exact: true })
        await agree.click()
        await agree.waitFor({ state: 'hidden' })
        const given = page.getByRole('listitem').filter({ hasText: purpose })
        await given.getByRole('button', { name: '撤回' }).click()
        await sees(given, '已撤回')
      })
      const { body } = await (await signIn(city.url, 'slg')).get('/grants')
      const stateOf = (wanted: string) => body.items.find((each: { purpose: string }) => each.purpose === wanted)?.state
      assert.deepEqual([stateOf(`核对证照编号 ${width}`), stateOf(purpose)], ['open', 'revoked'])
      await Promise.all([page, desk].map((each) => each.context().close()))
    })

  test('the holder is told of each ask, and an answer counts once', async () => {
    const office = await signIn(city.url, 'slg')
    const wanted = { fields: ['holder'], purpose: '核对持有人姓名', days: 5, maxUses: 1 }
    const { body: ask } = await office.post('/grant-asks', { ...wanted, verifyCode: credential.verifyCode })
    const other = await signIn(city.url, 'li.xugou')
    assert.equal((await other.post(`/me/grant-asks/${ask.id}/answers`, { agree: true })).status, 404)
    const declined = await holder.post(`/me/grant-asks/${ask.id}/answers`, { agree: false })
    assert.equal(declined.body.state, 'declined')
    const again = await holder.post(`/me/grant-asks/${ask.id}/answers`, { agree: true })
    assert.equal(again.body.code, 'showings.answered')
    const { body: notices } = await holder.get('/me/notices?limit=100')
    assert.ok(notices.items.some(({ body: said }: { body: string }) => said.includes('核对持有人姓名')))
  })
})
