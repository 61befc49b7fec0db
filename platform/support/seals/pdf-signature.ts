import type { X509Certificate } from 'node:crypto'
import type { SignBytes } from '#support/keys/index.ts'
import { bytesToSign, detachedOf, readDetached, signDetached } from './cms.ts'

/** Room for the signature inside the file, in bytes: a chain of two RSA certificates takes about 2,600. */
export const signatureRoom = 6144

/** The signature dictionary's two open values, as a PDF writer must print them for `signPdf` to fill in place. */
export const openByteRange = '[0 /********** /********** /**********]'
export const openContents = `<${'0'.repeat(signatureRoom * 2)}>`

/** Fills in the one open signature of a PDF: PAdES baseline B (ETSI EN 319 142-1). */
export async function signPdf(pdf: Buffer, chain: Buffer[], sign: SignBytes): Promise<Buffer> {
  const open = openIn(pdf)
  return filled(open, await signDetached(open.content, chain, sign))
}

/** What a key that is elsewhere must sign, so that `completePdf` can fill the open signature in. */
export function bytesToSignOf(pdf: Buffer, chain: Buffer[]): Buffer {
  return bytesToSign(openIn(pdf).content, chain)
}

/** Fills in the open signature with what a P-256 key signed: ECDSA in DER. */
export function completePdf(pdf: Buffer, chain: Buffer[], signature: Buffer): Buffer {
  const open = openIn(pdf)
  return filled(open, detachedOf(open.content, chain, 'ES256', signature))
}

type OpenPdf = { bytes: Buffer; content: Buffer; contentsAt: number }

function openIn(pdf: Buffer): OpenPdf {
  const contentsAt = onlyIndex(pdf, openContents)
  const rangeAt = onlyIndex(pdf, openByteRange)
  const after = contentsAt + openContents.length
  const range = [0, contentsAt, after, pdf.length - after]
  const bytes = Buffer.from(pdf)
  bytes.write(`[${range.join(' ')}]`.padEnd(openByteRange.length), rangeAt, 'latin1')
  return { bytes, content: covered(bytes, range), contentsAt }
}

function filled({ bytes, contentsAt }: OpenPdf, der: Buffer): Buffer {
  if (der.length > signatureRoom) throw new RangeError(`a signature of ${der.length} bytes has no room in the file`)
  bytes.write(der.toString('hex'), contentsAt + 1, 'latin1')
  return bytes
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

const ranges = /\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g

/** Finds and checks the last signature of a PDF; undefined when there is none that can be read. */
export function readPdfSignature(pdf: Buffer): PdfSignature | undefined {
  const text = pdf.toString('latin1')
  const found = [...text.matchAll(ranges)].at(-1)
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
