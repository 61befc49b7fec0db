import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { Refusal } from '#kernel/errors.ts'
import { headIsSigned, leafIsUnder } from '#support/ledger/index.ts'
import { type EvidenceStage, openEvidenceStage } from '#testing/evidence-stage.ts'
import type { Receipt } from './contract.ts'
import { leafOfStatement } from './statement.ts'

const sm3 = (text: string) => createHash('sm3').update(text).digest('hex')
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

describe('the evidence base', () => {
  let stage: EvidenceStage
  let apiKey: string
  let clientId: string

  const channel = {
    key: 'trading',
    name: '公共资源交易存证',
    purpose: '招标、开标、定标各环节留痕',
    steps: [
      { key: 'tender', name: '招标文件发布' },
      { key: 'opening', name: '开标' },
    ],
  }
  const anchor = (body: unknown, key = apiKey) =>
    fetch(`${stage.url}/api/v1/evidence/anchors`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const anchored = async (items: unknown[], step = 'tender') => {
    const response = await anchor({ channel: 'trading', step, items })
    assert.equal(response.status, 201)
    return ((await response.json()) as { items: Receipt[] }).items
  }
  const codeOf = async (response: Response) =>
    `${response.status} ${((await response.json()) as { code: string }).code}`
  const found = async (query: string) => {
    const response = await fetch(`${stage.url}/api/v1/evidence/anchors?${query}`)
    return (await response.json()) as { items: Receipt[]; next?: string }
  }

  before(async () => {
    stage = await openEvidenceStage('441900')
    const { channels, clients } = stage.evidence()
    await channels.open(stage.admin, channel)
    const client = await clients.admit(stage.admin, { name: '公共资源交易系统', channels: ['trading'] })
    apiKey = client.apiKey
    clientId = client.id
  })
  after(() => stage.close())

  it('anchors a batch, proves each in the log, and anybody checks without the content', async () => {
    const items = ['标书一', '标书二', '标书三'].map((text) => ({ algorithm: 'SM3', digest: sm3(text) }))
    const receipts = await anchored([
      ...items,
      { algorithm: 'SHA-256', digest: createHash('sha256').update('标书四').digest('hex') },
    ])
    assert.deepEqual(
      receipts.map(({ status }) => status),
      ['pending', 'pending', 'pending', 'pending'],
    )
    await stage.sequence()
    const root = await stage.keys.root('441900')
    const logKey = await stage.keys.statement('441900', (await stage.keys.logSigner('441900')).keyId)
    for (const { statement } of receipts) {
      const [receipt] = (await found(`digest=${statement.digest}`)).items
      assert.deepEqual(receipt!.statement, statement)
      assert.equal(receipt!.leaf, leafOfStatement(statement).toString('hex'))
      assert.ok(leafIsUnder(receipt!.leaf, receipt!.proof!, receipt!.head!))
      assert.ok(headIsSigned(receipt!.head!, '441900', logKey, root))
    }
    assert.deepEqual((await found(`digest=${sm3('别的')}`)).items, [])
  })

  it('writes the same down once, however often and however many at once say it', async () => {
    const item = { algorithm: 'SM3', digest: sm3('同一份'), reference: 'ZB-1' }
    const said = (await Promise.all([1, 2, 3, 4].map(() => anchored([item, item])))).flat()
    assert.equal(new Set(said.map(({ statement }) => statement.id)).size, 1)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ledger.pending`.execute(stage.db)
    assert.equal(rows[0]?.n, 1)
    await stage.sequence()
  })

  it('shows the trail of a thing, step by step, page by page', async () => {
    await anchored([{ algorithm: 'SM3', digest: sm3('公告'), reference: 'ZB-2', signer: 'bureau-7' }])
    await anchored([{ algorithm: 'SM3', digest: sm3('开标记录'), reference: 'ZB-2' }], 'opening')
    const first = await found('channel=trading&reference=ZB-2&limit=1')
    const second = await found(`channel=trading&reference=ZB-2&limit=1&cursor=${first.next}`)
    assert.deepEqual(
      [...first.items, ...second.items].map(({ statement }) => [statement.step, statement.signer]),
      [
        ['tender', 'bureau-7'],
        ['opening', undefined],
      ],
    )
    assert.equal(second.next, undefined)
    assert.equal(await codeOf(await fetch(`${stage.url}/api/v1/evidence/anchors`)), '422 evidence.ask-narrower')
    const bad = await fetch(`${stage.url}/api/v1/evidence/anchors?channel=trading&reference=ZB-2&cursor=x`)
    assert.equal(bad.status, 400)
  })

  it('counts by step, by system and by day', async () => {
    const response = await fetch(`${stage.url}/api/v1/evidence/channels/trading/statistics`)
    assert.deepEqual(await response.json(), {
      total: 7,
      lastAt: '2026-11-22T02:00:00.000Z',
      steps: [
        { step: 'tender', count: 6 },
        { step: 'opening', count: 1 },
      ],
      clients: [{ name: '公共资源交易系统', count: 7 }],
      days: [{ day: '2026-11-22', count: 7 }],
    })
  })

  it('takes nothing without the right key, channel and step', async () => {
    const body = { channel: 'trading', step: 'tender', items: [{ algorithm: 'SM3', digest: sm3('x') }] }
    assert.equal(await codeOf(await anchor(body, 'none')), '401 evidence.key-wrong')
    assert.equal(await codeOf(await anchor(body, `${apiKey.slice(0, -1)}_`)), '401 evidence.key-wrong')
    assert.equal(await codeOf(await anchor({ ...body, step: 'nothing' })), '422 evidence.step-unknown')
    assert.equal(await codeOf(await anchor({ ...body, channel: 'other' })), '404 evidence.channel-missing')
    assert.equal((await anchor({ ...body, items: [{ algorithm: 'MD5', digest: sm3('x') }] })).status, 422)
    const { channels, clients } = stage.evidence()
    await clients.change(stage.admin, clientId, { channels: [], stopped: false })
    assert.equal(await codeOf(await anchor(body)), '403 evidence.not-admitted')
    await clients.change(stage.admin, clientId, { channels: ['trading'], stopped: true })
    assert.equal(await codeOf(await anchor(body)), '401 evidence.key-wrong')
    await clients.change(stage.admin, clientId, { channels: ['trading'], stopped: false })
    await channels.setClosed(stage.admin, 'trading', true)
    assert.equal(await codeOf(await anchor(body)), '409 evidence.channel-closed')
    await channels.setClosed(stage.admin, 'trading', false)
    const renewed = await clients.renewKey(stage.admin, clientId)
    assert.equal(await codeOf(await anchor(body)), '401 evidence.key-wrong')
    assert.equal((await anchor(body, renewed.apiKey)).status, 201)
  })

  it('is kept by administrators alone', async () => {
    const { channels, clients } = stage.evidence()
    const auditor = stage.official('auditor')
    const forbidden = refusedAs('evidence.forbidden')
    await assert.rejects(channels.open(auditor, { ...channel, key: 'mine' }), forbidden)
    await assert.rejects(channels.setClosed(auditor, 'trading', true), forbidden)
    await assert.rejects(clients.admit(auditor, { name: '系统', channels: [] }), forbidden)
    await assert.rejects(clients.change(auditor, clientId, { channels: [], stopped: true }), forbidden)
    await assert.rejects(clients.renewKey(auditor, clientId), forbidden)
    await assert.rejects(clients.list(stage.official('decider')), forbidden)
    assert.equal((await clients.list(auditor)).length, 1)
    await assert.rejects(channels.open(stage.admin, channel), refusedAs('evidence.channel-exists'))
  })

  it('cannot be changed afterwards, not even by who holds the database', async () => {
    await assert.rejects(sql`update evidence.anchor set signer = 'another'`.execute(stage.db), /append-only/)
    await assert.rejects(sql`delete from evidence.anchor`.execute(stage.db), /append-only/)
  })
})
