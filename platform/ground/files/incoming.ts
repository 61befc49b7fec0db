import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Refusal } from '#kernel/errors.ts'
import type { StoredFile } from './files.ts'
import { headLength, mediaTypeOf } from './media-type.ts'

const abandonedAfter = 3_600_000

/** Readies the folder where uploads land first. What an interrupted upload left there was never acknowledged. */
export async function prepareIncoming(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name))
    if (Date.now() - mtimeMs > abandonedAfter) await rm(join(folder, name), { force: true })
  }
}

/**
 * Writes the bytes through to the disk (fsync) while hashing and counting them, hands the file to `keep`, and removes
 * what is left of it. Refuses with `files.too-large` and `files.not-accepted`.
 */
export async function receive(
  folder: string,
  source: Readable | Buffer,
  options: { maxBytes: number; accept?: readonly string[] },
  keep: (stored: StoredFile, path: string) => Promise<void>,
): Promise<StoredFile> {
  const path = join(folder, randomUUID())
  try {
    const stored = await write(source, path, options.maxBytes)
    if (options.accept && !options.accept.includes(stored.mediaType))
      throw new Refusal('invalid', 'files.not-accepted', `The bytes are ${stored.mediaType}`, {
        found: stored.mediaType,
        accept: [...options.accept],
      })
    await keep(stored, path)
    return stored
  } finally {
    await rm(path, { force: true })
  }
}

async function write(source: Readable | Buffer, path: string, maxBytes: number): Promise<StoredFile> {
  const digest = createHash('sha256')
  const head: Buffer[] = []
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of Buffer.isBuffer(source) ? Readable.from([source]) : source) {
      const bytes = chunk as Buffer
      if (size < headLength) head.push(bytes.subarray(0, headLength - size))
      size += bytes.length
      if (size > maxBytes)
        throw new Refusal('invalid', 'files.too-large', `The file is over ${maxBytes} bytes`, { maxBytes })
      digest.update(bytes)
      await file.write(bytes)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { hash: digest.digest('hex'), size, mediaType: mediaTypeOf(Buffer.concat(head)) }
}

export function refuseBadHash(hash: string): void {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Refusal('missing', 'files.missing', 'A file is named by 64 hex digits')
}
