import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import Type from 'typebox'
import { inTransaction } from '#ground/database/index.ts'
import { groundModule } from '#ground/ground.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import { type Actor, anonymousActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, encodeCursor } from '#kernel/paging.ts'
import { testDatabase } from '#testing/database.ts'
import { type App, actorOf, claimOf, createHttp, paging, problems, route } from './index.ts'

const { db, close } = await testDatabase([groundModule])
const citizen: Actor = { ...anonymousActor('r'), kind: 'citizen', accountId: 'c1', name: '赵测试' }
const official: Actor = { ...citizen, kind: 'official', accountId: 'o1' }
const people: Record<string, Actor> = { 'citizen-token-0123456789': citizen, 'official-token-0123456789': official }
const log = createLog('silent')
let app: App
let acts = 0

before(async () => {
  app = await createHttp({
    config: { publicUrl: 'http://127.0.0.1:1', rateLimit: 100_000, realm: 'r', trustProxy: false, profile: 'demo' },
    db,
    newId: randomUUID,
    log,
    metrics: createMetrics(),
    authenticate: async (token) => people[token],
    problems: { 'test.declined': { zh: '不行，什么都没有改。', en: 'No; nothing was changed.' } },
    onChange() {},
  })
  const answer = { response: { ...problems } }
  app.get(
    '/api/v1/rows',
    { schema: { querystring: Type.Object(paging), ...answer }, config: route({ access: 'public' }) },
    async (r) => r.query,
  )
  app.get(
    '/api/v1/listed',
    { schema: { querystring: Type.Object(paging), ...answer }, config: route({ access: 'public' }) },
    async (request) => {
      const [at, id] = decodeCursor(request.query.cursor ?? '', 2)
      await sql`select 1 where now() < ${at}::timestamptz and gen_random_uuid() < ${id}::uuid`.execute(db)
      return {}
    },
  )
  app.post(
    '/api/v1/things',
    {
      schema: {
        body: Type.Object({ name: Type.String({ minLength: 2 }) }, { additionalProperties: false }),
        ...answer,
      },
      config: route({ access: 'public' }),
    },
    async (request) => request.body,
  )
  app.post(
    '/api/v1/mine',
    { schema: answer, config: route({ access: 'citizen' }) },
    async (request) => actorOf(request).name,
  )
  app.post('/api/v1/declined', { schema: answer, config: route({ access: 'public' }) }, async () => {
    throw new Refusal('conflict', 'test.declined', 'declined', { version: 3 })
  })
  app.post('/api/v1/broken', { schema: answer, config: route({ access: 'public' }) }, async () => {
    throw new Error('a secret of the inside')
  })
  app.post('/api/v1/lost', { schema: answer, config: route({ access: 'public' }) }, async () => {
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(db)
  })
  app.post(
    '/api/v1/acts',
    { schema: { body: Type.Unknown(), ...answer }, config: route({ access: 'citizen', idempotency: 'required' }) },
    async (request, reply) => {
      const body = await inTransaction(db, async (tx) => {
        const done = { act: ++acts }
        await claimOf(request)?.answer(tx, 201, done)
        return done
      })
      return reply.code(201).send(body)
    },
  )
  // Before it is ready, since afterwards no route can be added at all.
  assert.throws(() => app.get('/api/v1/open', async () => 'x'), /does not say who may knock/)
  await app.ready()
})
after(async () => {
  await app.close()
  await close()
})

const json = { 'content-type': 'application/json' }
const bearer = { authorization: 'Bearer citizen-token-0123456789' }

function post(url: string, payload: string | Buffer, headers: Record<string, string> = json) {
  return app.inject({ method: 'POST', url, payload, headers })
}

test('a refusal becomes problem details with its code, its words in the language asked for, and its details', async () => {
  const zh = await post('/api/v1/declined', '{}')
  const en = await post('/api/v1/declined', '{}', { ...json, 'accept-language': 'en-GB,en' })

  assert.equal(zh.statusCode, 409)
  assert.match(String(zh.headers['content-type']), /^application\/problem\+json/)
  assert.equal(zh.json().title, '不行，什么都没有改。')
  assert.equal(en.json().title, 'No; nothing was changed.')
  assert.equal(zh.json().code, 'test.declined')
  assert.equal(zh.json().version, 3)
})

test('a cursor that no list gave out is refused, though the database is the first that cannot read it', async () => {
  const day = '2026-11-22T00:00:00Z'
  const listed = (...key: string[]) => app.inject({ method: 'GET', url: `/api/v1/listed?cursor=${encodeCursor(key)}` })
  assert.equal((await listed(day, randomUUID())).statusCode, 200)
  for (const answer of [
    await listed('no day', randomUUID()),
    await listed(day, 'x'),
    await listed('2026-13-99', day),
  ]) {
    assert.equal(answer.statusCode, 400)
    assert.equal(answer.json().code, 'paging.bad-cursor')
  }
})

test('a defect is a 500 that shows nothing of the inside', async () => {
  const answer = await post('/api/v1/broken', '{}')

  assert.equal(answer.statusCode, 500)
  assert.equal(answer.json().code, 'http.defect')
  assert.doesNotMatch(answer.body, /secret/)
})

