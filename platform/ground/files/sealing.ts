import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Refusal } from '#kernel/errors.ts'

// AES-256-GCM under a key that serves one file once, so that a fixed nonce never repeats with it.
const nonce = Buffer.alloc(12)
const tagLength = 16

export const newFileKey = (): Buffer => randomBytes(32)

/** Seals a stream; the tag comes last. */
export async function* sealStream(key: Buffer, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  for await (const chunk of source) yield cipher.update(chunk)
  cipher.final()
  yield cipher.getAuthTag()
}

/** Opens what `sealStream` made. A byte that differs breaks the stream off at its end: nobody gets a whole wrong file. */
export async function* openStream(key: Buffer, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  let held = Buffer.alloc(0)
  for await (const chunk of source) {
    const all = Buffer.concat([held, chunk])
    const ready = all.length - tagLength
    held = ready > 0 ? all.subarray(ready) : all
    if (ready > 0) yield decipher.update(all.subarray(0, ready))
  }
  if (held.length !== tagLength) throw new Refusal('missing', 'files.missing', 'The kept file is cut off')
  decipher.setAuthTag(held)
  decipher.final()
}
