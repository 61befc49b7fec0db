import { createHash } from 'node:crypto'

/** What stands before the first entry. */
export const chainStart: Buffer = Buffer.alloc(32)

/** The hash of an entry in its place: SM3(previous hash ‖ canonical JSON of the entry). */
export function linkHash(previous: Uint8Array, entry: string): Buffer {
  return createHash('sm3').update(previous).update(entry, 'utf8').digest()
}

/** SM3 of a canonical JSON text, hex: what the log keeps of an object instead of the object. */
export function contentHash(text: string): string {
  return createHash('sm3').update(text, 'utf8').digest('hex')
}
