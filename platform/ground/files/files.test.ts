import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, describe, test } from 'node:test'
import { startS3Simulator } from '#testing/s3-simulator.ts'
import type { Files } from './files.ts'
import { createFolderFiles } from './folder.ts'
import { createS3Files, readS3Url } from './s3.ts'

const secret = { accessKeyId: 'test-key', secretAccessKey: 'test-secret', region: 'cn-test-1' }
const scratch = await mkdtemp(join(tmpdir(), 'zt-files-'))
const store = await startS3Simulator(secret)
after(async () => {
  await store.close()
  await rm(scratch, { recursive: true })
})

const pdf = Buffer.from('%PDF-1.7\n示例\n')
const shops: [string, () => Promise<Files>][] = [
  ['a folder', () => createFolderFiles(join(scratch, 'folder'))],
  ['an S3 store', () => createS3Files(readS3Url(store.url), join(scratch, 's3'))],
]

for (const [name, open] of shops) {
  describe(`files kept in ${name}`, () => {
    test('come back byte for byte under the SHA-256 of their bytes', async () => {
      const files = await open()

      const stored = await files.put(Readable.from([pdf.subarray(0, 4), pdf.subarray(4)]), { maxBytes: 1000 })

      assert.deepEqual(stored, { hash: stored.hash, size: pdf.length, mediaType: 'application/pdf' })
      assert.match(stored.hash, /^[0-9a-f]{64}$/)
      assert.deepEqual(await buffer(await files.open(stored.hash)), pdf)
      assert.equal(await files.has(stored.hash), true)
    })

    test('are refused past their limit, and nothing of them stays', async () => {
      const files = await open()

      await assert.rejects(files.put(Buffer.alloc(11), { maxBytes: 10 }), { code: 'files.too-large' })

      assert.deepEqual(await readdir(join(scratch, name === 'a folder' ? 'folder' : 's3', 'incoming')), [])
    })

    test('are judged by their bytes: a program named .pdf is not one', async () => {
      const files = await open()
      const program = Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0x03])

      await assert.rejects(files.put(program, { maxBytes: 1000, accept: ['application/pdf'] }), {
        code: 'files.not-accepted',
      })
    })

    test('are not found by paths or by hashes nobody was given', async () => {
      const files = await open()

      await assert.rejects(files.open('../../etc/passwd'), { code: 'files.missing' })
      await assert.rejects(files.open('0'.repeat(64)), { code: 'files.missing' })
    })
  })
}

test('a store with another secret turns us away, and the person is told to try later', async () => {
  const url = store.url.replace('test-secret', 'other-secret')
  const files = await createS3Files(readS3Url(url), join(scratch, 'other'))

  await assert.rejects(files.put(pdf, { maxBytes: 1000 }), { code: 'files.store-down' })
})

test('an S3 address without a bucket or a key is refused with the right form', () => {
  assert.throws(() => readS3Url('s3://host/bucket'), /s3:\/\/KEY:SECRET@host/)
})
