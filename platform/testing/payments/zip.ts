import { crc32, deflateRawSync } from 'node:zlib'

/** GB 18030 of a text; Node can read it but not write it, so each character is looked up in what it reads. */
const encoded = new Map<string, Buffer>()
function fill(): void {
  const decoder = new TextDecoder('gb18030')
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) {
      const bytes = Buffer.of(high, low)
      const text = decoder.decode(bytes)
      if (text.length === 1 && text !== '\ufffd') encoded.set(text, bytes)
    }
}
export function gb18030(text: string): Buffer {
  if (encoded.size === 0) fill()
  return Buffer.concat(
    [...text].map((each) => (each < '\x80' ? Buffer.from(each) : (encoded.get(each) ?? Buffer.from('?')))),
  )
}

/** A ZIP with names and texts in GB 18030, deflated, as the channels pack their bills. */
export function archiveOf(files: { name: string; text: string }[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, text } of files) {
    const [title, plain] = [gb18030(name), gb18030(text)]
    const packed = deflateRawSync(plain)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(8, 4)
    shared.writeUInt32LE(crc32(plain), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(plain.length, 18)
    shared.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, title, packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, rest, title]))
    parts.push(local)
    at += local.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(listing.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, listing, end])
}
