import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, describe, test } from 'node:test'
import * as client from 'openid-client'
import {
  axeViolations,
  heading,
  picture,
  sees,
  sideways,
  signInOnWorkbench,
  startBrowser,
  type Watch,
  widths,
} from './browser.ts'
import { type City, startCity } from './city.ts'

// C16 一次认证、全网通行: an administrator registers a program; people sign in to it with their account here, in a browser.
describe('signing in elsewhere with the account of this city', () => {
  let city: City
  let browser: Watch
  let program: Awaited<ReturnType<typeof runProgram>>
  let config: client.Configuration

  before(async () => {
    city = await startCity()
    browser = await startBrowser()
    program = await runProgram()
  })
  afterEach(() => browser.calm())
  after(async () => {
    program.server.close()
    await browser.stop()
    await city.stop()
  })

  test('an administrator registers a program, and is shown its secret once', async () => {
    const page = await browser.visit(city.url)
    await signInOnWorkbench(page, 'admin')
    await page.goto('/workbench/openid-clients')
    await heading(page, '应用接入')
    await sees(page, '还没有应用接入')
    assert.deepEqual(await axeViolations(page), [])
    await page.getByRole('button', { name: '登记应用' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('名称', { exact: true }).fill('图书馆读者证')
    await dialog.getByLabel('名称（英文）').fill('Library card')
    await dialog.getByLabel('用来做什么（给登录的人看）').fill('办读者证时核对您是谁')
    await dialog.getByLabel('用来做什么（英文）').fill('To know who asks for a library card')
    await dialog.getByLabel('负责单位').fill('东莞图书馆（演示）')
    await dialog.getByLabel('登录以后回到的地址').fill(`${program.url}/cb`)
    await dialog.getByLabel('退出以后回到的地址').fill(`${program.url}/left`)
    await picture(page, 'workbench-openid-register')
    assert.deepEqual(await axeViolations(page), [])
    await dialog.getByRole('button', { name: /登\s?记/ }).click()
    await sees(page, '把这些交给开发单位')
    const [issuer = '', id = '', secret = ''] = await page.locator('dialog code, [role=dialog] code').allInnerTexts()
    await picture(page, 'workbench-openid-secret')
    await page.getByRole('button', { name: '抄好了' }).click()
    await page.getByRole('rowheader', { name: '图书馆读者证' }).waitFor()
    await picture(page, 'workbench-openid-clients')
    assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
    config = await client.discovery(new URL(issuer), id, undefined, client.ClientSecretBasic(secret), {
      execute: [client.allowInsecureRequests],
    })
    await page.goto('/workbench/powers')
    await heading(page, '权限核查')
    await page.getByRole('rowheader', { name: '何谷雨演示 slg' }).waitFor()
    await picture(page, 'workbench-powers')
    assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
    await page.context().close()
  })

  for (const width of widths)
    test(`a person signs in, reads what the program would know, agrees and is back; later leaves everywhere, ${width} px`, async () => {
      // Each width is somebody else, so that each is asked.
      const username = width === 390 ? 'chen.yanshi' : 'wang.ceshi'
      const page = await browser.visit(city.url, { width, expects: ['422 POST /oidc/interaction'] })
      const begun = await program.begin(config)
      await page.goto(begun.url)
      await heading(page, '登录')
      await picture(page, 'oidc-sign-in')
      assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      await page.getByLabel('账号').fill(username)
      await page.getByLabel('密码').fill('wrong')
      await page.getByRole('button', { name: '登录', exact: true }).click()
      await page.getByRole('alert').getByText('用户名或密码不对').waitFor()
      assert.equal(await page.getByLabel('账号').inputValue(), username)
      await picture(page, 'oidc-sign-in-refused')
      assert.deepEqual(await axeViolations(page), [])
      await page.getByLabel('密码').fill('Zhengtong-2026')
      await page.getByRole('button', { name: '登录', exact: true }).click()
      await heading(page, '“图书馆读者证”想知道')
      await picture(page, 'oidc-consent')
      await page.getByRole('link', { name: '大字版' }).click()
      await heading(page, '“图书馆读者证”想知道')
      await picture(page, 'oidc-consent-elder')
      assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
      await page.getByRole('link', { name: 'English' }).click()
      await heading(page, '“Library card” asks to know')
      assert.deepEqual(await axeViolations(page), [])
      await page.getByRole('button', { name: 'Agree and continue' }).click()
      await page.getByText('welcome').waitFor()
      const tokens = await client.authorizationCodeGrant(config, new URL(page.url()), begun.checks)
      const fresh = await client.refreshTokenGrant(config, tokens.refresh_token!)
      assert.equal(fresh.claims()?.acr, 'L2')

      // The same account is signed in on the portal too.
      await page.goto(`${city.url}/cases`)
      await page.getByRole('heading', { level: 1 }).waitFor()

      const leaving = client.buildEndSessionUrl(config, {
        id_token_hint: fresh.id_token!,
        post_logout_redirect_uri: `${program.url}/left`,
      })
      await page.goto(leaving.href)
      await heading(page, 'Sign out')
      assert.deepEqual(await axeViolations(page), [])
      await picture(page, 'oidc-sign-out')
      await page.getByRole('button', { name: 'Sign out everywhere' }).click()
      await page.getByText('welcome').waitFor()
      assert.equal(new URL(page.url()).pathname, '/left')
      await assert.rejects(client.refreshTokenGrant(config, fresh.refresh_token!), { error: 'invalid_grant' })
      await page.context().close()
    })
})

/** Some other body's web site: it sends people away and takes them back. */
async function runProgram() {
  const server: Server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>x</title><p>welcome</p>')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    server,
    url,
    async begin(config: client.Configuration) {
      const pkceCodeVerifier = client.randomPKCECodeVerifier()
      const expectedState = client.randomState()
      const to = client.buildAuthorizationUrl(config, {
        redirect_uri: `${url}/cb`,
        scope: 'openid profile',
        code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
        state: expectedState,
      })
      return { url: to.href, checks: { pkceCodeVerifier, expectedState } }
    },
  }
}
