import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemClock } from '#ground/clock.ts'
import { type App, createHttp } from '#ground/http/index.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import { createOrganisations, organisationsModule } from '#support/organisations/index.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { createIdentity, type Identity, identityModule, identityRoutes, problems } from './index.ts'

const realm = '441900'
const password = 'Zhengtong-2026'

let database: TestDatabase
let identity: Identity
let app: App

before(async () => {
  database = await testDatabase([organisationsModule, identityModule])
  const needs = { db: database.db, clock: systemClock, newId }
  const secrets = createSecrets(Buffer.alloc(32, 7))
  identity = createIdentity({
    ...needs,
    secrets,
    organisations: createOrganisations(needs),
    publicUrl: 'http://127.0.0.1',
    sendCode: noCodes,
  })
  const party = await identity.parties.registerNatural(realm, { name: '赵测试', idNumber: '999900198803120018' })
  const account = { username: 'zhao.ceshi', password, name: '赵测试', kind: 'citizen', level: 'L3' } as const
  await identity.accounts.open(realm, { ...account, partyId: party.id })
  app = await createHttp({
    config: { publicUrl: 'http://localhost', rateLimit: 1000, realm, trustProxy: false, profile: 'demo' },
    db: database.db,
    newId,
    log: createLog('silent'),
    metrics: createMetrics(),
    authenticate: identity.sessions.authenticate,
    problems,
    onChange: () => undefined,
  })
  await app.register(async (scope) => identityRoutes(identity, { realm, secureCookies: true })(scope as App), {
    prefix: '/api/v1',
  })
})

after(async () => {
  await app.close()
  await database.close()
})

const signIn = (payload: Record<string, unknown>) => app.inject({ method: 'POST', url: '/api/v1/sessions', payload })
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

test('signing in gives a bearer token and a cookie that scripts cannot read, and both lead to me', async () => {
  const answer = await signIn({ username: 'zhao.ceshi', password })
  assert.equal(answer.statusCode, 201, answer.body)
  const { token, actor } = answer.json<{ token: string; actor: { name: string } }>()
  assert.equal(actor.name, '赵测试')
  const cookie = String(answer.headers['set-cookie'])
  for (const part of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/']) assert.ok(cookie.includes(part), cookie)
  for (const headers of [bearer(token), { cookie: `zt_session=${token}` }]) {
    const me = await app.inject({ url: '/api/v1/me', headers })
    assert.equal(me.statusCode, 200)
    assert.equal(me.json<{ mayActFor: { role: string }[] }>().mayActFor[0]?.role, 'self')
  }
})

test('signing out ends the token at once', async () => {
  const { token } = (await signIn({ username: 'zhao.ceshi', password })).json<{ token: string }>()
  const out = await app.inject({ method: 'DELETE', url: '/api/v1/sessions/current', headers: bearer(token) })
  assert.equal(out.statusCode, 204, out.body)
  assert.equal((await app.inject({ url: '/api/v1/me', headers: bearer(token) })).statusCode, 401)
})

test('a wrong sign-in is refused with a sentence, and a malformed one never reaches the accounts', async () => {
  const wrong = await signIn({ username: 'zhao.ceshi', password: 'wrong' })
  assert.equal(wrong.statusCode, 401)
  assert.equal(wrong.json<{ title: string }>().title, problems['identity.sign-in-refused'].zh)
  for (const bad of [
    {},
    { username: 1, password },
    { username: 'a', password, admin: true },
    { username: '', password },
  ])
    assert.equal((await signIn(bad)).statusCode, 422, JSON.stringify(bad))
})

test('strangers and citizens do not reach the administration', async () => {
  const { token } = (await signIn({ username: 'zhao.ceshi', password })).json<{ token: string }>()
  const id = newId()
  const doors = [
    ['GET', '/accounts'],
    ['POST', '/accounts'],
    ['DELETE', `/accounts/${id}/sessions`],
    ['GET', '/posts'],
    ['POST', '/posts'],
    ['DELETE', `/posts/${id}`],
    ['GET', '/audit'],
    ['GET', '/audit/check'],
  ] as const
  for (const [method, path] of doors) {
    const url = `/api/v1${path}`
    assert.equal((await app.inject({ method, url })).statusCode, 401, `${method} ${path}`)
    assert.equal((await app.inject({ method, url, headers: bearer(token) })).statusCode, 403, `${method} ${path}`)
  }
})

test('the first administrator opens the way: account, post, audit by another person', async () => {
  const token = await identity.accounts.prepareFirstAdministrator(realm)
  const payload = { token, username: 'first', password: 'Diyige-2026!', name: '首任演示' }
  const url = '/api/v1/administrators'
  const made = await app.inject({ method: 'POST', url, payload })
  assert.equal(made.statusCode, 201, made.body)
  assert.equal((await app.inject({ method: 'POST', url, payload: { ...payload, username: 'again' } })).statusCode, 403)

  const admin = (await signIn({ username: 'first', password: 'Diyige-2026!' })).json<{ token: string }>()
  const headers = bearer(admin.token)
  const official = { username: 'er.hao', password: 'Dierge-2026!', name: '二号演示' }
  const opened = await app.inject({ method: 'POST', url: '/api/v1/accounts', headers, payload: official })
  assert.equal(opened.statusCode, 201, opened.body)
  const accounts = await app.inject({ url: '/api/v1/accounts?kind=official&limit=1', headers })
  assert.equal(accounts.json<{ items: unknown[]; next?: string }>().items.length, 1)
  assert.equal((await app.inject({ url: '/api/v1/posts', headers })).json<{ items: unknown[] }>().items.length, 1)
  assert.equal((await app.inject({ url: '/api/v1/audit', headers })).statusCode, 403)
})

/** Nothing here sends codes. */
const noCodes = async () => async () => {
  throw new Error('No way to send codes is set up')
}
