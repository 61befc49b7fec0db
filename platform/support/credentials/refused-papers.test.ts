import assert from 'node:assert/strict'
import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { systemActor } from '#kernel/actor.ts'
import { citizen, draft, licence, official, openStage, realm, type Stage } from '#testing/credential-stage.ts'
import type { CredentialRecord } from './contract.ts'
import { createPress } from './rendering/press.ts'
import { checkSdJwt } from './wallet-face/check.ts'
import { makeSdJwt } from './wallet-face/sd-jwt.ts'

// Whoever has a seal's key could sign at any time; what the law and the register say of that time is what counts.
describe('papers with true signatures that must not count', () => {
  let stage: Stage
  let id: string
  let record: CredentialRecord
  const press = createPress()
  const years = (count: number) => new Date(Date.UTC(2026 + count, 10, 22, 2))

  const failedOf = async (file: Buffer) => {
    const { genuine, checks } = await stage.credentials.verifyFile(realm, file)
    return { genuine, failed: checks.filter(({ ok }) => !ok).map(({ key }) => key) }
  }
  const parts = async () => {
    const [first] = await stage.seals.list(official('aqg', ['security-officer']))
    const { credential } = await stage.credentials.get(citizen('zhao'), id)
    const seal = first!.seal
    return { seal, type: licence, digest: credential.recordDigest, picture: seal.picture! }
  }
  const ofdAt = async (at: Date) => {
    const { seal, ...paper } = await parts()
    return stage.seals.sealOfd(realm, seal, await press.renderOfd({ record, ...paper }), at)
  }
  const pdfAt = async (at: Date) => {
    const { seal, ...paper } = await parts()
    const drawn = await press.render({ record: { ...record, issuedAt: at.toISOString() }, ...paper })
    return stage.seals.signPdf(realm, seal, drawn)
  }
  const both = async (at: Date) => [await failedOf(await pdfAt(at)), await failedOf(await ofdAt(at))]

  before(async () => {
    stage = await openStage()
    const issued = await inTransaction(stage.db, (tx) => stage.credentials.issue(tx, systemActor(realm), draft()))
    id = issued.credentialId
    record = (await stage.credentials.get(citizen('zhao'), id)).credential.record
    await stage.sequence()
  })
  after(async () => {
    await press.stop()
    await stage.close()
  })

  it('count when signed today, and a quarter of a minute ahead of our clock', async () => {
    const ahead = new Date(stage.time.now.getTime() + 15_000)
    for (const at of [stage.time.now, ahead])
      for (const found of await both(at)) assert.deepEqual(found, { genuine: true, failed: [] })
  })

  it('are refused when the clock of the signer is beyond ours', async () => {
    const beyond = new Date(stage.time.now.getTime() + 3_600_000)
    for (const found of await both(beyond)) assert.deepEqual(found, { genuine: false, failed: ['time'] })
  })

  it('are refused when sealed after the seal’s last day, and before its first', async () => {
    stage.time.now = years(12)
    for (const found of await both(years(11)))
      assert.deepEqual(found, { genuine: false, failed: ['certificate', 'seal'] })
    for (const found of await both(years(-1)))
      assert.deepEqual(found, { genuine: false, failed: ['certificate', 'seal'] })
    stage.time.now = years(0)
  })

  it('are refused when sealed while the seal was suspended, and what was sealed before goes on counting', async () => {
    const { seal } = await parts()
    const before = await stage.credentials.paper(citizen('zhao'), id).then(({ pdf }) => buffer(pdf))
    const day = (count: number) => new Date(years(0).getTime() + count * 86_400_000)
    const officer = official('aqg', ['security-officer'])
    stage.time.now = day(1)
    await stage.seals.act(officer, seal.id, { verb: 'hand-over', reason: '轮岗', custodian: '钱保管（演示）' })
    assert.equal((await failedOf(await pdfAt(day(2)))).failed.includes('seal'), false)
    stage.time.now = day(3)
    await stage.seals.act(officer, seal.id, { verb: 'suspend', reason: '密钥可能泄露' })
    stage.time.now = day(5)
    for (const found of await both(day(4))) assert.deepEqual(found, { genuine: false, failed: ['seal'] })
    assert.deepEqual(await failedOf(before), { genuine: true, failed: [] })
    await stage.seals.act(officer, seal.id, { verb: 'destroy', reason: '密钥泄露，销毁' })
    for (const found of await both(day(5))) assert.deepEqual(found, { genuine: false, failed: ['seal'] })
    assert.deepEqual(await failedOf(before), { genuine: true, failed: [] })
  })

  it('as SD-JWT are refused by the step that fails: changed, another root, expired, from the future, certificate ended', async () => {
    const address = 'http://127.0.0.1:8080/openid4vci'
    const signer = await stage.keys.walletIssuer(realm, address)
    const [certificate] = await stage.keys.chain(realm, signer.keyId)
    const root = new X509Certificate((await stage.keys.root(realm)).certificate)
    const { now } = stage.time
    const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
    const made = (more: Record<string, unknown> = {}) =>
      makeSdJwt({ always: { vct: 't', iat: seconds(now), ...more }, claims: { name: '赵' } }, signer, [certificate!])
    const failed = (text: string, given: { root?: X509Certificate; now?: Date } = {}) =>
      checkSdJwt(text, { root, now, ...given })
        ?.checks.filter(({ ok }) => !ok)
        .map(({ key }) => key)
    assert.deepEqual(failed(await made()), [])
    const [head, body, signature] = (await made()).split('~')[0]!.split('.')
    const other = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body!, 'base64url').toString()), vct: 'x' }))
    assert.deepEqual(failed(`${head}.${other.toString('base64url')}.${signature}~`), ['signature'])
    const stranger = await openStage()
    try {
      const theirs = new X509Certificate((await stranger.keys.root(realm)).certificate)
      assert.deepEqual(failed(await made(), { root: theirs }), ['chain'])
    } finally {
      await stranger.close()
    }
    assert.deepEqual(failed(await made({ exp: seconds(now) - 1 })), ['not-expired'])
    assert.deepEqual(failed(await made({ iat: seconds(now) + 3600 })), ['not-expired'])
    assert.deepEqual(failed(await made({ iat: seconds(years(11)) }), { now: years(12) }), ['certificate'])
    const forged = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const another = {
      ...signer,
      sign: async (bytes: Uint8Array) => sign('sha256', bytes, { key: forged.privateKey, dsaEncoding: 'ieee-p1363' }),
    }
    const text = await makeSdJwt({ always: { vct: 't', iat: seconds(now) }, claims: {} }, another, [certificate!])
    assert.deepEqual(failed(text), ['signature'])
  })
})