test('a database that goes away is a 503: try again', async () => {
  const answer = await post('/api/v1/lost', '{}')

  assert.equal(answer.statusCode, 503)
  assert.equal(answer.json().code, 'http.database-lost')
})

const hostile: [string, string | Buffer, Record<string, string>, number][] = [
  ['text that is not JSON', '{"name":', json, 400],
  ['bytes that are not UTF-8', Buffer.from('7b226e616d65223a22ff227d', 'hex'), json, 400],
  ['nesting five thousand deep', '['.repeat(5000), json, 400],
  ['a NUL in a text', '{"name":"a\\u0000b"}', json, 400],
  ['half a character', '{"name":"a\\ud800b"}', json, 400],
  ['a key that would change prototypes', '{"name":"ab","__proto__":{"x":1}}', json, 400],
  ['JSON in another character set', '{"name":"ab"}', { 'content-type': 'application/json; charset=gbk' }, 415],
  ['a media type nobody asked for', '<a/>', { 'content-type': 'text/xml' }, 415],
  ['two megabytes', `{"name":"${'x'.repeat(2_000_000)}"}`, json, 413],
  ['a field that is not declared', '{"name":"ab","admin":true}', json, 422],
  ['a number where text belongs', '{"name":7}', json, 422],
]
for (const [what, payload, headers, status] of hostile) {
  test(`${what} is refused with ${status}, never a 500`, async () => {
    const answer = await post('/api/v1/things', payload, headers)

    assert.equal(answer.statusCode, status)
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  })
}

test('bad input names each fault by pointer', async () => {
  const answer = await post('/api/v1/things', '{"name":"a"}')

  assert.deepEqual(answer.json().errors, [{ pointer: '/name', rule: 'minLength', detail: '至少 2 个字' }])
})

test('query parameters are read as numbers, take their defaults, and keep their bounds', async () => {
  const seven = await app.inject('/api/v1/rows?limit=7')
  const none = await app.inject('/api/v1/rows')
  const many = await app.inject('/api/v1/rows?limit=101')

  assert.equal(seven.json().limit, 7)
  assert.equal(none.json().limit, 20)
  assert.equal(many.statusCode, 422)
})

test('an address with a NUL is refused', async () => {
  assert.equal((await app.inject('/api/v1/rows?cursor=%00')).statusCode, 400)
})

test('strangers and the wrong kind of account do not get in', async () => {
  const stranger = await post('/api/v1/mine', '{}')
  const wrong = await post('/api/v1/mine', '{}', { ...json, authorization: 'Bearer official-token-0123456789' })
  const right = await post('/api/v1/mine', '{}', { ...json, ...bearer })

  assert.equal(stranger.json().code, 'http.sign-in-needed')
  assert.equal(stranger.statusCode, 401)
  assert.equal(wrong.statusCode, 403)
  assert.equal(right.statusCode, 200)
})

test('a cookie alone cannot act: the page must say that it asked, and be ours', async () => {
  const cookie = { ...json, cookie: 'zt_session=citizen-token-0123456789' }

  const forged = await post('/api/v1/mine', '{}', cookie)
  const elsewhere = await post('/api/v1/mine', '{}', { ...cookie, 'x-zt-csrf': '1', origin: 'https://evil.example' })
  const ours = await post('/api/v1/mine', '{}', { ...cookie, 'x-zt-csrf': '1' })

  assert.equal(forged.json().code, 'http.forged-request')
  assert.equal(elsewhere.statusCode, 403)
  assert.equal(ours.statusCode, 200)
})

test('the same Idempotency-Key twice is one act and the same answer', async () => {
  const headers = { ...json, ...bearer, 'idempotency-key': randomUUID() }

  const first = await post('/api/v1/acts', '{"a":1}', headers)
  const second = await post('/api/v1/acts', '{"a":1}', headers)

  assert.equal(second.statusCode, 201)
  assert.deepEqual(second.json(), first.json())
  assert.equal(second.headers['idempotency-replayed'], 'true')
})

test('two requests with one key at the same moment are one act', async () => {
  const headers = { ...json, ...bearer, 'idempotency-key': randomUUID() }

  const answers = await Promise.all([1, 2, 3, 4].map(() => post('/api/v1/acts', '{"a":1}', headers)))

  assert.deepEqual(new Set(answers.map((answer) => answer.json().act)).size, 1)
})

test('a key used for other content is refused, and so is none at all', async () => {
  const headers = { ...json, ...bearer, 'idempotency-key': randomUUID() }
  await post('/api/v1/acts', '{"a":1}', headers)

  const other = await post('/api/v1/acts', '{"a":2}', headers)
  const none = await post('/api/v1/acts', '{"a":1}', { ...json, ...bearer })

  assert.equal(other.statusCode, 422)
  assert.equal(other.json().code, 'http.idempotency-key-reused')
  assert.equal(none.statusCode, 400)
})

test('answers carry safe headers', async () => {
  const { headers } = await app.inject('/api/v1/rows')

  assert.match(String(headers['content-security-policy']), /default-src 'self'/)
  assert.doesNotMatch(String(headers['content-security-policy']), /unsafe-eval/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
})
