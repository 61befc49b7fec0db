/** A string that only its owner may make: `CaseId` and `PartyId` never mix, at no cost at run time. */
export type Branded<Name extends string> = string & { readonly __brand: Name }

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * A time-ordered UUID (RFC 9562, version 7): 48 bits of milliseconds, then random bits, so that rows made together lie
 * together in an index. `random` fills the given array; pass `crypto.getRandomValues`.
 */
export function uuidV7(now: Date, random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const bytes = new Uint8Array(16)
  random(bytes)
  let millis = now.getTime()
  for (let i = 5; i >= 0; i--) {
    bytes[i] = millis % 256
    millis = Math.floor(millis / 256)
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = (from: number, to: number) => {
    let text = ''
    for (let i = from; i < to; i++) text += hexOf[bytes[i]!]
    return text
  }
  return `${hex(0, 4)}-${hex(4, 6)}-${hex(6, 8)}-${hex(8, 10)}-${hex(10, 16)}`
}
