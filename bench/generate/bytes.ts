const epoch = Date.UTC(2000, 0, 1)
const day = 86_400_000

/** Bytes that grow: rows in the binary form of COPY (PostgreSQL manual, COPY, "Binary Format"), cell after cell. */
export class Bytes {
  buffer = Buffer.allocUnsafeSlow(256 * 1024)
  length = 0

  room(count: number): void {
    if (this.length + count <= this.buffer.length) return
    const more = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, this.length + count))
    this.buffer.copy(more, 0, 0, this.length)
    this.buffer = more
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length)
    this.buffer.set(bytes, this.length)
    this.length += bytes.length
  }

  int16(value: number): void {
    this.room(2)
    this.length = this.buffer.writeInt16BE(value, this.length)
  }

  int32(value: number): void {
    this.room(4)
    this.length = this.buffer.writeInt32BE(value, this.length)
  }

  /** A whole number of 64 bits, up to what a double holds. */
  int64(value: number): void {
    this.int32(Math.floor(value / 2 ** 32))
    this.room(4)
    this.length = this.buffer.writeUInt32BE(value >>> 0, this.length)
  }

  /** A cell: its length, then itself. */
  cell(bytes: Uint8Array): void {
    this.int32(bytes.length)
    this.raw(bytes)
  }

  /** A cell of text, after `prefix` (jsonb has one byte that tells its version). */
  text(value: string, prefix?: number): void {
    this.room(5 + 3 * value.length)
    const from = this.length + 4
    let at = from
    if (prefix !== undefined) at = this.buffer.writeUInt8(prefix, at)
    at += this.buffer.write(value, at)
    this.buffer.writeInt32BE(at - from, from - 4)
    this.length = at
  }

  /** A cell of a timestamp: microseconds since 2000. */
  timestamp(millis: number): void {
    this.int32(8)
    this.int64((millis - epoch) * 1000)
  }

  /** A cell of a date: days since 2000. */
  date(millis: number): void {
    this.int32(4)
    this.int32(Math.floor((millis - epoch) / day))
  }

  /** What was written, as memory of its own that may be handed to another thread. */
  take(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer.buffer as ArrayBuffer, this.buffer.byteOffset, this.length).slice()
  }
}

/** The 16 bytes of a UUID. */
export const uuidBytes = (text: string): Buffer => Buffer.from(text.replaceAll('-', ''), 'hex')

/** The text of 16 bytes. */
export function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
