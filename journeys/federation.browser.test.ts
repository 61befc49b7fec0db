import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axeViolations, heading, picture, sees, sideways, startBrowser, step, type Watch } from './browser.ts'
import { type City, freePort, startCity } from './city.ts'
import { personAt, signIn } from './client.ts'
import { eventually } from './people.ts'

// C16: the province's identity centre is one more OpenID provider; here it is a second instance of our own server.
describe('signing in by the identity centre above the city', () => {
  let centre: City
  let city: City
  let browser: Watch
  let folder: string

  before(async () => {
    // A browser keeps cookies by host: the centre goes by a name, the city by a number.
    const [there, here] = [await freePort(), await freePort()]
    centre = await startCity({
      fresh: true,
      args: ['--port', String(there)],
      env: { ZT_PUBLIC_URL: `http://localhost:${there}` },
    })
    const admin = await signIn(centre.url, 'admin')
    const at = `http://127.0.0.1:${here}`
    const registered = await admin.post('/openid-clients', {
      ...{ name: '东莞市政通（演示）', nameEn: 'City of Dongguan (demo)', owner: '东莞市（演示）' },
      ...{ purpose: '在市平台登录', purposeEn: 'To sign in at the city' },
      ...{ directory: 'public', kind: 'web', scopes: ['openid', 'profile', 'id_card'] },
      ...{ redirectUris: [`${at}/oidc/upstream/callback`], signedOutUris: [`${at}/`] },
      backchannelLogoutUri: `${at}/oidc/upstream/backchannel-logout`,
    })
    assert.equal(registered.status, 201, JSON.stringify(registered.body))
    const { client, issuer, secret } = registered.body
    folder = await mkdtemp(join(tmpdir(), 'zhengtong-centre-'))
    const file = join(folder, 'centre.json')
    const told = { name: '省统一身份认证平台（演示）', nameEn: 'the provincial identity centre (demo)' }
    await writeFile(file, JSON.stringify({ ...told, issuer, clientId: client.id, clientSecret: secret }))
    city = await startCity({ args: ['--port', String(here)], env: { ZT_IDENTITY_CENTRE: file } })
    browser = await startBrowser()
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser?.stop()
    await city?.stop()
    await centre?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** From the city's sign-in page to the centre and back, as a person does it. */
  async function comeIn(page: Page, username: string): Promise<void> {
    await page.goto('/sign-in?to=%2Fme%2Faccount')
    await page.getByRole('link', { name: '用省统一身份认证平台（演示）登录' }).click()
    await page.waitForURL(/localhost:\d+\/oidc\/interaction/)
    await page.locator('input[name=username]').fill(username)
    await page.locator('input[name=password]').fill('Zhengtong-2026')
    await page.locator('form[action$="/sign-in"] button').click()
    const agree = page.locator('form[action$="/consent"] button[value=yes], form[action$="/consent"] button').first()
    await agree.waitFor()
    await picture(page, 'centre-consent')
    await agree.click()
    await step(page, 'back at the city', () => heading(page, '账号与安全'))
  }

  test('a person signs in there, is known here by the verified number, and leaves at both', async () => {
    const page = await browser.visit(city.url, { width: 390 })
    await page.goto('/sign-in')
    await sees(page, '用省统一身份认证平台（演示）登录')
    await picture(page, 'portal-sign-in-centre')
    assert.deepEqual([await axeViolations(page), await sideways(page)], [[], 0])
    await comeIn(page, 'zhao.ceshi')
    // The account is the one that the person has here already: with the firm they lead.
    const { body } = await page.evaluate<{
      body: { actor: { name: string; level: string; methods: string[] }; mayActFor: { name: string }[] }
    }>(`fetch('/api/v1/me').then(async (answer) => ({ body: await answer.json() }))`)
    assert.deepEqual([body.actor.name, body.actor.level, body.actor.methods], ['赵测试', 'L2', ['fed', 'pwd']])
    assert.equal(body.mayActFor[1]?.name, '东莞市测试餐饮店（演示）')
    const audit = await signIn(city.url, 'audit')
    assert.equal((await audit.get('/audit?action=account.link')).body.items.length, 1)

    await page.getByLabel('我的账户：').click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.waitForURL(/localhost:\d+\/oidc\/session\/end/)
    await page.locator('button').first().click()
    await page.waitForURL(`${city.url}/`)
    await sees(page, '登录')
    assert.equal(await page.evaluate(`fetch('/api/v1/me').then(({ status }) => status)`), 401)
    await page.context().close()
  })

  test('who is signed out everywhere at the centre is signed out here', async () => {
    const page = await browser.visit(city.url)
    await comeIn(page, 'wang.ceshi')
    // Signed in there already: at once back, and only to a path of ours.
    await page.goto(`/oidc/upstream/sign-in?to=${encodeURIComponent('//evil.example/')}`)
    assert.equal(page.url(), `${city.url}/`)
    await page.waitForLoadState('networkidle') // what the home page asks in this session is answered before it ends
    const there = await signIn(centre.url, 'wang.ceshi')
    assert.ok((await there.delete('/me/sessions')).body.ended >= 1)
    await eventually(async () =>
      (await page.evaluate<number>(`fetch('/api/v1/me').then(({ status }) => status)`)) === 401 ? true : undefined,
    )
    await page.context().close()
  })

  test('what this browser did not begin, a second use and a forged word come to nothing', async () => {
    const begun = await fetch(`${city.url}/oidc/upstream/sign-in`, {
      redirect: 'manual',
    })
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state')
    for (const cookie of ['', 'zt_upstream=somebody-elses']) {
      const back = await fetch(`${city.url}/oidc/upstream/callback?code=x&state=${state}`, {
        headers: { cookie },
        redirect: 'manual',
      })
      assert.equal(back.status, 401)
    }
    const own = begun.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    for (let i = 0; i < 2; i++) {
      const back = await fetch(`${city.url}/oidc/upstream/callback?code=forged&state=${state}`, {
        headers: { cookie: own },
        redirect: 'manual',
      })
      assert.equal(back.status, 401)
    }
    for (const body of ['logout_token=eyJhbGciOiJub25lIn0.e30.', 'logout_token=x', '']) {
      const said = await fetch(`${city.url}/oidc/upstream/backchannel-logout`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      })
      assert.equal(said.status, 400, body)
    }
    const { body } = await personAt(centre.url).get('/identity-centres')
    assert.deepEqual(body.items, [])
  })
})
