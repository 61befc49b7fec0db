import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inTransaction } from '#ground/database/index.ts'
import { systemActor } from '#kernel/actor.ts'
import { readZip, zipOf } from '#kernel/zip.ts'
import { pemOf } from '#support/keys/index.ts'
import { citizen, draft, office, openStage, realm, type Stage } from '#testing/credential-stage.ts'

const run = promisify(execFile)
const check = fileURLToPath(new URL('../../testing/ofd-reader/Check.java', import.meta.url))

describe('papers as OFD, read by others', () => {
  let stage: Stage
  let path: string
  let ofd: Buffer
  const onDisk = async (name: string, bytes: Uint8Array | string) => {
    const at = join(stage.folder, name)
    await writeFile(at, bytes)
    return at
  }

  before(async () => {
    stage = await openStage()
    const { credentialId } = await inTransaction(stage.db, (tx) =>
      stage.credentials.issue(tx, systemActor(realm), draft()),
    )
    ofd = await buffer((await stage.credentials.ofd(citizen('zhao'), credentialId)).ofd)
    path = await onDisk('licence.ofd', ofd)
  })
  after(() => stage.close())

  it('are valid to ofdrw, and not when a word of a page changes', async (test) => {
    const jars = process.env.ZT_OFD_READER
    if (!jars) {
      test.skip('ZT_OFD_READER does not name the folder of ofdrw (platform/testing/ofd-reader)')
      return
    }
    const reads = (file: string) => run('java', ['-cp', join(jars, '*'), check, file])
    assert.match((await reads(path)).stdout, /valid, pages 1/)
    const files = readZip(ofd).map(({ path: name, bytes }) =>
      name.endsWith('Content.xml')
        ? { path: name, bytes: Buffer.from(Buffer.from(bytes).toString().replace('小满', '大满')) }
        : { path: name, bytes },
    )
    const parts: Uint8Array[] = []
    for await (const part of zipOf(files, new Date())) parts.push(part)
    const changed = Buffer.concat(parts)
    await assert.rejects(reads(await onDisk('changed.ofd', changed)))
  })

  it('have certificates that OpenSSL finds under the SM2 root', async (test) => {
    const root = await stage.keys.root(realm)
    const seal = await stage.seals.usableOf(realm, office.id)
    const [own] = await stage.keys.chain(realm, seal.recordKeyId)
    const maker = await stage.keys.sealMaker(realm)
    const [makers] = await stage.keys.chain(realm, maker.keyId)
    const trusted = await onDisk('root.pem', root.sm2Certificate!)
    for (const certificate of [own!, makers!]) {
      const file = await onDisk('certificate.pem', pemOf(certificate))
      const args = ['verify', '-no_check_time', '-vfyopt', 'distid:1234567812345678', '-CAfile', trusted, file]
      try {
        assert.match((await run('openssl', args)).stdout, /: OK/)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
        test.skip('openssl is not installed here')
        return
      }
    }
  })
})
