import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { systemActor } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { readZip, type ZipEntry, zipOf } from '#kernel/zip.ts'
import { citizen, draft, letter, openStage, realm, type Stage } from '#testing/credential-stage.ts'

const rare = '王𫖯䶮㛃𬭎𰻝'
const signaturePath = 'Doc_0/Signs/Sign_0/'

async function packed(entries: ZipEntry[]): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of zipOf(entries, new Date('2026-11-22T02:00:00Z'))) parts.push(part)
  return Buffer.concat(parts)
}

describe('papers as OFD', () => {
  let stage: Stage
  let id: string
  let ofd: Buffer

  const issue = (given = draft()) =>
    inTransaction(stage.db, (tx) => stage.credentials.issue(tx, systemActor(realm), given))
  const paper = async (credentialId = id) => buffer((await stage.credentials.ofd(citizen('zhao'), credentialId)).ofd)
  const checksOf = async (file: Buffer) => {
    const { genuine, checks } = await stage.credentials.verifyFile(realm, file)
    return { genuine, failed: checks.filter(({ ok }) => !ok).map(({ key }) => key) }
  }
  /** The same package with some files changed, left out (undefined) or put in. */
  const altered = async (change: (path: string, bytes: Buffer) => Uint8Array | undefined, added: ZipEntry[] = []) =>
    packed([
      ...readZip(ofd).flatMap(({ path, bytes }) => {
        const changed = change(path, Buffer.from(bytes))
        return changed ? [{ path, bytes: changed }] : []
      }),
      ...added,
    ])

  before(async () => {
    stage = await openStage()
    const elements = { name: '小满茶摊（虚构）', keeper: rare, site: '演示市茶山路 1 号', phone: '12345' }
    id = (await issue(draft({ elements, holder: { partyId: 'zhao', name: rare } }))).credentialId
    await stage.sequence()
    ofd = await paper()
  })
  after(() => stage.close())

  it('are recognised, and every step of GB/T 38540 holds', async () => {
    const found = await stage.credentials.verifyFile(realm, ofd)
    assert.equal(found.kind, 'ofd')
    assert.equal(found.genuine, true)
    assert.equal(found.signer, '演示市场监督管理局')
    assert.equal(found.signedAt, '2026-11-22T02:00:00.000Z')
    const keys = [
      'form',
      'seal-made',
      'seal-chain',
      'signature',
      'listed',
      'chain',
      'certificate',
      'content',
      'time',
      'seal',
      'record',
    ]
    assert.deepEqual(
      found.checks.map(({ key, ok }) => [key, ok]),
      keys.map((key) => [key, true]),
    )
    assert.equal(found.verification?.status, 'valid')
  })

  it('hold the text of the record, rare characters too, with fonts that have each of them', () => {
    const content = readZip(ofd).find(({ path }) => path.endsWith('Content.xml'))
    const text = [
      ...Buffer.from(content!.bytes)
        .toString()
        .matchAll(/<ofd:TextCode[^>]*>([^<]*)</g),
    ].map(([, t]) => t)
    assert.ok(text.join('').includes(rare))
    assert.ok(text.includes('2026年11月22日'))
  })

  it('are sealed once and kept', async () => {
    assert.ok((await paper()).equals(ofd))
  })

  it('carry one and the same electronic seal, whatever is sealed', async () => {
    const notice = await issue(draft({ type: letter.key, elements: { item: '茶摊', points: ['带水壶'] } }))
    const other = await paper(notice.credentialId)
    const sealIn = (file: Buffer) => readZip(file).find(({ path }) => path.endsWith('Seal.esl'))?.bytes
    assert.deepEqual(sealIn(other), sealIn(ofd))
    assert.equal((await checksOf(other)).genuine, true)
  })

  it('are found out when a file of the package changes, is missing, or is put in', async () => {
    const page = 'Doc_0/Pages/Page_0/Content.xml'
    const swapped = await altered((path, bytes) =>
      path === page ? Buffer.from(bytes.toString().replace('小满', '大满')) : bytes,
    )
    assert.deepEqual(await checksOf(swapped), { genuine: false, failed: ['content'] })
    const without = await altered((path, bytes) => (path === 'Doc_0/PublicRes.xml' ? undefined : bytes))
    assert.deepEqual(await checksOf(without), { genuine: false, failed: ['content'] })
    const more = await altered((_path, bytes) => bytes, [{ path: 'Doc_0/Annots/x.xml', bytes: Buffer.from('<a/>') }])
    assert.deepEqual(await checksOf(more), { genuine: false, failed: ['content'] })
    const said = (await stage.credentials.verifyFile(realm, swapped)).checks.find(({ key }) => key === 'content')
    assert.match(said!.detail, /Content\.xml/)
  })

  it('are found out when the digests are made to fit again: the sealing does not', async () => {
    const sm3 = (bytes: Uint8Array) => cryptoSuite('GM').hash(bytes).toString('base64')
    const page = readZip(ofd).find(({ path }) => path === 'Doc_0/Pages/Page_0/Content.xml')!.bytes
    const forged = Buffer.from(Buffer.from(page).toString().replace('小满', '大满'))
    const file = await altered((path, bytes) => {
      if (path.endsWith('Content.xml')) return forged
      if (path === `${signaturePath}Signature.xml`) return Buffer.from(bytes.toString().replace(sm3(page), sm3(forged)))
      return bytes
    })
    const { genuine, failed } = await checksOf(file)
    assert.deepEqual({ genuine, failed }, { genuine: false, failed: ['content'] })
  })

  it('are found out when a bit of the sealing or of the seal changes', async () => {
    const value = readZip(ofd).find(({ path }) => path.endsWith('SignedValue.dat'))!.bytes
    for (const at of [value.length - 1, value.length - 40, 600]) {
      const file = await altered((path, bytes) => {
        if (path.endsWith('SignedValue.dat')) bytes[at] = bytes[at]! ^ 1
        return bytes
      })
      assert.equal((await checksOf(file)).genuine, false, `byte ${at}`)
    }
  })

  it('are no proof when another root stands behind them', async () => {
    const other = await openStage()
    try {
      const { credentialId } = await inTransaction(other.db, (tx) =>
        other.credentials.issue(tx, systemActor(realm), draft()),
      )
      const theirs = await buffer((await other.credentials.ofd(citizen('zhao'), credentialId)).ofd)
      const { genuine, failed } = await checksOf(theirs)
      assert.equal(genuine, false)
      assert.deepEqual(failed, ['seal-chain', 'chain', 'record'])
    } finally {
      await other.close()
    }
  })

  it('that another program packed anew are refused with the reason', async () => {
    await assert.rejects(stage.credentials.verifyFile(realm, ofd.subarray(0, -9)), { code: 'zip.unreadable' })
    await assert.rejects(stage.credentials.verifyFile(realm, await packed([{ path: 'a', bytes: Buffer.from('b') }])), {
      code: 'ofd.unreadable',
    })
  })
})
