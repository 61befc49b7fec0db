type Table = { tag: string; bytes: Buffer }

/**
 * A TrueType font cut to the glyphs of a document. What cut it leaves out the tables that readers of whole fonts look for;
 * they are put back: which character is which glyph (`cmap`), and the names and measures of the font it comes from.
 */
export function completeFont(cut: Buffer, whole: Uint8Array, glyphs: ReadonlyMap<number, number>): Buffer {
  const original = tablesOf(Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength))
  const copied = original.filter(({ tag }) => tag === 'OS/2' || tag === 'name')
  return fontOf([...tablesOf(cut), ...copied, { tag: 'cmap', bytes: cmap(glyphs) }, { tag: 'post', bytes: post() }])
}

function tablesOf(font: Buffer): Table[] {
  return Array.from({ length: font.readUInt16BE(4) }, (_, i) => {
    const at = 12 + i * 16
    const offset = font.readUInt32BE(at + 8)
    return {
      tag: font.toString('latin1', at, at + 4),
      bytes: font.subarray(offset, offset + font.readUInt32BE(at + 12)),
    }
  })
}

/** Format 12, which holds characters beyond the basic plane too: rare names need them. One group a character. */
function cmap(glyphs: ReadonlyMap<number, number>): Buffer {
  const sorted = [...glyphs].sort(([a], [b]) => a - b)
  const bytes = Buffer.alloc(12 + 16 + sorted.length * 12)
  bytes.writeUInt16BE(1, 2)
  bytes.writeUInt16BE(3, 4) // Windows, Unicode full repertoire
  bytes.writeUInt16BE(10, 6)
  bytes.writeUInt32BE(12, 8)
  bytes.writeUInt16BE(12, 12)
  bytes.writeUInt32BE(16 + sorted.length * 12, 16)
  bytes.writeUInt32BE(sorted.length, 24)
  for (const [i, [character, glyph]] of sorted.entries()) {
    const at = 28 + i * 12
    bytes.writeUInt32BE(character, at)
    bytes.writeUInt32BE(character, at + 4)
    bytes.writeUInt32BE(glyph, at + 8)
  }
  return bytes
}

/** Format 3: glyphs have no names. */
function post(): Buffer {
  const bytes = Buffer.alloc(32)
  bytes.writeUInt32BE(0x00030000, 0)
  return bytes
}

function fontOf(tables: Table[]): Buffer {
  const sorted = [...tables].sort((a, b) => (a.tag < b.tag ? -1 : 1))
  const count = sorted.length
  const power = 2 ** Math.floor(Math.log2(count))
  const head = Buffer.alloc(12 + count * 16)
  head.writeUInt32BE(0x00010000, 0)
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(power * 16, 6)
  head.writeUInt16BE(Math.log2(power), 8)
  head.writeUInt16BE((count - power) * 16, 10)
  const parts: Buffer[] = [head]
  let offset = head.length
  for (const [i, { tag, bytes }] of sorted.entries()) {
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
    const at = 12 + i * 16
    head.write(tag, at, 'latin1')
    head.writeUInt32BE(checksum(padded), at + 4)
    head.writeUInt32BE(offset, at + 8)
    head.writeUInt32BE(bytes.length, at + 12)
    parts.push(padded)
    offset += padded.length
  }
  return Buffer.concat(parts)
}

function checksum(padded: Buffer): number {
  let sum = 0
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0
  return sum
}
