export type Sm2Signature = { r: bigint; s: bigint }

/** `SEQUENCE { r INTEGER, s INTEGER }`, the signature form of GM/T 0009-2012. */
export function encodeSignature({ r, s }: Sm2Signature): Buffer {
  const body = Buffer.concat([encodeInteger(r), encodeInteger(s)])
  return Buffer.concat([Buffer.of(0x30, body.length), body])
}

/** The two numbers, or undefined unless the bytes are exactly the DER of two non-negative numbers of up to 32 bytes. */
export function decodeSignature(der: Uint8Array): Sm2Signature | undefined {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.length)
  if (bytes[0] !== 0x30 || bytes[1] !== bytes.length - 2) return undefined
  const r = readInteger(bytes, 2)
  const s = r && readInteger(bytes, r.end)
  if (!s || s.end !== bytes.length) return undefined
  return { r: r.value, s: s.value }
}

function encodeInteger(value: bigint): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  // A first bit of 1 would make the number negative.
  const content = bytes[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes
  return Buffer.concat([Buffer.of(0x02, content.length), content])
}

function readInteger(bytes: Buffer, start: number): { value: bigint; end: number } | undefined {
  const length = bytes[start + 1]
  if (bytes[start] !== 0x02 || length === undefined || length === 0 || length > 33) return undefined
  const end = start + 2 + length
  const content = bytes.subarray(start + 2, end)
  if (content.length !== length || content[0]! >= 0x80) return undefined
  const hasSignByte = length > 1 && content[0] === 0
  if (hasSignByte && content[1]! < 0x80) return undefined
  if (length === 33 && !hasSignByte) return undefined
  return { value: BigInt(`0x${content.toString('hex')}`), end }
}
