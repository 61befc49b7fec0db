import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { webcrypto } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { inTransaction } from '#ground/database/index.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { citizen, draft, letter, openStage, realm, type Stage } from '#testing/credential-stage.ts'
import { createSignings, type Signings, signingsModule } from './index.ts'

const run = promisify(execFile)
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const { subtle } = webcrypto

/** A phone: a key that cannot be taken out, made for one signature. */
async function openPhone() {
  const pair = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  const { x = '', y = '' } = await subtle.exportKey('jwk', pair.publicKey)
  return {
    publicKey: { kty: 'EC' as const, crv: 'P-256' as const, x, y },
    async sign(toSign: string) {
      const how = { name: 'ECDSA', hash: 'SHA-256' }
      const signature = await subtle.sign(how, pair.privateKey, Buffer.from(toSign, 'base64'))
      return Buffer.from(signature).toString('base64')
    },
  }
}

describe('a citizen’s signature behind the seal', () => {
  let stage: Stage
  let signings: Signings
  let credentialId: string
  const zhao: Actor = { ...citizen('zhao'), name: '赵测试', level: 'L3' }
  const reason = '签收并同意'

  const signed = async (by = zhao) => {
    const phone = await openPhone()
    const asked = await signings.begin(by, { credentialId, reason, publicKey: phone.publicKey, pagesRead: 1 })
    const made = await signings.finish(by, asked.id, await phone.sign(asked.toSign))
    return { asked, made, pdf: await buffer((await signings.pdf(by, asked.id)).pdf) }
  }
  const verify = async (file: Buffer) => {
    const found = await stage.credentials.verifyFile(realm, file)
    return { ...found, failed: found.checks.filter(({ ok }) => !ok).map(({ key }) => key) }
  }

  before(async () => {
    stage = await openStage([signingsModule])
    signings = createSignings({ ...stage, paper: stage.credentials.paper })
    const given = draft({ type: letter.key, elements: { item: '茶摊', points: ['带水壶'] } })
    const issued = await inTransaction(stage.db, (tx) => stage.credentials.issue(tx, systemActor(realm), given))
    credentialId = issued.credentialId
    await stage.sequence()
  })
  after(() => stage.close())

  it('is valid to pdfsig beside that of the seal, over the total document', async (test) => {
    const { pdf } = await signed()
    const file = join(stage.folder, 'signed.pdf')
    await writeFile(file, pdf)
    const said = await run('pdfsig', ['-nocert', file]).then(
      ({ stdout }) => stdout,
      (error: NodeJS.ErrnoException & { stdout?: string }) => (error.code === 'ENOENT' ? undefined : error.stdout),
    )
    if (said === undefined) return test.diagnostic('pdfsig is not installed here')
    assert.equal(said.match(/Signature is Valid\./g)?.length, 2, said)
    assert.match(said, /Common Name: 演示市场监督管理局/)
    assert.match(said, /Common Name: 赵测试/)
    assert.match(said, /Total document signed/)
  })

  it('is checked step by step on the page for anybody, beside the seal and the record', async () => {
    const { made, pdf } = await signed()
    const found = await verify(pdf)
    assert.deepEqual([found.genuine, found.failed], [true, []])
    assert.deepEqual(found.countersigned, { name: '赵测试', reason, at: made.at })
    assert.equal(found.signer, '演示市场监督管理局')
  })

  it('stands in the log and in the signer’s own list', async () => {
    const { made } = await signed()
    await stage.sequence()
    assert.equal((await stage.ledger.proof(realm, made.leafHash)).status, 'included')
    const { items } = await signings.list(zhao, { limit: 10 })
    assert.equal(items[0]?.id, made.id)
    assert.deepEqual([items[0]?.level, items[0]?.pages], ['L3', 1])
    const first = await signings.list(zhao, { limit: 1 })
    assert.notEqual((await signings.list(zhao, { limit: 1, cursor: first.next! })).items[0]?.id, made.id)
  })

  it('is found out when a byte changes, when something is put behind it, or when it is taken off and another put on', async () => {
    const { pdf } = await signed()
    const sealed = await buffer((await stage.credentials.paper(zhao, credentialId)).pdf)
    const changed = Buffer.from(pdf)
    changed[sealed.length + 300]! ^= 1
    assert.equal((await verify(changed)).genuine, false)
    const inside = Buffer.from(pdf)
    inside[inside.indexOf('stream') + 40]! ^= 1
    assert.equal((await verify(inside)).genuine, false)
    const longer = Buffer.concat([pdf, Buffer.from('\n9 0 obj\n<< >>\nendobj\nstartxref\n1\n%%EOF\n')])
    assert.equal((await verify(longer)).genuine, false)
    const update = pdf.subarray(sealed.length).toString('latin1')
    const more = update.replace('/F 132', '/F 132\n/AP << /N 1 0 R >>')
    assert.equal((await verify(Buffer.concat([sealed, Buffer.from(more, 'latin1')]))).genuine, false)
  })

  it('is not made without the whole document, by another key, twice, too late, or for somebody else', async () => {
    const phone = await openPhone()
    const request = { credentialId, reason, publicKey: phone.publicKey, pagesRead: 1 }
    await assert.rejects(signings.begin(zhao, { ...request, pagesRead: 2 }), refusedAs('signings.not-read'))
    await assert.rejects(signings.begin(citizen('wang'), request), refusedAs('credentials.missing'))
    const nowhere = { ...phone.publicKey, x: phone.publicKey.y }
    await assert.rejects(signings.begin(zhao, { ...request, publicKey: nowhere }), refusedAs('signings.bad-key'))

    const asked = await signings.begin(zhao, request)
    const signature = await phone.sign(asked.toSign)
    const stranger = await (await openPhone()).sign(asked.toSign)
    await assert.rejects(signings.finish(zhao, asked.id, stranger), refusedAs('signings.wrong'))
    await assert.rejects(signings.finish(citizen('wang'), asked.id, signature), refusedAs('signings.missing'))
    await assert.rejects(signings.pdf(zhao, asked.id), refusedAs('signings.missing'))
    const both = await Promise.allSettled([1, 2].map(() => signings.finish(zhao, asked.id, signature)))
    assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    await assert.rejects(signings.finish(zhao, asked.id, signature), refusedAs('signings.done'))

    const late = await signings.begin(zhao, request)
    stage.time.now = new Date(stage.time.now.getTime() + 11 * 60_000)
    await assert.rejects(signings.finish(zhao, late.id, await phone.sign(late.toSign)), refusedAs('signings.late'))
  })
})
