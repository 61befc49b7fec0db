import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inTransaction } from '#ground/database/index.ts'
import { createSecrets } from '#ground/secrets.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { createKeys, keysModule, openKms, readSm2Certificate, sm2Issued, statementHolds } from '../index.ts'

const run = promisify(execFile)
const simulator = fileURLToPath(new URL('../../../testing/hsm-simulator.ts', import.meta.url))

describe('keys in a hardware module behind REST', () => {
  let folder: string
  let database: TestDatabase
  const children: ChildProcess[] = []
  const at = (name: string) => join(folder, name)

  /** A certificate under the one authority; for a server or for who calls it. */
  async function certify(name: string, usage: string): Promise<void> {
    const csr = ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${name}`]
    await run('openssl', [...csr, '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`)])
    await writeFile(at(`${name}.ext`), `extendedKeyUsage=${usage}\nsubjectAltName=IP:127.0.0.1\n`)
    const how = [
      'x509',
      '-req',
      '-in',
      at(`${name}.csr`),
      '-CA',
      at('ca.pem'),
      '-CAkey',
      at('ca.key'),
      '-CAcreateserial',
    ]
    await run('openssl', [...how, '-days', '2', '-extfile', at(`${name}.ext`), '-out', at(`${name}.pem`)])
  }

  async function authority(name: string): Promise<void> {
    const how = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
    await run('openssl', [...how, '-subj', `/CN=${name}`, '-keyout', at(`${name}.key`), '-out', at(`${name}.pem`)])
  }

  async function start(...more: string[]): Promise<string> {
    const files = ['--certificate', at('hsm.pem'), '--key', at('hsm.key'), '--authority', at('ca.pem')]
    const child = spawn(process.execPath, [simulator, ...files, ...more], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string]
    return line.replace('ready ', '')
  }

  async function settingsFor(url: string, more: Record<string, unknown> = {}): Promise<string> {
    const file = at(`kms-${Math.random()}.json`)
    const settings = {
      name: '密码机（模拟）',
      url,
      certificate: 'platform.pem',
      key: 'platform.key',
      authority: 'ca.pem',
    }
    await writeFile(file, JSON.stringify({ ...settings, simulated: true, ...more }))
    return file
  }
  const opened = async (url: string, more?: Record<string, unknown>) =>
    (await openKms({ signer: 'hsm', kmsFile: await settingsFor(url, more), profile: 'demo' }))!

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zt-kms-'))
    await authority('ca')
    await certify('hsm', 'serverAuth')
    await certify('platform', 'clientAuth')
    database = await testDatabase([keysModule])
  })
  after(async () => {
    for (const child of children) child.kill('SIGTERM')
    await database.close()
    await rm(folder, { recursive: true })
  })

  it('sign with SM2, RSA and P-256, are certified by the root, and nothing secret is with us', async () => {
    const kms = await opened(await start())
    const clock = () => new Date('2026-11-22T02:00:00Z')
    const keys = createKeys({ db: database.db, clock, secrets: createSecrets(Buffer.alloc(32, 1)), kms })
    const root = await keys.root('r')
    const keep = await keys.prepareSealKeys('r', { name: '演示局' }, new Date('2036-11-22T00:00:00Z'))
    const { recordKeyId, pdfKeyId } = await inTransaction(database.db, keep)
    const statement = await keys.statement('r', recordKeyId)
    assert.equal(statement.body.custody, 'hsm')
    assert.ok(statementHolds(statement, root))
    const record = await keys.signer('r', recordKeyId)
    const bytes = Buffer.from('一份证照的内容')
    assert.ok(
      cryptoSuite('GM')
        .verifier(record.publicKey)
        .verify(bytes, await record.sign(bytes)),
    )
    const [own, top] = await keys.chain('r', recordKeyId)
    assert.ok(sm2Issued(readSm2Certificate(top!)!, own!))
    const [pdf, authorityOfPdf] = await keys.chain('r', pdfKeyId)
    assert.ok(new X509Certificate(pdf!).verify(new X509Certificate(authorityOfPdf!).publicKey))
    assert.equal((await (await keys.walletIssuer('r', 'https://city.example')).sign(bytes)).length, 64)
    const { rows } = await database.pool.query('select count(*)::int as n from keys.key where sealed is not null')
    assert.equal(rows[0].n, 0)
  })

  it('are refused to who shows no certificate of the authority, and a false module is not spoken to', async () => {
    const url = await start()
    await authority('stranger')
    const silent = (error: unknown) => error instanceof Refusal && error.code === 'keys.kms-silent'
    const nobody = await opened(url, { certificate: 'stranger.pem', key: 'stranger.key' })
    await assert.rejects(nobody.generate('GM', 'x'), silent)
    const mistaken = await opened(url, { authority: 'stranger.pem' })
    await assert.rejects(mistaken.generate('GM', 'x'), silent)
  })

  it('never give a signature that does not hold, and say when the module is silent', async () => {
    const wrong = await opened(await start('--wrong'))
    const key = await wrong.generate('GM', 'x')
    await assert.rejects(wrong.sign(key, 'GM', Buffer.from('x')), /signed with another key/)
    await assert.rejects(wrong.sign({ ...key, handle: 'none' }, 'GM', Buffer.from('x')), /answered 404/)
    const deaf = await opened(await start('--deaf'))
    await assert.rejects(deaf.generate('RSA', 'x'), (error) => error instanceof Refusal && error.kind === 'unavailable')
  })

  it('are configured by a file; production takes no simulator, and software only where it is said', async () => {
    assert.equal(await openKms({ signer: 'software', profile: 'demo' }), undefined)
    await assert.rejects(openKms({ signer: 'hsm', profile: 'demo' }), /ZT_KMS/)
    const file = await settingsFor('https://127.0.0.1:1')
    await assert.rejects(openKms({ signer: 'hsm', kmsFile: file, profile: 'production' }), /simulator/)
    const plain = await settingsFor('http://127.0.0.1:1')
    await assert.rejects(openKms({ signer: 'hsm', kmsFile: plain, profile: 'demo' }), /ZT_KMS/)
  })
})
