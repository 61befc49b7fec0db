/** A string that only its owner may make: `CaseId` and `PartyId` never mix, at no cost at run time. */
export type Branded<Name extends string> = string & { readonly __brand: Name }

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Ids are made by the dozen in one act, each at once: the bytes of one need not outlive it. */
const scratch = new Uint8Array(16)

/**
 * A time-ordered UUID (RFC 9562, version 7): 48 bits of milliseconds, then random bits, so that rows made together lie
 * together in an index. `random` fills the given array; pass `crypto.getRandomValues`.
 */
export function uuidV7(now: Date, random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const bytes = scratch
  random(bytes)
  let millis = now.getTime()
  for (let i = 5; i >= 0; i--) {
    bytes[i] = millis % 256
    millis = Math.floor(millis / 256)
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  let text = ''
  for (let i = 0; i < 16; i++) text += (i === 4 || i === 6 || i === 8 || i === 10 ? '-' : '') + hexOf[bytes[i]!]
  return text
}
