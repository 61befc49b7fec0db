import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import {
  axeViolations,
  heading,
  picture,
  sees,
  sideways,
  signInOnWorkbench,
  signInWithPasskeyAtHand,
  startBrowser,
  type Watch,
} from './browser.ts'
import { type City, freePort, startCity } from './city.ts'
import { personAt, signIn } from './client.ts'
import { startPersonCheckProvider } from './systems.ts'

// C17: how people come back into accounts, and how accounts end. By their owner after days to think it over; by an administrator with a reason.
describe('the life of an account', () => {
  let provider: Awaited<ReturnType<typeof startPersonCheckProvider>>
  let city: City
  let browser: Watch
  let url: string

  before(async () => {
    provider = await startPersonCheckProvider()
    const port = String(await freePort())
    const env = { ZT_PUBLIC_URL: `http://localhost:${port}`, ZT_SYSTEMS: provider.systemsFile }
    city = await startCity({ args: ['--port', port], env })
    url = city.url.replace('127.0.0.1', 'localhost')
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser?.stop()
    await city?.stop()
    await provider?.stop()
  })

  test('its owner asks for it with a second factor, sees the day, and keeps the account after all', async () => {
    const page = await browser.visit(url, { width: 390, expects: ['403 POST /me/account/closing'] })
    await signInWithPasskeyAtHand(page, 'wang.ceshi')
    await page.getByRole('button', { name: '申请注销' }).click()
    await page.getByRole('button', { name: '确定申请注销' }).click()
    await sees(page, '再认证一次，接着办')
    await picture(page, 'portal-account-closing')
    assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
    await page.getByRole('button', { name: '用通行密钥认证' }).click()
    await sees(page, /已经申请注销/)
    await picture(page, 'portal-account-closes')
    await page.getByRole('button', { name: '不注销了' }).click()
    await page.getByRole('button', { name: '申请注销' }).waitFor()
    await page.context().close()
  })

  test('an administrator closes one on the workbench with a reason, and opens it again', async () => {
    const clerk = await signIn(city.url, 'shg')
    const page = await browser.visit(url)
    await signInOnWorkbench(page, 'admin')
    await page.goto('/workbench/administration')
    await heading(page, '账号')
    await page.getByRole('link', { name: '许立夏演示' }).click()
    await page.getByRole('button', { name: '停用账号' }).click()
    await page.getByLabel('理由').fill('调离本单位，停用账号')
    await picture(page, 'workbench-account-closing')
    await page.getByRole('dialog').getByRole('button', { name: '停用账号' }).click()
    await page.getByRole('button', { name: '恢复账号' }).waitFor()
    assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
    assert.equal((await clerk.get('/me')).status, 401)
    const refused = await personAt(city.url).post('/sessions', { username: 'shg', password: 'Zhengtong-2026' })
    assert.equal(refused.status, 401)
    await page.getByRole('button', { name: '恢复账号' }).click()
    await page.getByLabel('理由').fill('调回本单位')
    await page.getByRole('dialog').getByRole('button', { name: '恢复账号' }).click()
    await page.getByRole('button', { name: '停用账号' }).waitFor()
    await signIn(city.url, 'shg')
    await page.context().close()
  })

  test('who lost the password comes back by a check of the person, with a new one, and whoever was signed in is out', async () => {
    const before = await signIn(city.url, 'chen.yanshi')
    const page = await browser.visit(url, {
      width: 390,
      expects: ['400 POST /recoveries', '409 POST /recoveries/', '422 POST /recoveries'],
    })
    await page.goto('/sign-in')
    await page.getByRole('link', { name: '找回账号' }).click()
    await heading(page, '找回账号')
    await page.getByLabel('账号', { exact: true }).fill('chen.yanshi')
    await page.getByLabel('姓名').fill('陈演示')
    await page.getByLabel('身份证号码').fill('999900198803120018')
    await picture(page, 'portal-recover')
    assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
    await page.getByRole('button', { name: '用人脸核验找回' }).click()
    await sees(page, /账号、姓名和身份证号码对不上/)
    await page.getByLabel('身份证号码').fill('999900199205060048')
    await page.getByRole('button', { name: '用人脸核验找回' }).click()
    await sees(page, '这是模拟的核验服务，不拍照，也不比对。')
    await page.getByLabel('新密码').fill('Huanle-mima-2027')
    await page.getByRole('button', { name: '核验好了，重设密码' }).click()
    await sees(page, /核验还没有做完/)
    await picture(page, 'portal-recover-password')
    assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
    const opening = page.context().waitForEvent('page')
    await page.getByRole('link', { name: '打开核验页面（新窗口）' }).click()
    const there = await opening
    await there.getByRole('button', { name: '核验通过 Pass' }).click()
    await heading(there, '核验页面走完了')
    await there.close()
    await page.getByRole('button', { name: '核验好了，重设密码' }).click()
    await sees(page, '密码已经重设')
    assert.equal((await before.get('/me')).status, 401)
    const old = await personAt(city.url).post('/sessions', { username: 'chen.yanshi', password: 'Zhengtong-2026' })
    const next = await personAt(city.url).post('/sessions', { username: 'chen.yanshi', password: 'Huanle-mima-2027' })
    assert.deepEqual([old.status, next.status], [401, 201])
    await page.context().close()
  })

  test('who cannot be checked comes back at the counter: a clerk, a second official, and a code for the person alone', async () => {
    const [clerk, decider] = [await browser.visit(url, { width: 390 }), await browser.visit(url)]
    await signInOnWorkbench(clerk, 'slg')
    await clerk.goto('/workbench/account-recoveries')
    await heading(clerk, '窗口找回账号')
    await sees(clerk, '没有窗口找回')
    await clerk.getByRole('button', { name: '证件已当面核对，请同事复核' }).click()
    await sees(clerk, /原因至少四个字/)
    await clerk.getByLabel('姓名').fill('卫试办')
    await clerk.getByLabel('证件上的身份证号码').fill('999900199309170057')
    await clerk.getByLabel('为什么要在窗口办').fill('手机丢失，面部受伤不能核验')
    await clerk.getByRole('button', { name: '证件已当面核对，请同事复核' }).click()
    await sees(clerk, /等复核/)
    await picture(clerk, 'workbench-account-recoveries')
    assert.deepEqual([await axeViolations(clerk), await sideways(clerk)], [[], 0])
    assert.equal(await clerk.getByRole('button', { name: '证件和本人已复核，同意找回' }).count(), 0)
    await clerk.context().close()
    await signInOnWorkbench(decider, 'jdg')
    await decider.goto('/workbench/account-recoveries')
    await decider.getByRole('button', { name: '证件和本人已复核，同意找回' }).click()
    await sees(decider, /请本人在门户/)
    const code = (await decider.getByText(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/).textContent()) ?? ''
    await picture(decider, 'workbench-account-recovery-code')
    assert.deepEqual([await axeViolations(decider), await sideways(decider)], [[], 0])
    await decider.context().close()

    const page = await browser.visit(url, { width: 390, expects: ['422 POST /counter-recovery-codes'] })
    await page.goto('/recover')
    await page.getByRole('button', { name: '我有窗口给的验证码' }).click()
    await page.getByLabel('账号', { exact: true }).fill('wei.shiban')
    await page.getByLabel('窗口给的验证码').fill('AAAAA-AAAAA')
    await page.getByLabel('新密码').fill('Huanle-mima-2027')
    await page.getByRole('button', { name: '重设密码' }).click()
    await sees(page, /账号或者窗口给的验证码不对/)
    await picture(page, 'portal-recover-by-code')
    assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
    await page.getByLabel('窗口给的验证码').fill(code.toLowerCase())
    await page.getByRole('button', { name: '重设密码' }).click()
    await sees(page, '密码已经重设')
    const back = await personAt(url).post('/sessions', { username: 'wei.shiban', password: 'Huanle-mima-2027' })
    assert.equal(back.status, 201)
    await page.context().close()
  })

  test('a security officer signs off the list of who can do what, and it is kept with their name', async () => {
    const page = await browser.visit(url)
    await signInOnWorkbench(page, 'security')
    await page.goto('/workbench/powers')
    await heading(page, '权限核查')
    await sees(page, '还没有签核过。')
    await page.getByLabel('核查结论').fill('逐项核对，没有发现多余权限')
    await page.getByRole('button', { name: '签核这份名单' }).click()
    await sees(page, /签核，共 \d+ 项权限/)
    await picture(page, 'workbench-powers-signed')
    assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
    await page.context().close()
  })
})
