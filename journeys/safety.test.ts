import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { personAt, signIn } from './client.ts'
import { findItem, talentAnswers } from './people.ts'
import { openWire, type RawAnswer } from './wire.ts'

const password = 'Zhengtong-2026'

// What a browser is told, what an act by cookie must show, how often one may ask, and what a log may hold.
describe('headers, sessions, limits and logs', () => {
  let city: City
  let wire: ReturnType<typeof openWire>
  const log: string[] = []

  before(async () => {
    city = await startCity({
      env: { ZT_LOG: 'debug', ZT_RATE_LIMIT: '400', ZT_TRUST_PROXY: 'true' },
      onLog: (line) => log.push(line),
    })
    wire = openWire(city.url)
  })
  after(async () => {
    wire?.close()
    await city?.stop()
  })

  /** From an address of its own, so that only the test of the limit meets it. */
  const send = (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) =>
    wire.send({
      method,
      path: `/api/v1${path}`,
      headers: {
        'x-forwarded-for': '192.0.2.1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: Buffer.from(JSON.stringify(body)) }),
    })

  test('every answer tells browsers to run, frame and guess nothing of others', async () => {
    const paths = ['/', '/api/v1/items', '/api/v1/cases', '/api/v1/nothing-here', '/openapi.json']
    for (const path of paths) {
      const { headers } = await wire.send({ method: 'GET', path, headers: {} })
      const policy = String(headers['content-security-policy'])
      for (const rule of [/default-src 'self'/, /object-src 'none'/, /frame-ancestors 'self'/])
        assert.match(policy, rule, path)
      assert.doesNotMatch(policy, /script-src[^;]*'unsafe/, path)
      assert.equal(headers['x-content-type-options'], 'nosniff', path)
      assert.match(String(headers['referrer-policy']), /no-referrer/, path)
      assert.equal(headers['x-powered-by'], undefined, path)
      assert.equal(headers['access-control-allow-origin'], undefined, `${path} is not for pages of others`)
    }
  })

  const cookieOf = ({ headers }: RawAnswer) => String(headers['set-cookie']).split(';')[0]!

  test('the session cookie is out of reach of scripts and of other sites', async () => {
    const signed = await send('POST', '/sessions', {}, { username: 'zhao.ceshi', password })
    const cookie = String(signed.headers['set-cookie'])
    assert.match(cookie, /^zt_session=[\w-]{40,}; /)
    for (const flag of [/; HttpOnly/i, /; SameSite=Lax/i, /; Path=\//i]) assert.match(cookie, flag)
    assert.doesNotMatch(cookie, /; Domain=/i)
  })

  test('an act by cookie is done only for our own page', async () => {
    const cookie = cookieOf(await send('POST', '/sessions', {}, { username: 'zhao.ceshi', password }))
    const { host, origin } = new URL(city.url)
    const item = { itemId: '0192d3a0-0000-7000-8000-000000000000' }
    const act = (headers: Record<string, string>) => send('POST', '/applications', { cookie, host, ...headers }, item)

    assert.equal((await send('GET', '/me', { cookie })).status, 200)
    const foreign: Record<string, string>[] = [
      {},
      { origin },
      { 'x-zt-csrf': '1', origin: 'https://evil.example' },
      { 'x-zt-csrf': '1', origin: 'null' },
    ]
    for (const headers of foreign) {
      const refused = await act(headers)
      assert.deepEqual(
        [refused.status, JSON.parse(refused.text).code],
        [403, 'http.forged-request'],
        JSON.stringify(headers),
      )
    }
    assert.equal((await act({ 'x-zt-csrf': '1', origin })).status, 404, 'our own page gets as far as the item')
  })

  test('a session that was signed out is nobody’s any more', async () => {
    const signed = await send('POST', '/sessions', {}, { username: 'zhao.ceshi', password })
    const authorization = `Bearer ${JSON.parse(signed.text).token}`
    assert.equal((await send('DELETE', '/sessions/current', { authorization })).status, 204)
    assert.equal((await send('GET', '/me', { authorization })).status, 401)
    assert.equal((await send('GET', '/me', { cookie: cookieOf(signed) })).status, 401)
  })

  test('five wrong passwords lock the account for a while, the right one included, and say no more than that', async () => {
    const attempt = (word: string) => send('POST', '/sessions', {}, { username: 'sun.yanshi', password: word })
    for (let count = 0; count < 5; count++) await attempt('wrong-password-1')
    const locked = await attempt(password)
    assert.ok([401, 429].includes(locked.status), locked.text)
    assert.equal(locked.headers['set-cookie'], undefined)
    const unknown = await send('POST', '/sessions', {}, { username: 'nobody.here', password })
    const wrong = await send('POST', '/sessions', {}, { username: 'qian.yangli', password: 'wrong-password-1' })
    assert.equal(JSON.parse(unknown.text).code, JSON.parse(wrong.text).code, 'who has an account is not told')
  })

  test('who asks too often is told to wait, and nobody else is', async () => {
    const greedy = { 'x-forwarded-for': '192.0.2.66' }
    const answers = await Promise.all(Array.from({ length: 420 }, () => send('GET', '/departments', greedy)))
    const limited = answers.filter(({ status }) => status === 429)
    assert.ok(limited.length >= 15 && limited.length <= 25, `${limited.length} of 420 were refused`)
    const [first] = limited
    assert.match(first!.type, /^application\/problem\+json/)
    assert.equal(JSON.parse(first!.text).code, 'http.too-many')
    assert.ok(Number(first!.headers['retry-after']) > 0 && Number(first!.headers['retry-after']) <= 60)
    assert.equal((await send('GET', '/departments', { 'x-forwarded-for': '192.0.2.67' })).status, 200)
  })

  test('a log at its most talkative holds no password, token, number or answer of anybody', async () => {
    const talent = await signIn(city.url, 'wang.ceshi')
    const signed = await send('POST', '/sessions', {}, { username: 'wang.ceshi', password })
    const { token } = JSON.parse(signed.text)
    const itemId = await findItem(talent, '人才入户')
    const me = personAt(city.url, token)
    const { body } = await me.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    const submitted = await me.post(`/applications/${body.id}/submit`, { consent: true })
    assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
    await me.post('/sessions', { username: 'wang.ceshi', password: 'not-the-right-one-9' })
    await me.post('/case-lookups', { queryCode: submitted.body.queryCode })

    const said = log.join('\n')
    const secrets = {
      password,
      wrong: 'not-the-right-one-9',
      token,
      idNumber: '99990019950808002X',
      answer: '441900401000',
    }
    for (const [name, secret] of Object.entries(secrets)) assert.ok(!said.includes(secret), `the log holds the ${name}`)
    assert.doesNotMatch(said, /argon2id\$|BEGIN PRIVATE KEY/)
  })
})
