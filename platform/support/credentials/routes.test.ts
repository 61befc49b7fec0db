import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { type App, createHttp } from '#ground/http/index.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import { systemActor } from '#kernel/actor.ts'
import { logRoutes } from '#support/ledger/index.ts'
import { sealsRoutes } from '#support/seals/index.ts'
import { citizen, draft, official, openStage, realm, type Stage } from '#testing/credential-stage.ts'
import { checkBundle } from './bundle.ts'
import { type Bundle, credentialRoutes, problems } from './index.ts'

describe('credentials over HTTP', () => {
  let stage: Stage
  let app: App
  let id: string
  let code: string

  const people = new Map([
    ['holder', citizen('zhao')],
    ['other', citizen('wang')],
    ['decider', official('jdg', ['decider'])],
  ])
  const get = (url: string, who?: string) =>
    app.inject({ url, ...(who ? { headers: { authorization: `Bearer ${who}-of-a-session-token` } } : {}) })

  /** One file as a form would send it. */
  const handIn = (bytes: Buffer) => {
    const head = '--part\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    return app.inject({
      method: 'POST',
      url: '/api/v1/verifications',
      headers: { 'content-type': 'multipart/form-data; boundary=part' },
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--part--\r\n')]),
    })
  }

  before(async () => {
    stage = await openStage()
    const issued = await inTransaction(stage.db, (tx) => stage.credentials.issue(tx, systemActor(realm), draft()))
    id = issued.credentialId
    code = issued.verifyCode
    await stage.sequence()
    app = await createHttp({
      config: { publicUrl: 'http://localhost', rateLimit: 1000, realm, trustProxy: false, profile: 'demo' },
      db: stage.db,
      newId: stage.newId,
      log: createLog('silent'),
      metrics: createMetrics(),
      authenticate: async (token) => people.get(token.replace('-of-a-session-token', '')),
      problems,
      onChange: () => undefined,
    })
    await app.register(async (scope) => credentialRoutes(stage.credentials)(scope as App), { prefix: '/api/v1' })
    await app.register(async (scope) => sealsRoutes(stage.seals)(scope as App), { prefix: '/api/v1' })
    await app.register(async (scope) => logRoutes(stage.ledger, stage.keys)(scope as App))
  })
  after(async () => {
    await app.close()
    await stage.close()
  })

  it('give the holder the list, the paper and the bundle, and strangers nothing', async () => {
    const list = (await get('/api/v1/credentials', 'holder')).json<{ items: { id: string }[] }>()
    assert.deepEqual(
      list.items.map((line) => line.id),
      [id],
    )
    const pdf = await get(`/api/v1/credentials/${id}/pdf`, 'holder')
    assert.equal(pdf.headers['content-type'], 'application/pdf')
    assert.ok(pdf.rawPayload.subarray(0, 5).equals(Buffer.from('%PDF-')))
    for (const path of ['', '/pdf', '/bundle']) {
      assert.equal((await get(`/api/v1/credentials/${id}${path}`, 'other')).statusCode, 404)
      assert.equal((await get(`/api/v1/credentials/${id}${path}`)).statusCode, 401)
    }
    assert.equal((await get('/api/v1/credentials', 'other')).json<{ items: unknown[] }>().items.length, 0)
  })

  it('send a bundle whose signature still holds after the journey', async () => {
    const bundle = (await get(`/api/v1/credentials/${id}/bundle`, 'holder')).json<Bundle>()
    const { root } = (await get('/log/keys')).json<{ root: Bundle['root'] }>()
    assert.ok(checkBundle(bundle, root).every(({ ok, open }) => ok && !open))
    const proof = await get(`/log/proof/${bundle.proof?.leaf}`)
    assert.deepEqual(proof.json<{ proof: unknown }>().proof, bundle.proof)
  })

  it('let anybody check a code or a file, and answer in problem details', async () => {
    assert.equal((await get(`/api/v1/verifications/${code}`)).json<{ genuine: boolean }>().genuine, true)
    assert.equal((await get('/api/v1/verifications/AAAAAAAAAAAA')).statusCode, 422)
    const pdf = await get(`/api/v1/credentials/${id}/pdf`, 'holder')
    assert.equal((await handIn(pdf.rawPayload)).json<{ genuine: boolean }>().genuine, true)
    assert.equal((await handIn(Buffer.from('no paper'))).json<{ code: string }>().code, 'credentials.not-a-paper')
    assert.equal((await handIn(Buffer.alloc(11 * 1024 * 1024))).statusCode, 413)
    assert.equal((await app.inject({ method: 'POST', url: '/api/v1/verifications', payload: {} })).statusCode, 400)
  })

  it('answer wrong questions about the log with a refusal, never a defect', async () => {
    for (const url of [
      '/log/proof/xyz',
      '/log/consistency?first=2&second=1',
      '/log/leaves?from=-1',
      '/log/consistency',
    ])
      assert.equal((await get(url)).statusCode, 422, url)
    assert.equal((await get(`/log/proof/${'0'.repeat(64)}`)).statusCode, 404)
  })

  it('let a decider of the office end it, and tell citizens that this is for officials', async () => {
    const act = (who: string) =>
      app.inject({
        method: 'POST',
        url: `/api/v1/credentials/${id}/acts`,
        headers: { authorization: `Bearer ${who}-of-a-session-token` },
        payload: { verb: 'suspend', reason: '演示条例第九条' },
      })
    assert.equal((await act('holder')).statusCode, 403)
    assert.equal((await act('decider')).statusCode, 200)
    assert.equal((await get(`/api/v1/verifications/${code}`)).json<{ status: string }>().status, 'suspended')
    assert.equal((await get('/api/v1/seals', 'holder')).statusCode, 403)
    assert.equal((await get('/api/v1/seals', 'decider')).json<{ items: unknown[] }>().items.length, 1)
  })
})
