import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemClock } from '#ground/clock.ts'
import { type App, createHttp } from '#ground/http/index.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { createRegisters, problems, type Register, registersModule, registersRoutes } from './index.ts'

const realm = '441900'
const idNumber = '999900198803120018'
const citizen: Actor = { ...systemActor(realm), kind: 'citizen', accountId: 'zhao', name: '赵测试', partyId: 'p' }
const official: Actor = { ...citizen, kind: 'official', accountId: 'slg' }
const tokens: Record<string, Actor> = { ['c'.repeat(20)]: citizen, ['o'.repeat(20)]: official }
const register: Register = {
  key: 'bee-keeper',
  version: 1,
  name: '养蜂人库',
  nameEn: 'Beekeepers',
  owner: 'agriculture',
  sourceLabel: '养蜂人库',
  cycle: 'daily',
  keyFields: ['id_number'],
  subject: 'id_number',
  fields: [
    {
      key: 'id_number',
      name: '身份证号码',
      nameEn: 'ID number',
      type: 'text',
      class: 'identity',
      grade: 3,
      pi: 'sensitive',
    },
  ],
}

let database: TestDatabase
let app: App
before(async () => {
  database = await testDatabase([registersModule])
  const { db } = database
  const needs = { db, clock: systemClock, newId, secrets: createSecrets(Buffer.alloc(32, 3)) }
  const registers = createRegisters({ ...needs, idNumberOf: async () => idNumber })
  await db.transaction().execute((tx) => registers.declare(tx, realm, register))
  const read = { register: 'bee-keeper', key: { id_number: idNumber }, fields: ['id_number'] }
  for (let i = 0; i < 3; i++) await registers.read(citizen, { ...read, purpose: `目的${i}`, basis: '依据' })
  app = await createHttp({
    config: { publicUrl: 'http://localhost', rateLimit: 1000, realm, trustProxy: false, profile: 'demo' },
    db,
    newId,
    log: createLog('silent'),
    metrics: createMetrics(),
    authenticate: async (token) => tokens[token],
    problems,
    onChange: () => undefined,
  })
  await app.register(async (scope) => registersRoutes(registers, realm)(scope as App), { prefix: '/api/v1' })
})
after(async () => {
  await app.close()
  await database.close()
})

const get = (url: string, token?: string) =>
  app.inject({ url: `/api/v1${url}`, headers: token ? { authorization: `Bearer ${token}` } : {} })

test('anybody may see which registers there are and what they hold, and no record of them', async () => {
  assert.equal((await get('/registers')).json().items[0].key, 'bee-keeper')
  assert.equal((await get('/registers/bee-keeper')).json().fields[0].grade, 3)
  const missing = await get('/registers/wasps')
  assert.equal(missing.statusCode, 404)
  assert.equal(missing.json().code, 'registers.missing')
  assert.equal((await get('/registers/..%2F..%2Fetc')).statusCode, 422)
})

test('a person pages through who read their data, and nobody else may', async () => {
  const first = await get('/me/read-log?limit=2', 'c'.repeat(20))
  assert.equal(first.statusCode, 200, first.body)
  assert.equal(first.json().items.length, 2)
  const second = await get(`/me/read-log?limit=2&cursor=${first.json().next}`, 'c'.repeat(20))
  assert.equal(second.json().items.length, 1)
  assert.equal(second.json().next, undefined)
  assert.equal((await get('/me/read-log')).statusCode, 401)
  assert.equal((await get('/me/read-log', 'o'.repeat(20))).statusCode, 403)
  const statusOf = async (query: string) => (await get(`/me/read-log?${query}`, 'c'.repeat(20))).statusCode
  for (const bad of ['limit=0', 'limit=abc']) assert.equal(await statusOf(bad), 422, bad)
  for (const bad of ['cursor=!!!', 'cursor=WzEsMl0', 'cursor=WyJ4IiwieSJd']) assert.equal(await statusOf(bad), 400, bad)
})
