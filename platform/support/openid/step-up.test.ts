import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as client from 'openid-client'
import type { TOTP } from 'otpauth'
import { type OpenIdStage, openIdStage, openProgram, password, signInAt } from '#testing/openid-stage.ts'

let stage: OpenIdStage
before(async () => {
  stage = await openIdStage()
  await stage.citizen('zhao.ceshi', '赵测试', '999900198803120018')
  await stage.citizen('wang.ceshi', '王测试', '99990019950808002X')
})
after(() => stage.stop())

async function api(token: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${stage.publicUrl}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : {} }
}

const signIn = async (username: string) =>
  (await stage.identity.sessions.signIn('441900', { username, password }, {})).token

test('a program that asks for L3 gets it by one factor more, in the same session', async () => {
  const app = await openProgram(stage)
  const { page, browser, checks } = await signInAt(app, 'zhao.ceshi', { more: { acr_values: 'L3' } })
  // Signed in with a password alone: asked once more, and not for the password.
  assert.match(page.text, /再认证一次/)
  const sent = await browser.submit(page, /code$/)
  assert.match(sent.text, /验证码已经发到 199\*\*\*\*0001/)
  const wrong = await browser.submit(sent, /step-up$/, { code: '000000' })
  assert.deepEqual([wrong.status, /验证码不对/.test(wrong.text)], [422, true])
  const { mobile, code } = stage.codes.at(-1)!
  assert.equal(mobile, '19900000001')
  let back = await browser.submit(wrong, /step-up$/, { code })
  if (/consent"/.test(back.text)) back = await browser.submit(back, /consent$/, { agree: 'yes' })
  const tokens = await client.authorizationCodeGrant(app.config, new URL(back.url), checks)
  assert.equal(tokens.claims()?.acr, 'L3')
  assert.deepEqual(tokens.claims()?.amr, ['pwd', 'sms'])
  // Another program that wants the same is not told to ask again.
  const other = await openProgram(stage, { ...(await import('#testing/openid-stage.ts')).library, level: 'L3' })
  assert.match((await signInAt(other, 'nobody', { browser })).asked, /想知道/)
})

test('one-time codes of an app count after the first right one, each once, and not in another’s account', async () => {
  const token = await signIn('wang.ceshi')
  const begun = await api(token, 'POST', '/me/factors/totp')
  assert.equal(begun.status, 201)
  const { URI } = await import('otpauth')
  const totp = URI.parse(begun.body.uri) as TOTP
  assert.equal(
    (await api(token, 'POST', '/me/step-ups', { method: 'otp', code: totp.generate() })).body.code,
    'identity.no-totp',
  )
  const first = totp.generate({ timestamp: Date.now() - 30_000 })
  assert.equal((await api(token, 'POST', '/me/factors/totp/confirmation', { code: first })).status, 204)
  assert.equal((await api(token, 'POST', '/me/factors/totp')).body.code, 'identity.totp-set')
  assert.equal(
    (await api(token, 'POST', '/me/step-ups', { method: 'otp', code: first })).body.code,
    'identity.code-wrong',
    'seen before',
  )
  const code = totp.generate()
  const stepped = await api(token, 'POST', '/me/step-ups', { method: 'otp', code })
  assert.deepEqual([stepped.status, stepped.body.actor.level], [201, 'L3'])
  assert.equal((await api(token, 'GET', '/me')).status, 401, 'the old token ended with the step')
  const fresh = stepped.body.token as string
  assert.equal(
    (await api(fresh, 'POST', '/me/step-ups', { method: 'otp', code })).body.code,
    'identity.code-wrong',
    'replayed',
  )
  const { rows } = await stage.database.pool.query('select secret_sealed from identity.totp')
  assert.equal(
    rows.some(({ secret_sealed: sealed }) => Buffer.from(sealed).includes(begun.body.secret)),
    false,
  )
  assert.equal((await api(fresh, 'DELETE', '/me/factors/totp')).status, 204)
})

test('five wrong codes lock the factor even against the right one, and codes are sent once a minute', async () => {
  const token = await signIn('zhao.ceshi')
  await stage.database.pool.query('delete from identity.challenge')
  assert.equal((await api(token, 'POST', '/me/codes')).status, 204)
  assert.equal((await api(token, 'POST', '/me/codes')).body.code, 'identity.code-too-soon')
  const right = stage.codes.at(-1)!.code
  const wrong = right === '111111' ? '222222' : '111111'
  const tries = []
  for (let i = 0; i < 5; i++)
    tries.push((await api(token, 'POST', '/me/step-ups', { method: 'sms', code: wrong })).body.code)
  assert.deepEqual(tries.slice(-1), ['identity.locked'])
  assert.equal((await api(token, 'POST', '/me/step-ups', { method: 'sms', code: right })).body.code, 'identity.locked')
})

test('a passkey answer that we did not ask for, or that is made up, opens nothing', async () => {
  const clientDataJSON = Buffer.from(
    JSON.stringify({ type: 'webauthn.get', challenge: 'x', origin: stage.publicUrl }),
  ).toString('base64url')
  const forged = {
    id: 'x',
    rawId: 'x',
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON, authenticatorData: 'x', signature: 'x' },
  }
  for (const response of [forged, {}]) {
    const answer = await fetch(`${stage.publicUrl}/api/v1/passkey-sign-ins`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response }),
    })
    assert.deepEqual(
      [answer.status, ((await answer.json()) as { code: string }).code],
      [401, 'identity.passkey-refused'],
    )
  }
})
