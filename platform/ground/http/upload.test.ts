import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import Type from 'typebox'
import { createLog } from '#ground/telemetry/log.ts'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import { testDatabase } from '#testing/database.ts'
import { type App, createHttp, problems, route, uploadOf } from './index.ts'

const { db, close } = await testDatabase()
let app: App

before(async () => {
  app = await createHttp({
    config: { publicUrl: 'http://127.0.0.1:1', rateLimit: 100_000, realm: 'r', trustProxy: false, profile: 'demo' },
    db,
    newId: randomUUID,
    log: createLog('silent'),
    metrics: createMetrics(),
    authenticate: async () => undefined,
    problems: {},
    onChange() {},
  })
  const options = { schema: { response: { 200: Type.Unknown(), ...problems } }, config: route({ access: 'public' }) }
  app.post('/api/v1/files', options, async (request) => {
    const { name, bytes } = await uploadOf(request, 10)
    return { name, size: (await buffer(bytes)).length }
  })
  await app.ready()
})
after(async () => {
  await app.close()
  await close()
})

const part = (text: string, name = 'a.txt') =>
  `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n${text}\r\n`

async function post(payload: string, type = 'multipart/form-data; boundary=b') {
  const answer = await app.inject({ method: 'POST', url: '/api/v1/files', headers: { 'content-type': type }, payload })
  return { status: answer.statusCode, body: answer.json() }
}

test('a form with one file gives its name and its bytes', async () => {
  assert.deepEqual(await post(`${part('0123456789', '平面图.txt')}--b--\r\n`), {
    status: 200,
    body: { name: '平面图.txt', size: 10 },
  })
})

test('a file of nothing is a file of no bytes, for its owner to refuse', async () => {
  assert.equal((await post(`${part('')}--b--\r\n`)).body.size, 0)
})

test('a file over the limit is refused and never cut short', async () => {
  const { status, body } = await post(`${part('0123456789x')}--b--\r\n`)
  assert.deepEqual([status, body.code], [413, 'files.too-large'])
})

test('only the first of several files is taken', async () => {
  assert.equal((await post(`${part('one')}${part('second', 'b.txt')}--b--\r\n`)).body.size, 3)
})

test('what is no whole form is malformed, and no defect of ours', async () => {
  const wrong: [string, string?][] = [
    ['', undefined],
    ['--b--\r\n'],
    [part('cut off')],
    ['--b\r\n'],
    ['--b\r\ncontent-disposition: form-data; name="note"\r\n\r\nno file\r\n--b--\r\n'],
    [`${part('x')}--b--\r\n`, 'multipart/form-data'],
    [`${part('x')}--b--\r\n`, 'multipart/form-data; boundary='],
  ]
  for (const [payload, type] of wrong) {
    const { status, body } = await post(payload, type)
    assert.deepEqual([status, body.code], [400, 'http.malformed'], JSON.stringify(payload))
  }
})

test('another media type is refused as such', async () => {
  const { body } = await post('<x/>', 'application/xml')
  assert.equal(body.code, 'http.media-type')
})
