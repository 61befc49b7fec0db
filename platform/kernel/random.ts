import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(8192)
let used = pool.length

/**
 * Fills the array with cryptographically strong random bytes. They are drawn from the system in larger lots, since asking it
 * for sixteen at a time costs many times what they are worth; a byte handed out is wiped and never comes again.
 */
export function fillRandom(bytes: Uint8Array<ArrayBuffer>): void {
  if (bytes.length > pool.length) {
    randomFillSync(bytes)
    return
  }
  if (used + bytes.length > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = pool[used]!
    pool[used++] = 0
  }
}
