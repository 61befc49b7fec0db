import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import {
  axeViolations,
  heading,
  picture,
  sees,
  sideways,
  signInOnPortal,
  startBrowser,
  type Watch,
  widths,
  withDevice,
} from './browser.ts'
import { type City, freePort, startCity } from './city.ts'
import { signIn } from './client.ts'

// C16 C17: a person's own account: where it is open, by what it is opened, and a passkey in the place of the password.
describe('account and security on the portal', () => {
  let city: City
  let browser: Watch

  before(async () => {
    // Passkeys are bound to a name, and an address of numbers is none.
    const port = String(await freePort())
    city = await startCity({ args: ['--port', port], env: { ZT_PUBLIC_URL: `http://localhost:${port}` } })
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser.stop()
    await city.stop()
  })

  for (const width of widths)
    test(`a person adds a passkey, signs in by it at a higher level, and signs out everywhere else, ${width} px`, async () => {
      const username = width === 390 ? 'chen.yanshi' : 'wang.ceshi'
      const url = city.url.replace('127.0.0.1', 'localhost')
      const page = await browser.visit(url, { width })
      await withDevice(page)
      const elsewhere = await signIn(city.url, username)
      await signInOnPortal(page, username)
      await page.goto('/me/account')
      await heading(page, '账号与安全')
      await sees(page, 'L2 实名')
      await sees(page, '还没有通行密钥')
      await sees(page, '没有应用能知道您的信息')
      await page.getByLabel('给它起个名字').fill('我的手机')
      await page.getByRole('button', { name: '加一把通行密钥' }).click()
      await sees(page, '我的手机')
      await page.getByRole('button', { name: '设置动态口令' }).click()
      await page.getByLabel('6 位数字').waitFor()
      await picture(page, 'portal-account')
      assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      await page.getByRole('button', { name: '退出其他所有登录' }).click()
      await page.getByText('就是这里').waitFor()
      for (let i = 0; i < 60 && (await elsewhere.get('/me')).status !== 401; i++)
        await new Promise((later) => setTimeout(later, 100))
      assert.equal((await elsewhere.get('/me')).status, 401)

      await page.goto('/')
      await page.getByLabel('我的账户：').click()
      await page.getByRole('button', { name: '退出登录' }).click()
      await page.goto('/sign-in?to=%2Fme%2Faccount')
      await page.getByRole('button', { name: '用通行密钥登录' }).click()
      await heading(page, '账号与安全')
      await sees(page, 'L3 双因素')
      await page.context().close()
    })
})
