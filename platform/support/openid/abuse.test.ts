import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT, UnsecuredJWT } from 'jose'
import * as client from 'openid-client'
import {
  authorizationUrl,
  callback,
  library,
  type OpenIdStage,
  openBrowser,
  openIdStage,
  openProgram,
  password,
  signInAt,
} from '#testing/openid-stage.ts'

let stage: OpenIdStage

before(async () => {
  stage = await openIdStage()
  await stage.citizen('zhao.ceshi', '赵测试', '999900198803120018')
  await stage.work()
})
after(() => stage.stop())

const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' })

test('a code used twice is refused, and what it gave the first time ends', async () => {
  const app = await openProgram(stage)
  const { back, checks } = await signInAt(app, 'zhao.ceshi')
  const tokens = await client.authorizationCodeGrant(app.config, back, checks)
  await assert.rejects(client.authorizationCodeGrant(app.config, back, checks), { error: 'invalid_grant' })
  await assert.rejects(client.refreshTokenGrant(app.config, tokens.refresh_token!), { error: 'invalid_grant' })
})

test('a stolen code is worth nothing without the verifier, and to another program nothing at all', async () => {
  const [app, thief] = [await openProgram(stage), await openProgram(stage)]
  const { back, checks } = await signInAt(app, 'zhao.ceshi')
  await assert.rejects(
    client.authorizationCodeGrant(app.config, back, { ...checks, pkceCodeVerifier: 'x'.repeat(43) }),
    { error: 'invalid_grant' },
  )
  const again = await signInAt(app, 'zhao.ceshi')
  await assert.rejects(client.authorizationCodeGrant(thief.config, again.back, again.checks), {
    error: 'invalid_grant',
  })
})

test('without PKCE, or with the plain method, nothing begins', async () => {
  const app = await openProgram(stage)
  for (const [without, more] of [
    [true, {}],
    [false, { code_challenge_method: 'plain', code_challenge: 'v'.repeat(43) }],
  ] as const) {
    const { url } = await authorizationUrl(app, 'openid', more)
    if (without) for (const name of ['code_challenge', 'code_challenge_method']) url.searchParams.delete(name)
    const page = await openBrowser().go(url.href)
    assert.match(page.url, /error=invalid_request/)
  }
})

test('nobody is sent to an address that was not registered to the letter', async () => {
  const app = await openProgram(stage)
  for (const redirect_uri of [
    `${callback}/x`,
    `${callback}?x=1`,
    'https://evil.example/cb',
    'http://127.0.0.1:9/',
    '//evil.example',
  ])
    for (const extra of [{}, { prompt: 'none' }] as Record<string, string>[]) {
      const { url } = await authorizationUrl(app, 'openid', { redirect_uri, ...extra })
      const page = await openBrowser().go(url.href)
      assert.deepEqual([page.status, new URL(page.url).host], [400, new URL(stage.publicUrl).host], redirect_uri)
      assert.match(page.text, /应用送来的请求有误/)
    }
  for (const back of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/%2f/evil',
    'javascript:alert(1)',
  ]) {
    const answer = await fetch(`${stage.publicUrl}/oidc/look?theme=elder&back=${encodeURIComponent(back)}`, {
      redirect: 'manual',
    })
    const to = new URL(answer.headers.get('location') ?? '', stage.publicUrl)
    assert.equal(to.origin, stage.publicUrl, back)
  }
  const leaving = `${app.issuer}/session/end?client_id=${app.id}&post_logout_redirect_uri=https://evil.example/`
  assert.equal((await fetch(leaving, { redirect: 'manual' })).status, 400)
})

