import { inflateRawSync } from 'node:zlib'

/** More than a day's bill of a city; what claims to be larger is not unpacked. */
const largest = 256 * 1024 * 1024

/** The files of a channel's ZIP (APPNOTE 6.3: stored or deflated), names and texts in GB 18030, as channels in China write them. */
export function readArchive(archive: Buffer): { name: string; text: string }[] {
  const decoder = new TextDecoder('gb18030')
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end === -1) throw new RangeError('the bill is not a ZIP archive')
  const files: { name: string; text: string }[] = []
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)]
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const local = archive.readUInt32LE(at + 42)
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const bytes = archive.subarray(from, from + packed)
    const plain = method === 8 ? inflateRawSync(bytes, { maxOutputLength: largest }) : bytes
    files.push({ name: decoder.decode(archive.subarray(at + 46, at + 46 + nameLength)), text: decoder.decode(plain) })
    at += 46 + nameLength + extra + comment
  }
  return files
}
