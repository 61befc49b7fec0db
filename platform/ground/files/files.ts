import type { Readable } from 'node:stream'

/** A kept file: named by the SHA-256 of its bytes, so that the same bytes are kept once and cannot change unseen. */
export type StoredFile = { hash: string; size: number; mediaType: string }

/** Content-addressed storage. What `put` returned is on disk (or in the bucket) before the promise resolves. */
export type Files = {
  /**
   * Keeps the bytes. Refuses with `files.too-large` past `maxBytes`, and, when `accept` is given, with
   * `files.not-accepted` when the bytes themselves (never the name) are of another kind.
   */
  put(source: Readable | Buffer, options: { maxBytes: number; accept?: readonly string[] }): Promise<StoredFile>
  /** Opens for reading; refuses with `files.missing`. */
  open(hash: string): Promise<Readable>
  has(hash: string): Promise<boolean>
}
