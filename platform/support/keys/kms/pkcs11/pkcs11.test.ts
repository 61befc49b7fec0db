import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { inTransaction } from '#ground/database/index.ts'
import { createSecrets } from '#ground/secrets.ts'
import { Refusal } from '#kernel/errors.ts'
import { testDatabase } from '#testing/database.ts'
import { createKeys, keysModule, openKms, statementHolds } from '../../index.ts'

const run = promisify(execFile)

/** SoftHSM, where distributions put it. */
const module = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
].find(existsSync)

describe('keys in a hardware module by PKCS #11', () => {
  let folder: string
  const environment = process.env.SOFTHSM2_CONF
  const absent = (test: TestContext) => {
    if (!module) test.diagnostic('SoftHSM is not installed here')
    return !module
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zt-pkcs11-'))
    await mkdir(join(folder, 'tokens'))
    await writeFile(join(folder, 'softhsm.conf'), `directories.tokendir = ${join(folder, 'tokens')}\n`)
    // The module reads it when it is first opened.
    process.env.SOFTHSM2_CONF = join(folder, 'softhsm.conf')
    await writeFile(join(folder, 'pin'), '123456\n')
    // Two, since whoever is logged in to one is so in the whole process.
    for (const label of module ? ['zhengtong', 'strict'] : [])
      await run('softhsm2-util', [
        ...['--init-token', '--free', '--label', label],
        ...['--pin', '123456', '--so-pin', '12345678'],
      ])
  })
  after(async () => {
    if (environment === undefined) delete process.env.SOFTHSM2_CONF
    else process.env.SOFTHSM2_CONF = environment
    await rm(folder, { recursive: true })
  })

  async function fileOf(more: Record<string, unknown> = {}): Promise<string> {
    const file = join(folder, `kms-${Math.random()}.json`)
    const settings = { name: 'SoftHSM', module: module ?? '/none', token: 'zhengtong', pinFile: 'pin', simulated: true }
    await writeFile(file, JSON.stringify({ ...settings, ...more }))
    return file
  }
  const opened = async (more?: Record<string, unknown>) =>
    (await openKms({ signer: 'hsm', kmsFile: await fileOf(more), profile: 'demo' }))!

  it('are made there, sign for seals and wallets, and are found again by another process', async (test) => {
    if (absent(test)) return
    const database = await testDatabase([keysModule])
    const clock = () => new Date('2026-11-22T02:00:00Z')
    const given = { db: database.db, clock, secrets: createSecrets(Buffer.alloc(32, 1)) }
    try {
      const keys = createKeys({ ...given, kms: await opened() })
      const keep = await keys.prepareSealKeys('r', { name: '演示局' }, new Date('2036-11-22T00:00:00Z'))
      const { recordKeyId, pdfKeyId } = await inTransaction(database.db, keep)
      const [pdf, authority] = await keys.chain('r', pdfKeyId)
      assert.ok(new X509Certificate(pdf!).verify(new X509Certificate(authority!).publicKey))
      // SoftHSM knows no SM2: such keys stay with us, and the root says so.
      const statement = await keys.statement('r', recordKeyId)
      assert.equal(statement.body.custody, 'software')
      assert.ok(statementHolds(statement, await keys.root('r')))
      const bytes = Buffer.from('一份证照的内容')
      assert.equal((await (await keys.walletIssuer('r', 'https://city.example')).sign(bytes)).length, 64)
      const { rows } = await database.pool.query(
        `select suite, count(*) filter (where sealed is not null)::int as sealed from keys.key
         where suite <> 'GM' group by suite order by suite`,
      )
      assert.deepEqual(rows, [
        { suite: 'ES256', sealed: 0 },
        { suite: 'RSA', sealed: 0 },
      ])
      const again = createKeys({ ...given, kms: await opened() })
      const signer = await again.signer('r', pdfKeyId)
      assert.equal((await signer.sign(bytes)).length, 256)
    } finally {
      await database.close()
    }
  })

  it('sign for many at once, each what was given', async (test) => {
    if (absent(test)) return
    const kms = await opened()
    const key = await kms.generate('ES256', 'many')
    const made = await Promise.all(Array.from({ length: 64 }, (_, i) => kms.sign(key, 'ES256', Buffer.of(i))))
    assert.equal(new Set(made.map((each) => each.toString('hex'))).size, 64)
  })

  it('cannot be taken out of the module', async (test) => {
    if (absent(test)) return
    const kms = await opened()
    const { handle } = await kms.generate('RSA', 'kept')
    const { stdout } = await run('softhsm2-util', ['--show-slots'])
    assert.match(stdout, /zhengtong/)
    const tool = await run('pkcs11-tool', [
      ...['--module', module!, '--login', '--pin', '123456', '--token-label', 'zhengtong'],
      ...['--list-objects', '--type', 'privkey', '--id', handle],
    ]).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    if (!tool) return test.diagnostic('pkcs11-tool is not installed here')
    assert.match(tool.stdout, /sensitive, always sensitive, never extractable/)
  })

  it('of SM2 are made by the mechanisms that the maker tells, and what is no SM2 signature is refused', async (test) => {
    if (absent(test)) return
    // SoftHSM makes points of the curve, and then signs plain ECDSA with them.
    const sm2 = { keyPair: '0x1040', sign: '0x1041', input: 'digest', signature: 'raw' }
    const kms = await opened({ sm2 })
    const key = await kms.generate('GM', 'sm2')
    assert.deepEqual([key.publicKey.length, key.publicKey[0]], [65, 4])
    await assert.rejects(kms.sign(key, 'GM', Buffer.from('x')), /signed with another key/)
  })

  it('are not made without the token, signed with unless they are there, or asked of what is no module', async (test) => {
    if (absent(test)) return
    const silent = (error: unknown) => error instanceof Refusal && error.code === 'keys.kms-silent'
    await assert.rejects((await opened({ token: 'elsewhere' })).generate('RSA', 'x'), silent)
    await assert.rejects((await opened({ module: join(folder, 'pin') })).generate('RSA', 'x'), /load shared library/)
    const kms = await opened()
    await assert.rejects(
      kms.sign({ handle: 'ab'.repeat(16), publicKey: Buffer.alloc(0) }, 'RSA', Buffer.of(1)),
      /keeps 0/,
    )
  })

  it('are asked for with a PIN once: after it was refused nobody tries it again and locks the token', async (test) => {
    if (absent(test)) return
    await writeFile(join(folder, 'wrong-pin'), '654321\n')
    const kms = await opened({ token: 'strict', pinFile: 'wrong-pin' })
    const asked = () => kms.generate('ES256', 'x').catch((error: unknown) => error)
    const [first, ...others] = await Promise.all([asked(), asked(), asked()])
    assert.match(String(first), /refuses the PIN/)
    assert.doesNotMatch(String(first), /654321/)
    for (const other of [...others, await asked()]) assert.equal(other, first)
  })

  it('are configured by a file; production takes no simulator and keeps no SM2 key in software', async () => {
    const production = async (more: Record<string, unknown>) =>
      openKms({ signer: 'hsm', kmsFile: await fileOf(more), profile: 'production' })
    await assert.rejects(production({}), /simulator/)
    await assert.rejects(production({ simulated: false }), /mechanisms of SM2/)
    await assert.rejects(production({ simulated: false, sm2: { keyPair: '1' } }), /ZT_KMS/)
  })
})
