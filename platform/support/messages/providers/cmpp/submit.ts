import { field, textOf, uint } from './packets.ts'

/** One SMS of a message: Chinese goes as UCS-2, 70 characters, or 67 behind a header that numbers the parts. */
export type Part = { total: number; number: number; content: Buffer }

const single = 140
const joined = 134
/** A message of more parts than this is a letter. */
export const mostParts = 10

/** A text as the parts that a handset joins again (3GPP TS 23.040, 9.2.3.24.1); `group` tells them from another message's. */
export function partsOf(text: string, group: number): Part[] {
  const bytes = ucs2(text)
  if (bytes.length <= single) return [{ total: 1, number: 1, content: bytes }]
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    let end = Math.min(at + joined, bytes.length)
    // A pair of surrogates is one character: it is not torn apart.
    if (end < bytes.length && (bytes.readUInt16BE(end - 2) & 0xfc00) === 0xd800) end -= 2
    pieces.push(bytes.subarray(at, end))
    at = end
  }
  return pieces.map((piece, index) => ({
    total: pieces.length,
    number: index + 1,
    content: Buffer.concat([Buffer.of(5, 0, 3, group & 0xff, pieces.length, index + 1), piece]),
  }))
}

export const partCount = (text: string): number => partsOf(text, 0).length

function ucs2(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16()
}

const UCS2 = 8

/** The body of CMPP_SUBMIT for one number, with a receipt asked for. */
export function submitBody(
  part: Part,
  account: { source: string; service: string; number: string },
  to: string,
): Buffer {
  return Buffer.concat([
    Buffer.alloc(8), // Msg_Id: the gateway gives it
    Buffer.of(part.total, part.number, 1, 1), // Pk_total, Pk_number, Registered_Delivery, Msg_level
    field(account.service, 10),
    Buffer.of(2), // Fee_UserType: the sender pays
    Buffer.alloc(32), // Fee_terminal_Id
    Buffer.of(0, 0, part.total > 1 ? 1 : 0, UCS2), // Fee_terminal_type, TP_pId, TP_udhi, Msg_Fmt
    field(account.source, 6),
    field('01', 2), // FeeType: free for who receives it
    field('000000', 6),
    Buffer.alloc(17 + 17), // ValId_Time, At_Time
    field(account.number, 21),
    Buffer.of(1), // DestUsr_tl
    field(to, 32),
    Buffer.of(0), // Dest_terminal_type: the true number
    uint(part.content.length, 1),
    part.content,
    Buffer.alloc(20), // LinkID
  ])
}

export type Submitted = { service: string; source: string; number: string; to: string; total: number; text: string }

/** What a gateway reads in a CMPP_SUBMIT; throws when a field is not there. */
export function readSubmit(body: Buffer): Submitted & { part: number; group: number } {
  const udhi = body[57] === 1
  const length = body.readUInt8(162)
  const content = body.subarray(163, 163 + length)
  if (content.length !== length) throw new Error('The content is shorter than it says')
  const words = Buffer.from(udhi ? content.subarray(6) : content)
  return {
    total: body.readUInt8(8),
    part: body.readUInt8(9),
    group: udhi ? content.readUInt8(3) : 0,
    service: textOf(body.subarray(12, 22)),
    source: textOf(body.subarray(59, 65)),
    number: textOf(body.subarray(107, 128)),
    to: textOf(body.subarray(129, 161)),
    text: words.swap16().toString('utf16le'),
  }
}
