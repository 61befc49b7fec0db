import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as client from 'openid-client'
import {
  callback,
  library,
  type OpenIdStage,
  openBrowser,
  openIdStage,
  openProgram,
  password,
  signInAt,
} from '#testing/openid-stage.ts'
import type { NewClient } from './contract.ts'

const plain = { execute: [client.allowInsecureRequests] }
let stage: OpenIdStage
before(async () => {
  stage = await openIdStage()
  await stage.citizen('zhao.ceshi', '赵测试', '999900198803120018')
  await stage.citizen('wang.ceshi', '王测试', '99990019950808002X')
  await stage.official('slg', '受理演示')
})
after(() => stage.stop())

const program = (given?: NewClient) => openProgram(stage, given)
const signIn = signInAt

test('an unmodified openid-client signs in, knows who it is, refreshes and logs out', async () => {
  const app = await program()
  const { browser, back, checks, asked } = await signIn(app, 'zhao.ceshi')
  assert.match(asked, /“图书馆读者证”想知道/)
  assert.match(asked, /您的姓名/)
  const tokens = await client.authorizationCodeGrant(app.config, back, checks)
  const claims = tokens.claims()
  assert.equal(claims?.iss, app.issuer)
  assert.equal(claims?.acr, 'L2')
  assert.deepEqual(claims?.amr, ['pwd'])
  const person = await client.fetchUserInfo(app.config, tokens.access_token, claims!.sub)
  assert.equal(person.name, '赵测试')
  assert.deepEqual(person.mandates, [])
  assert.equal(person.phone_number, undefined)

  const fresh = await client.refreshTokenGrant(app.config, tokens.refresh_token!)
  assert.notEqual(fresh.refresh_token, tokens.refresh_token)
  assert.equal(fresh.claims()?.sub, claims?.sub)

  const leaving = client.buildEndSessionUrl(app.config, {
    id_token_hint: fresh.id_token!,
    post_logout_redirect_uri: library.signedOutUris![0]!,
    state: 's1',
  })
  const page = await browser.go(leaving.href)
  assert.match(page.text, /全部退出/)
  const left = await browser.submit(page, /session\/end/, { logout: 'yes' })
  assert.equal(left.url, 'http://127.0.0.1:9/cb/left?state=s1')
  await assert.rejects(client.refreshTokenGrant(app.config, fresh.refresh_token!), { error: 'invalid_grant' })
  assert.equal(
    [...browser.jar.keys()].some((key) => key.startsWith('zt_session')),
    false,
    'and left the platform',
  )
})

test('one sign-in serves every program: the second one asks for consent alone, the third time for nothing', async () => {
  const [one, two] = [await program(), await program({ ...library, name: '公园年卡', nameEn: 'Park pass' })]
  const first = await signIn(one, 'wang.ceshi')
  const second = await signIn(two, 'nobody', { browser: first.browser })
  assert.match(second.asked, /“公园年卡”想知道/)
  const subs = []
  for (const [app, { back, checks }] of [
    [one, first],
    [two, second],
  ] as const)
    subs.push((await client.authorizationCodeGrant(app.config, back, checks)).claims()?.sub)
  assert.notEqual(subs[0], subs[1], 'the same person is another number for another program')

  const again = await signIn(two, 'nobody', { browser: first.browser })
  assert.equal(again.asked, '')
  assert.equal((await client.authorizationCodeGrant(two.config, again.back, again.checks)).claims()?.sub, subs[1])
})

test('what a person refuses is not given', async () => {
  const app = await program()
  const browser = openBrowser()
  const { page } = await signIn(app, 'zhao.ceshi', { browser })
  assert.match(page.url, /code=/)
  const other = await program({ ...library, name: '车位' })
  const url = client.buildAuthorizationUrl(other.config, {
    redirect_uri: callback,
    scope: 'openid profile',
    code_challenge: await client.calculatePKCECodeChallenge('v'.repeat(43)),
    code_challenge_method: 'S256',
  })
  const asked = await browser.go(url.href)
  const back = await browser.submit(asked, /consent$/, { agree: 'no' })
  assert.match(back.url, /error=access_denied/)
})

