import { createHash, timingSafeEqual } from 'node:crypto'
import { parseDictionary } from 'structured-headers'

/** Digests of RFC 9530 that bind a body; the registered but broken ones count for nothing. */
const hashes: Record<string, string> = { 'sha-256': 'sha256', 'sha-512': 'sha512' }

/** `Content-Digest` of a body (RFC 9530). */
export function contentDigest(body: Uint8Array | string): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
}

/** Whether the header names a digest we know, and every digest we know is that of the body. */
export function digestHolds(header: string | undefined, body: Uint8Array): boolean {
  const known = [...digestsIn(header ?? '')].filter(([name]) => hashes[name])
  return known.length > 0 && known.every(([name, digest]) => equal(digest, hash(hashes[name]!, body)))
}

function* digestsIn(header: string): Iterable<[string, Buffer]> {
  let members: ReturnType<typeof parseDictionary>
  try {
    members = parseDictionary(header)
  } catch {
    // Whoever sends what cannot be read has sent no digest.
    return
  }
  for (const [name, [value]] of members) if (value instanceof ArrayBuffer) yield [name, Buffer.from(value)]
}

const hash = (name: string, body: Uint8Array) => createHash(name).update(body).digest()

const equal = (one: Buffer, other: Buffer) => one.length === other.length && timingSafeEqual(one, other)
