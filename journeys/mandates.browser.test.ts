import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  axeViolations,
  heading,
  picture,
  sees,
  sideways,
  signInOnPortal,
  signInWithPasskeyAtHand,
  startBrowser,
  step,
  type Watch,
  widths,
} from './browser.ts'
import { type City, freePort, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { act, eventually, findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

const calm = async (page: Page) => assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
const level = ['403 POST /me/mandates']

// C16 C17: who acts for whom, signed with a second factor, in some matters, until a day, taken back at any time.
describe('mandates on the portal', () => {
  let city: City
  let browser: Watch
  let url: string

  before(async () => {
    // Passkeys are bound to a name, and an address of numbers is none.
    const port = String(await freePort())
    city = await startCity({ args: ['--port', port], env: { ZT_PUBLIC_URL: `http://localhost:${port}` } })
    url = city.url.replace('127.0.0.1', 'localhost')
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const width of widths)
    test(`a firm sends an agent for one matter, sees what was done in its name, and takes it back, ${width} px`, async () => {
      const [username, name, idNumber] =
        width === 390
          ? ['chen.yanshi', '陈演示', '999900199205060048']
          : ['zhou.shiban', '周试办', '999900198303210172']
      const owner = await browser.visit(url, { width, expects: level })
      await signInWithPasskeyAtHand(owner, 'zhao.ceshi')
      await owner.goto('/me/mandates')
      await heading(owner, '我的授权')
      await owner.getByRole('link', { name: '授权给别人' }).click()
      await heading(owner, '授权给别人')
      await owner.getByRole('radio', { name: /东莞市测试餐饮店/ }).check()
      await owner.getByLabel('他的姓名').fill(name)
      await owner.getByLabel('身份证号码').fill(idNumber)
      await owner.getByRole('radio', { name: '只限下面几件' }).check()
      await owner.getByLabel('查找事项').fill('食品经营许可（新办）')
      await owner.getByRole('checkbox', { name: '食品经营许可（新办）' }).check()
      await owner.getByLabel(/到哪一天为止/).fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10))
      await owner.getByRole('button', { name: '签字授权' }).click()
      // What is missing is said on top, and nothing is lost.
      await sees(owner, '请写原因')
      await owner.getByLabel('为什么授权').fill('外出，请代办')
      await owner.getByRole('button', { name: '签字授权' }).click()
      await sees(owner, '再认证一次，接着办')
      await picture(owner, 'portal-mandate-step-up')
      await calm(owner)
      assert.equal(await owner.getByLabel('他的姓名').inputValue(), name)
      await owner.getByRole('button', { name: '用通行密钥认证' }).click()
      await step(owner, 'signed', () => heading(owner, `${name} 替 东莞市测试餐饮店（演示） 办事`))
      await sees(owner, '密码＋通行密钥')
      await sees(owner, '还没有办过事')
      await calm(owner)
      const mandate = owner.url()

      const agent = await signIn(city.url, username)
      const caseId = await applyForFirm(agent)
      // Of the firm's other matters the agent may begin none, and sees none of its cases.
      const itemId = await findItem(agent, '户外广告', '')
      const refused = await agent.post('/applications', { itemId, onBehalfOf: await partyOf(agent, '测试餐饮店') })
      assert.equal(refused.body.code, 'identity.mandate-scope')

      const page = await browser.visit(url, { width, expects: ['403 GET /cases/'] })
      await signInOnPortal(page, username)
      await page.goto(`/cases/${caseId}`)
      await sees(page, `${name} 代 东莞市测试餐饮店（演示） 办理`)
      await picture(page, 'portal-mandate-case')

      await owner.goto(mandate)
      await sees(owner, /提交申请/)
      await picture(owner, 'portal-mandate')
      await owner.getByRole('button', { name: '收回授权' }).click()
      await owner.getByRole('button', { name: '确定', exact: true }).click()
      await sees(owner, '已收回')
      await calm(owner)
      const over = await agent.post('/applications', {
        itemId: await findItem(agent, '食品经营许可（新办）'),
        onBehalfOf: await firmOf(city.url),
      })
      assert.equal(over.body.code, 'identity.mandate-over')
      await page.goto(`/cases/${caseId}`)
      await sees(page, /授权已经到期或者被收回，不能再看这件办件/)
      await picture(page, 'portal-mandate-over')
      await calm(page)
      // Acts, messages and the file of the case say the same as reading it; a new applicant learns nothing.
      for (const [path, given] of [
        [`/cases/${caseId}/acts`, { verb: 'withdraw', expectedVersion: 1, reason: '演示撤回' }],
        [`/cases/${caseId}/messages`, { name: 'payment-received', data: {} }],
      ] as const) {
        const { status, body } = await agent.post(path, given)
        assert.deepEqual([path, status, body.code], [path, 403, 'cases.mandate-over'], JSON.stringify(body))
        const other = await (await signIn(city.url, 'wang.ceshi')).post(path, given)
        assert.deepEqual([other.status, other.body.code], [404, 'cases.missing'])
      }
      const stranger = await signIn(city.url, 'wang.ceshi')
      assert.equal((await stranger.get(`/cases/${caseId}`)).body.code, 'cases.missing')
      // The firm's own case goes on; so that it may apply again, it is taken back.
      const lead = await signIn(city.url, 'zhao.ceshi')
      assert.equal((await act(lead, caseId, 'withdraw', { reason: '演示撤回' })).status, 200)
      // What began after the mandate ended is none of the agent's business: there is no such case.
      const later = await applyForFirm(lead)
      assert.equal((await agent.get(`/cases/${later}`)).body.code, 'cases.missing')
      assert.equal((await act(lead, later, 'withdraw', { reason: '演示撤回' })).status, 200)
      for (const each of [owner, page]) await each.context().close()
    })

  test('an elder reads what is asked and agrees with a second factor, and a parent acts for a child the register knows', async () => {
    const helper = await signIn(city.url, 'wang.ceshi')
    const asked = await helper.post('/me/mandates/requests', {
      principal: { name: '秦测试', idNumber: '999900193803053019' },
      ...{ acts: ['apply', 'pay'], validTo: new Date(Date.now() + 86_400_000 * 30).toISOString(), reason: '替父亲办' },
    })
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    const elder = await browser.visit(url, { width: 390, theme: 'elder', expects: level })
    await signInWithPasskeyAtHand(elder, 'qin.ceshi')
    const told = await eventually(async () => {
      const { body } = await (await signIn(city.url, 'qin.ceshi')).get('/me/notices')
      return body.items.find(({ kind }: { kind: string }) => kind === 'mandate.asked')
    })
    assert.match(told.title, /王测试/)
    await elder.goto('/me/mandates')
    await sees(elder, '等您决定')
    await picture(elder, 'portal-mandates-elder')
    await calm(elder)
    await elder.getByRole('link', { name: '王测试 替 秦测试 办事' }).click()
    await elder.getByRole('button', { name: '同意', exact: true }).click()
    await elder.getByRole('button', { name: '用通行密钥认证' }).click()
    await sees(elder, '有效')
    await elder.context().close()
    assert.equal((await helper.get('/me')).body.mayActFor[1].role, 'family')

    const parent = await browser.visit(url, { expects: [...level, '404 POST /me/mandates/children'] })
    await signInWithPasskeyAtHand(parent, 'qian.yangli')
    await parent.goto('/me/mandates')
    await parent.getByRole('link', { name: '替未成年子女办事' }).click()
    await parent.getByLabel('孩子的姓名').fill('赵小测')
    await parent.getByLabel('身份证号码').fill('999900201805044017')
    await parent.getByRole('button', { name: '核对并生效' }).click()
    await parent.getByRole('button', { name: '用通行密钥认证' }).click()
    await sees(parent, /没有查到您和这个未成年人的监护关系/)
    await parent.getByLabel('孩子的姓名').fill('钱小样')
    await parent.getByLabel('身份证号码').fill('99990020150910402x')
    await parent.getByRole('button', { name: '核对并生效' }).click()
    await heading(parent, '钱样例 替 钱小样 办事')
    await sees(parent, '父母替未成年子女')
    await parent.context().close()
  })
})

const firmOf = async (at: string) => partyOf(await signIn(at, 'zhao.ceshi'), '测试餐饮店')

/** The agent applies for the food licence of the firm, with all it needs. */
async function applyForFirm(agent: Person): Promise<string> {
  const itemId = await findItem(agent, '食品经营许可（新办）')
  const begun = await agent.post('/applications', { itemId, onBehalfOf: await partyOf(agent, '测试餐饮店') })
  assert.equal(begun.status, 201, JSON.stringify(begun.body))
  const path = `/applications/${begun.body.id}`
  const { body } = await agent.patch(path, { answers: foodAnswers, confirm: ['rules'] })
  for (const { key, submission, required } of body.materials)
    if (submission === 'upload' && required)
      await agent.upload('PUT', `${path}/materials/${key}`, '平面图.pdf', layoutPdf)
  const done = await agent.post(`${path}/submit`, { consent: true })
  assert.equal(done.status, 201, JSON.stringify(done.body))
  return done.body.caseId
}
