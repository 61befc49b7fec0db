import { createHash } from 'node:crypto'

/**
 * CMPP 3.0, the protocol between a sender of text messages and a carrier's gateway (中国移动通信互联网短信网关接口协议 V3.0):
 * length, command and sequence as 32-bit numbers, then fields of fixed width. Integers are big-endian, texts are padded
 * with zero bytes.
 */
export const commands = {
  connect: 0x00000001,
  connectAnswer: 0x80000001,
  terminate: 0x00000002,
  terminateAnswer: 0x80000002,
  submit: 0x00000004,
  submitAnswer: 0x80000004,
  deliver: 0x00000005,
  deliverAnswer: 0x80000005,
  activeTest: 0x00000008,
  activeTestAnswer: 0x80000008,
} as const

export const version = 0x30
const headLength = 12
/** Longer than any packet of the protocol; a peer that announces more does not speak it. */
const longest = 4096

export type Packet = { command: number; sequence: number; body: Buffer }

export function pack({ command, sequence, body }: Packet): Buffer {
  const head = Buffer.alloc(headLength)
  head.writeUInt32BE(headLength + body.length, 0)
  head.writeUInt32BE(command, 4)
  head.writeUInt32BE(sequence, 8)
  return Buffer.concat([head, body])
}

/** Cuts a stream of bytes into packets. Throws when the bytes cannot be CMPP. */
export function createUnpacker(): (bytes: Buffer) => Packet[] {
  let rest: Buffer = Buffer.alloc(0)
  return (bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const packets: Packet[] = []
    while (rest.length >= headLength) {
      const length = rest.readUInt32BE(0)
      if (length < headLength || length > longest) throw new Error(`A packet of ${length} bytes is not CMPP`)
      if (rest.length < length) break
      packets.push({
        command: rest.readUInt32BE(4),
        sequence: rest.readUInt32BE(8),
        body: Buffer.from(rest.subarray(headLength, length)),
      })
      rest = rest.subarray(length)
    }
    return packets
  }
}

/** A text in a field of `width` bytes. */
export function field(text: string, width: number): Buffer {
  const bytes = Buffer.alloc(width)
  bytes.write(text, 'latin1')
  return bytes
}

export const textOf = (bytes: Buffer): string => bytes.toString('latin1').replace(/\0.*$/s, '')

export const uint = (value: number, width: 1 | 4): Buffer => {
  const bytes = Buffer.alloc(width)
  bytes.writeUIntBE(value, 0, width)
  return bytes
}

/** `MMDDHHMMSS` in Chinese time, as the gateway counts. */
export const stamp = (now: Date): string =>
  new Date(now.getTime() + 8 * 3_600_000).toISOString().replaceAll(/\D/g, '').slice(4, 14)

/** How the sender shows that it knows the shared secret without saying it. MD5 is what the protocol fixes. */
export const senderProof = (source: string, secret: string, timestamp: string): Buffer =>
  createHash('md5')
    .update(
      Buffer.concat([Buffer.from(source, 'latin1'), Buffer.alloc(9), Buffer.from(`${secret}${timestamp}`, 'latin1')]),
    )
    .digest()

/** How the gateway shows the same in its answer. */
export const gatewayProof = (status: number, proof: Buffer, secret: string): Buffer =>
  createHash('md5')
    .update(Buffer.concat([uint(status, 4), proof, Buffer.from(secret, 'latin1')]))
    .digest()
