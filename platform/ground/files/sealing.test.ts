import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newFileKey, openStream, sealStream } from './sealing.ts'

async function all(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The bytes in pieces of a size. */
async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const key = newFileKey()
const plain = Buffer.from('案卷'.repeat(500))

test('what is sealed opens again, however it comes in pieces', async () => {
  const sealed = await all(sealStream(key, inPieces(plain, 100)))
  assert.ok(!sealed.includes('案卷'))
  for (const size of [1, 7, 16, 17, 4096]) assert.ok((await all(openStream(key, inPieces(sealed, size)))).equals(plain))
})

test('another key, a changed byte or a missing end opens nothing whole', async () => {
  const sealed = await all(sealStream(key, inPieces(plain, 100)))
  const changed = Buffer.from(sealed)
  changed[10]! ^= 1
  await assert.rejects(all(openStream(newFileKey(), inPieces(sealed, 64))))
  await assert.rejects(all(openStream(key, inPieces(changed, 64))))
  await assert.rejects(all(openStream(key, inPieces(sealed.subarray(0, -1), 64))))
  await assert.rejects(all(openStream(key, inPieces(sealed.subarray(0, 5), 64))))
})