test('forged, unsigned and wrongly signed tokens are refused wherever tokens are taken', async () => {
  const app = await openProgram(stage)
  const { back, checks } = await signInAt(app, 'zhao.ceshi')
  const tokens = await client.authorizationCodeGrant(app.config, back, checks)
  const claims = tokens.claims()!
  const { privateKey } = await generateKeyPair('ES256')
  const jwks = createRemoteJWKSet(new URL(`${app.issuer}/jwks`))
  const { protectedHeader } = await jwtVerify(tokens.id_token!, jwks, { issuer: app.issuer, audience: app.id })
  const forged = [
    new UnsecuredJWT({ ...claims }).encode(),
    await new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', kid: protectedHeader.kid! }).sign(privateKey),
    // The public key taken for a shared secret: the oldest trick with `alg`.
    await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256', kid: protectedHeader.kid! })
      .sign(new TextEncoder().encode(await (await fetch(`${app.issuer}/jwks`)).text())),
  ]
  for (const token of forged) {
    const leaving = `${app.issuer}/session/end?id_token_hint=${token}&post_logout_redirect_uri=${library.signedOutUris![0]}`
    assert.equal((await fetch(leaving, { redirect: 'manual' })).status, 400)
    const asked = await fetch(`${app.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })
    assert.equal(asked.status, 401)
    const api = await fetch(`${stage.publicUrl}/api/v1/me`, {
      headers: { authorization: `Bearer ${token.slice(0, 190)}` },
    })
    assert.equal(api.status, 401)
  }
  // A token of one program opens nothing for another's questions, and none opens the platform's own doors.
  const other = await openProgram(stage)
  assert.equal((await client.tokenIntrospection(other.config, tokens.access_token)).active, false)
  const api = await fetch(`${stage.publicUrl}/api/v1/me`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  assert.equal(api.status, 401)
})

test('a program whose own proof is from another time, twice used or of another key is not let in', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const stranger = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'k' }
  const given = {
    ...library,
    kind: 'system' as const,
    scopes: ['identity_check' as const],
    redirectUris: [],
    signedOutUris: [],
  }
  const { client: made, issuer } = await stage.register({
    ...given,
    authMethod: 'private_key_jwt',
    jwks: { keys: [jwk] },
  })
  const now = Math.floor(Date.now() / 1000)
  const assertion = (claims: Record<string, unknown> = {}, key = privateKey) =>
    new SignJWT({
      iss: made.id,
      sub: made.id,
      aud: issuer,
      jti: crypto.randomUUID(),
      iat: now,
      exp: now + 60,
      ...claims,
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .sign(key)
  const ask = async (client_assertion: string) =>
    (
      await post(`${issuer}/token`, {
        grant_type: 'client_credentials',
        scope: 'identity_check',
        client_id: made.id,
        client_assertion,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      })
    ).status
  const once = await assertion()
  assert.equal(await ask(once), 200)
  assert.equal(await ask(once), 401, 'twice')
  assert.equal(await ask(await assertion({ exp: now - 30 })), 401, 'run out')
  assert.equal(await ask(await assertion({ nbf: now + 600 })), 401, 'not yet: the clocks differ')
  assert.equal(await ask(await assertion({ aud: 'https://other.example' })), 401, 'for another')
  assert.equal(await ask(await assertion({}, stranger.privateKey)), 401, 'another key')
  assert.equal(
    await ask(new UnsecuredJWT({ iss: made.id, sub: made.id, aud: issuer, jti: 'x', exp: now + 60 }).encode()),
    401,
  )
  assert.equal(await ask(await assertion()), 200)
})

test('a form counts only from our own page, in the browser that began', async () => {
  const app = await openProgram(stage)
  const { url } = await authorizationUrl(app, 'openid profile')
  const victim = openBrowser()
  const page = await victim.go(url.href)
  const action = `${page.url}/sign-in`
  const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  assert.equal(
    (await victim.go(action, { method: 'POST', body: new URLSearchParams({ username: 'zhao.ceshi', password }) }))
      .status,
    403,
  )
  const fields = { token, username: 'zhao.ceshi', password }
  const foreign = await victim.go(action, {
    ...{ method: 'POST', body: new URLSearchParams(fields) },
    headers: { origin: 'https://evil.example' },
  })
  assert.equal(foreign.status, 403)
  const elsewhere = await openBrowser().go(action, { method: 'POST', body: new URLSearchParams(fields) })
  assert.deepEqual([elsewhere.status, /这一步已经过期/.test(elsewhere.text)], [400, true])
  const framed = await fetch(page.url, {
    headers: { cookie: [...victim.jar].map(([key, { value }]) => `${key.split(' ')[0]}=${value}`).join('; ') },
  })
  assert.match(framed.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
  assert.match((await victim.submit(page, /sign-in$/, { username: 'zhao.ceshi', password })).text, /想知道/)
})

test('guessing at the sign-in page locks the name as everywhere else', async () => {
  await stage.citizen('qian.ceshi', '钱测试', '999900198606180118')
  const app = await openProgram(stage)
  const browser = openBrowser()
  const page = await browser.go((await authorizationUrl(app, 'openid')).url.href)
  let last = page
  for (let i = 0; i < 5; i++)
    last = await browser.submit(page, /sign-in$/, { username: 'qian.ceshi', password: 'wrong' })
  assert.match(last.text, /锁定 15 分钟/)
  assert.match((await browser.submit(page, /sign-in$/, { username: 'qian.ceshi', password })).text, /锁定 15 分钟/)
})

test('whoever is signed out everywhere is out of every program: tokens end, and the program is told with a signed word', async () => {
  const told: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += part))
    // It fails at first, and is told again.
    request.on('end', () => void response.writeHead(told.push(body) === 1 ? 500 : 200).end())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const backchannelLogoutUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/out`
  try {
    const app = await openProgram(stage, { ...library, backchannelLogoutUri })
    const { back, checks, browser } = await signInAt(app, 'zhao.ceshi')
    const tokens = await client.authorizationCodeGrant(app.config, back, checks)
    const cookie = [...browser.jar].find(([key]) => key.startsWith('zt_session'))![1].value
    const actor = await stage.identity.sessions.authenticate(cookie)
    await stage.identity.sessions.endSessionsOf(actor!, actor!.accountId)
    for (let i = 0; told.length < 2 && i < 150; i++) await new Promise((later) => setTimeout(later, 100))
    assert.equal(told.length, 2)
    const word = new URLSearchParams(told[1]).get('logout_token') ?? ''
    const jwks = createRemoteJWKSet(new URL(`${app.issuer}/jwks`))
    const { payload } = await jwtVerify(word, jwks, { issuer: app.issuer, audience: app.id })
    assert.equal(payload.sub, tokens.claims()!.sub)
    assert.ok('http://schemas.openid.net/event/backchannel-logout' in (payload.events as object))
    await assert.rejects(client.refreshTokenGrant(app.config, tokens.refresh_token!), { error: 'invalid_grant' })
    assert.match((await browser.go((await authorizationUrl(app, 'openid')).url.href)).text, /sign-in"/)
  } finally {
    server.close()
  }
})

test('going on while away ends too when all is ended, also where the sign-on itself ran out long ago', async () => {
  const away = { ...library, scopes: ['openid', 'offline_access'] } as typeof library
  const app = await openProgram(stage, away)
  const begin = async () => {
    const { back, checks, browser } = await signInAt(app, 'zhao.ceshi', {
      scope: away.scopes.join(' '),
      more: { prompt: 'consent' },
    })
    const tokens = await client.authorizationCodeGrant(app.config, back, checks)
    const cookie = [...browser.jar].find(([key]) => key.startsWith('zt_session'))![1].value
    return { refresh: tokens.refresh_token!, actor: (await stage.identity.sessions.authenticate(cookie))! }
  }
  const ends = async (refresh: string) => {
    let token = refresh
    for (let i = 0; i < 100; i++) {
      try {
        token = (await client.refreshTokenGrant(app.config, token)).refresh_token!
      } catch (error) {
        return (error as { error?: string }).error
      }
      await new Promise((later) => setTimeout(later, 50))
    }
    return undefined
  }
  const runOut = () =>
    stage.database.pool.query("delete from openid.sign_on; delete from openid.artefact where kind = 'Session'")
  const first = await begin()
  await runOut()
  assert.ok((await client.refreshTokenGrant(app.config, first.refresh)).refresh_token)
  const second = await begin()
  await runOut()
  await stage.identity.sessions.endSessionsOf(second.actor, second.actor.accountId)
  assert.equal(await ends(second.refresh), 'invalid_grant')

  // Ending all others leaves what this session gave, and ends what an earlier one gave.
  const third = await begin()
  await runOut()
  const fourth = await begin()
  await stage.identity.sessions.endOthers(fourth.actor)
  assert.equal(await ends(third.refresh), 'invalid_grant')
  assert.ok((await client.refreshTokenGrant(app.config, fourth.refresh)).refresh_token)
})

test('taking a consent back ends the program’s tokens at once, and it must ask again', async () => {
  const app = await openProgram(stage)
  const { back, checks, browser } = await signInAt(app, 'zhao.ceshi')
  const tokens = await client.authorizationCodeGrant(app.config, back, checks)
  const { token } = await stage.identity.sessions.signIn('441900', { username: 'zhao.ceshi', password }, {})
  const api = (method: string, path: string) =>
    fetch(`${stage.publicUrl}/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}` } })
  const listed = (await (await api('GET', '/me/consents')).json()) as {
    items: { clientId: string; scopes: string[] }[]
  }
  assert.deepEqual(listed.items.find(({ clientId }) => clientId === app.id)?.scopes, ['openid', 'profile', 'mandates'])
  assert.equal((await api('DELETE', `/me/consents/${app.id}`)).status, 204)
  assert.equal((await api('DELETE', `/me/consents/${app.id}`)).status, 404)
  await assert.rejects(client.refreshTokenGrant(app.config, tokens.refresh_token!), { error: 'invalid_grant' })
  await assert.rejects(client.fetchUserInfo(app.config, tokens.access_token, tokens.claims()!.sub), { status: 401 })
  assert.match((await browser.go((await authorizationUrl(app, 'openid')).url.href)).text, /想知道/)
})

test('what the database holds opens nothing: no token, code, secret or private key stands in it', async () => {
  const app = await openProgram(stage)
  const { back, checks } = await signInAt(app, 'zhao.ceshi')
  const tokens = await client.authorizationCodeGrant(app.config, back, checks)
  const { rows } = await stage.database.pool.query<{ all: string }>(`
    select (select string_agg(to_jsonb(a)::text, '') from openid.artefact a)
        || (select string_agg(to_jsonb(c)::text, '') from openid.client c)
        || (select string_agg(to_jsonb(k)::text, '') from openid.signing_key k) as all`)
  const all = Buffer.from(rows[0]!.all).toString()
  for (const secret of [
    tokens.access_token,
    tokens.refresh_token!,
    app.secret,
    back.searchParams.get('code')!,
    '"d":',
  ]) {
    assert.equal(all.includes(secret), false)
    assert.equal(all.includes(Buffer.from(secret).toString('hex')), false)
  }
})