test('staff sign in at their own issuer, citizens cannot, and nobody is asked to agree', async () => {
  const app = await program({ ...library, directory: 'staff', scopes: ['openid', 'profile', 'posts'] })
  assert.match(app.issuer, /\/oidc\/staff$/)
  const refused = await signIn(app, 'zhao.ceshi', { scope: 'openid profile posts' })
  assert.match(refused.asked, /这个账号不能在这里登录/)
  const { back, checks, asked } = await signIn(app, 'slg', { scope: 'openid profile posts' })
  assert.equal(asked, '')
  const tokens = await client.authorizationCodeGrant(app.config, back, checks)
  const person = await client.fetchUserInfo(app.config, tokens.access_token, tokens.claims()!.sub)
  assert.deepEqual([person.name, person.posts], ['受理演示', []])
})

test('a refresh token used twice ends everything that came of it', async () => {
  const app = await program()
  const { back, checks } = await signIn(app, 'zhao.ceshi')
  const first = await client.authorizationCodeGrant(app.config, back, checks)
  const second = await client.refreshTokenGrant(app.config, first.refresh_token!)
  await assert.rejects(client.refreshTokenGrant(app.config, first.refresh_token!), { error: 'invalid_grant' })
  await assert.rejects(client.refreshTokenGrant(app.config, second.refresh_token!), { error: 'invalid_grant' })
  await assert.rejects(client.fetchUserInfo(app.config, second.access_token, second.claims()!.sub), { status: 401 })
})

test('of refreshes sent at once one wins at most, and then everything ends', async () => {
  const app = await program()
  const { back, checks } = await signIn(app, 'zhao.ceshi')
  const tokens = await client.authorizationCodeGrant(app.config, back, checks)
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => client.refreshTokenGrant(app.config, tokens.refresh_token!)),
  )
  assert.ok(tries.filter(({ status }) => status === 'fulfilled').length <= 1)
  await assert.rejects(client.refreshTokenGrant(app.config, tokens.refresh_token!), { error: 'invalid_grant' })
})

test('a system speaks for itself, and only of what it was registered for', async () => {
  const app = await program({
    ...library,
    kind: 'system',
    scopes: ['identity_check'],
    redirectUris: [],
    signedOutUris: [],
  })
  const tokens = await client.clientCredentialsGrant(app.config, { scope: 'identity_check' })
  assert.equal(tokens.scope, 'identity_check')
  assert.equal((await client.tokenIntrospection(app.config, tokens.access_token)).active, true)
  await assert.rejects(client.clientCredentialsGrant(app.config, { scope: 'profile' }), { error: 'invalid_scope' })
})

test('a kiosk shows a code, the person types it in at home and agrees, the kiosk goes on', async () => {
  const { publicKey, privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const jwk = { ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'k1', alg: 'ES256' }
  const { client: kiosk, issuer } = await stage.register({
    ...{ ...library, name: '大厅自助终端', redirectUris: [], signedOutUris: [] },
    kind: 'device',
    jwks: { keys: [jwk] },
  })
  const auth = client.PrivateKeyJwt({ key: privateKey, kid: 'k1' })
  const config = await client.discovery(new URL(issuer), kiosk.id, undefined, auth, plain)
  const shown = await client.initiateDeviceAuthorization(config, { scope: 'openid profile' })
  assert.match(shown.user_code, /^\d{4}-\d{4}$/)

  const browser = openBrowser()
  const input = await browser.go(shown.verification_uri)
  const wrong = await browser.submit(input, /device$/, { user_code: '00000000' })
  assert.match(wrong.text, /代码不对/)
  let page = await browser.submit(await browser.go(shown.verification_uri), /device$/, { user_code: shown.user_code })
  assert.match(page.text, /大厅自助终端/)
  page = await browser.submit(page, /device$/)
  page = await browser.submit(page, /sign-in$/, { username: 'zhao.ceshi', password })
  page = await browser.submit(page, /consent$/, { agree: 'yes' })
  assert.match(page.text, /终端会自己继续/)
  const tokens = await client.pollDeviceAuthorizationGrant(config, { ...shown, interval: 0.1 })
  const person = await client.fetchUserInfo(config, tokens.access_token, tokens.claims()!.sub)
  assert.equal(person.name, '赵测试')
})
