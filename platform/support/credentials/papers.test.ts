import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { inTransaction } from '#ground/database/index.ts'
import { systemActor } from '#kernel/actor.ts'
import { citizen, draft, letter, openStage, realm, type Stage } from '#testing/credential-stage.ts'

const run = promisify(execFile)
const rare = '王𫖯䶮㛃𬭎𰻝'

/** Runs a program of poppler on a file; tells the test to pass it by where poppler is not installed. */
async function poppler(test: TestContext, program: string, args: string[]): Promise<string | undefined> {
  try {
    return (await run(program, args)).stdout
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      test.skip(`${program} (poppler-utils) is not installed here`)
      return undefined
    }
    // pdfsig ends with an error when the root is not in its own store, but prints what it found.
    return (error as { stdout?: string }).stdout ?? ''
  }
}

describe('papers', () => {
  let stage: Stage
  let id: string
  let pdf: Buffer

  const issue = (given = draft()) =>
    inTransaction(stage.db, (tx) => stage.credentials.issue(tx, systemActor(realm), given))
  const paper = async (credentialId = id) => buffer((await stage.credentials.paper(citizen('zhao'), credentialId)).pdf)
  const checksOf = async (file: Buffer) => {
    const { genuine, checks } = await stage.credentials.verifyFile(realm, file)
    return { genuine, failed: checks.filter(({ ok }) => !ok).map(({ key }) => key) }
  }
  const onDisk = async (bytes: Buffer, name: string) => {
    const path = join(stage.folder, name)
    await writeFile(path, bytes)
    return path
  }

  before(async () => {
    stage = await openStage()
    const elements = { name: '小满茶摊（虚构）', keeper: rare, site: '演示市茶山路 1 号', phone: '12345' }
    id = (await issue(draft({ elements, holder: { partyId: 'zhao', name: rare } }))).credentialId
    await stage.sequence()
    pdf = await paper()
  })
  after(() => stage.close())

  it('carry a signature that other software calls valid over the whole file', async (test) => {
    const said = await poppler(test, 'pdfsig', [await onDisk(pdf, 'licence.pdf')])
    if (said === undefined) return
    assert.match(said, /Signature is Valid\./)
    assert.match(said, /Total document signed/)
    assert.match(said, /Common Name: 演示市场监督管理局/)
    assert.match(said, /ETSI\.CAdES\.detached/)
  })

  it('keep the rarest characters of a name, as text that can be copied', async (test) => {
    const text = await poppler(test, 'pdftotext', ['-layout', await onDisk(pdf, 'licence.pdf'), '-'])
    if (text === undefined) return
    assert.ok(text.includes(rare))
    assert.match(text, /演示样本/)
    assert.match(text, /2031年11月21日/)
  })

  it('set a letter with its number, addressee and list', async (test) => {
    const notice = await issue(draft({ type: letter.key, elements: { item: '茶摊', points: ['带水壶', '带茶杯'] } }))
    const path = await onDisk(await paper(notice.credentialId), 'letter.pdf')
    const text = await poppler(test, 'pdftotext', ['-layout', path, '-'])
    if (text === undefined) return
    for (const part of ['受理通知书', '茶受〔2026〕第0001号', '赵测试：', '1. 带水壶', '2. 带茶杯', '2026年11月22日'])
      assert.ok(text.includes(part), part)
  })

  it('run over as many pages as the text needs, and lose none of it', async (test) => {
    const site = '演示市茶山路一号；'.repeat(220)
    const long = await issue(draft({ elements: { name: '店', keeper: '人', site, phone: '最后一行' } }))
    const path = await onDisk(await paper(long.credentialId), 'long.pdf')
    const text = await poppler(test, 'pdftotext', [path, '-'])
    if (text === undefined) return
    assert.equal(text.split('路').length - 1, 220)
    assert.match(text, /最后一行/)
  })

  it('are made once, and made again byte for byte when the file is lost', async () => {
    const { rows } = await sql<{
      hash: string
    }>`select pdf_hash as hash from credentials.credential where id = ${id}`.execute(stage.db)
    assert.ok(await stage.files.has(rows[0]!.hash))
    await rm(stage.folder, { recursive: true })
    assert.ok(!(await stage.files.has(rows[0]!.hash)))
    await stage.reopenFiles()
    assert.ok((await paper()).equals(pdf))
  })

  it('are recognised and found genuine when handed in', async () => {
    const found = await stage.credentials.verifyFile(realm, pdf)
    assert.equal(found.genuine, true)
    assert.equal(found.signer, '演示市场监督管理局')
    assert.equal(found.signedAt, '2026-11-22T02:00:00.000Z')
    assert.equal(found.verification?.status, 'valid')
  })

  it('are found out when one byte changes, in the content or in the signature', async () => {
    const changed = Buffer.from(pdf)
    const at = changed.indexOf('stream') + 40
    changed[at] = changed[at]! ^ 1
    assert.deepEqual(await checksOf(changed), { genuine: false, failed: ['content'] })
    const forged = Buffer.from(pdf)
    const hole = forged.indexOf('/Contents <') + 11
    const end = forged.indexOf('0000000000000000', hole)
    forged.write(forged.toString('latin1', end - 8, end - 7) === '0' ? '1' : '0', end - 8, 'latin1')
    assert.equal((await checksOf(forged)).genuine, false)
  })

  it('are found out when something is put behind the signature', async () => {
    const longer = Buffer.concat([pdf, Buffer.from('\n1 0 obj\n<< /ZtIdentifier (1.2.3) >>\nendobj\n%%EOF\n')])
    assert.deepEqual(await checksOf(longer), { genuine: false, failed: ['content'] })
  })

  it('are no proof when another root signed them', async () => {
    const other = await openStage()
    try {
      const { credentialId } = await inTransaction(other.db, (tx) =>
        other.credentials.issue(tx, systemActor(realm), draft()),
      )
      const theirs = await buffer((await other.credentials.paper(citizen('zhao'), credentialId)).pdf)
      const { genuine, failed } = await checksOf(theirs)
      assert.equal(genuine, false)
      assert.ok(failed.includes('chain') && failed.includes('record'))
    } finally {
      await other.close()
    }
  })

  it('are told apart from files of other kinds', async () => {
    await assert.rejects(stage.credentials.verifyFile(realm, Buffer.from('GIF89a')), {
      code: 'credentials.not-a-paper',
    })
    await assert.rejects(stage.credentials.verifyFile(realm, Buffer.from('{"format":"x"}')), {
      code: 'credentials.unreadable-bundle',
    })
    assert.deepEqual(await checksOf(Buffer.from('%PDF-1.7\n%%EOF')), {
      genuine: false,
      failed: ['signature', 'record'],
    })
  })

  it('as bundles are checked the same way', async () => {
    const bundle = await stage.credentials.bundle(citizen('zhao'), id)
    assert.deepEqual(await checksOf(Buffer.from(JSON.stringify(bundle))), { genuine: true, failed: [] })
    const renamed = { ...bundle, record: { ...bundle.record, holder: { name: '别人' } } }
    assert.deepEqual(await checksOf(Buffer.from(JSON.stringify(renamed))), {
      genuine: false,
      failed: ['record', 'ledger'],
    })
  })
})
