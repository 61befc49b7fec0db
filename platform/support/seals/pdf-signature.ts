import type { X509Certificate } from 'node:crypto'
import type { SignBytes } from '#support/keys/index.ts'
import { readDetached, signDetached } from './cms.ts'

/** Room for the signature inside the file, in bytes: a chain of two RSA certificates takes about 2,600. */
export const signatureRoom = 6144

/** The signature dictionary's two open values, as a PDF writer must print them for `signPdf` to fill in place. */
export const openByteRange = '[0 /********** /********** /**********]'
export const openContents = `<${'0'.repeat(signatureRoom * 2)}>`

/** Fills in the one open signature of a PDF: PAdES baseline B (ETSI EN 319 142-1). */
export async function signPdf(pdf: Buffer, chain: Buffer[], sign: SignBytes): Promise<Buffer> {
  const contentsAt = onlyIndex(pdf, openContents)
  const rangeAt = onlyIndex(pdf, openByteRange)
  const after = contentsAt + openContents.length
  const range = [0, contentsAt, after, pdf.length - after]
  const signed = Buffer.from(pdf)
  signed.write(`[${range.join(' ')}]`.padEnd(openByteRange.length), rangeAt, 'latin1')
  const der = await signDetached(covered(signed, range), chain, sign)
  if (der.length > signatureRoom) throw new RangeError(`a signature of ${der.length} bytes has no room in the file`)
  signed.write(der.toString('hex'), contentsAt + 1, 'latin1')
  return signed
}

export type PdfSignature = {
  /** The signature covers the file from its first byte to its last: nothing was put behind it. */
  coversWhole: boolean
  digestHolds: boolean
  signatureHolds: boolean
  chain: X509Certificate[]
  /** The signed bytes, for reading what they say. */
  content: Buffer
  /** When the signer says it signed (`/M`), a claim that the signature protects. */
  claimedAt?: Date
}

/** Finds and checks the last signature of a PDF; undefined when there is none that can be read. */
export function readPdfSignature(pdf: Buffer): PdfSignature | undefined {
  const text = pdf.toString('latin1')
  const found = [...text.matchAll(/\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g)].at(-1)
  if (!found) return undefined
  const range = found.slice(1).map(Number)
  const [start = 0, before = 0, after = 0, rest = 0] = range
  if (start !== 0 || before >= after || after + rest > pdf.length) return undefined
  const hole = text.slice(before, after)
  const contents = /^<([0-9a-fA-F]+)>$/.exec(hole)?.[1]
  if (!contents || contents.length % 2 !== 0) return undefined
  const content = covered(pdf, range)
  const signature = readDetached(withoutPadding(Buffer.from(contents, 'hex')), content)
  if (!signature) return undefined
  const claimedAt = claimedTime(content.toString('latin1', Math.max(0, (found.index ?? 0) - 2000)))
  return { ...signature, coversWhole: after + rest === pdf.length, content, ...(claimedAt ? { claimedAt } : {}) }
}

function covered(pdf: Buffer, [start = 0, before = 0, after = 0, rest = 0]: number[]): Buffer {
  return Buffer.concat([pdf.subarray(start, start + before), pdf.subarray(after, after + rest)])
}

/** The DER value alone: its own length says where the zeros that fill the room begin. */
function withoutPadding(bytes: Buffer): Buffer {
  const lengthBytes = (bytes[1] ?? 0) & 0x80 ? (bytes[1] ?? 0) & 0x7f : 0
  if (lengthBytes > 4 || bytes.length < 2 + lengthBytes) return bytes
  const length = lengthBytes === 0 ? (bytes[1] ?? 0) : bytes.readUIntBE(2, lengthBytes)
  return bytes.subarray(0, 2 + lengthBytes + length)
}

function claimedTime(dictionary: string): Date | undefined {
  const parts = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z/.exec(dictionary)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second] = parts.map(Number)
  return new Date(Date.UTC(year!, month! - 1, day, hour, minute, second))
}

function onlyIndex(pdf: Buffer, text: string): number {
  const at = pdf.indexOf(text, 0, 'latin1')
  if (at < 0 || pdf.indexOf(text, at + 1, 'latin1') >= 0)
    throw new RangeError('the PDF has not exactly one open signature')
  return at
}
