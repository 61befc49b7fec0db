import { Refusal } from './errors.ts'

/** One file of an archive: its path with `/`, and its bytes. */
export type ZipEntry = { path: string; bytes: Uint8Array }

const LARGEST = 0xffff_ffff
const UTF8_NAMES = 0x0800

/**
 * A ZIP archive (APPNOTE 6.3) of files as they are, not compressed: papers and pictures already are. Entries come one by
 * one and go out one by one, so that an archive never lies in memory whole. At most 4 GB and 65,535 files.
 */
export async function* zipOf(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  at: Date,
): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = []
  let offset = 0
  for await (const { path, bytes } of entries) {
    const name = new TextEncoder().encode(path)
    const crc = crc32(bytes)
    const fields = (view: DataView, from: number) => {
      view.setUint16(from, 20, true)
      view.setUint16(from + 2, UTF8_NAMES, true)
      view.setUint16(from + 4, 0, true)
      view.setUint32(from + 6, dosTime(at), true)
      view.setUint32(from + 10, crc, true)
      view.setUint32(from + 14, bytes.length, true)
      view.setUint32(from + 18, bytes.length, true)
      view.setUint16(from + 22, name.length, true)
    }
    const local = record(30, 0x04034b50, name, (view) => fields(view, 4))
    directory.push(
      record(46, 0x02014b50, name, (view) => {
        view.setUint16(4, 20, true)
        fields(view, 6)
        view.setUint32(42, offset, true)
      }),
    )
    yield local
    yield bytes
    offset += local.length + bytes.length
    if (offset > LARGEST || directory.length > 0xffff)
      throw new Refusal('invalid', 'zip.too-large', 'An archive holds 4 GB and 65,535 files at most')
  }
  let size = 0
  for (const each of directory) {
    yield each
    size += each.length
  }
  yield record(22, 0x06054b50, new Uint8Array(), (view) => {
    view.setUint16(8, directory.length, true)
    view.setUint16(10, directory.length, true)
    view.setUint32(12, size, true)
    view.setUint32(16, offset, true)
  })
}

/** The files of an archive that `zipOf` made. Refuses `zip.unreadable` what is broken, compressed, or not all in the directory. */
export function readZip(archive: Uint8Array): ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = archive.length - 22
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw unreadable('it has no end record')
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  let next = 0
  const entries: ZipEntry[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw unreadable('its directory is broken')
    const [method, size, nameLength] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
    ]
    if (method !== 0) throw unreadable('its files were packed again by another program')
    const start = view.getUint32(at + 42, true)
    // Files lie one behind the other: nothing can hide between them.
    if (start !== next || start + 30 > end || view.getUint32(start, true) !== 0x04034b50)
      throw unreadable('its files do not lie where they should')
    const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true)
    if (from + size > end) throw unreadable('a file is cut off')
    const path = textOf(archive, at + 46, nameLength)
    if (path !== textOf(archive, start + 30, view.getUint16(start + 26, true))) throw unreadable('a file has two names')
    const bytes = archive.subarray(from, from + size)
    if (crc32(bytes) !== view.getUint32(at + 16, true)) throw unreadable(`${path} is damaged`)
    if (entries.some((each) => each.path === path)) throw unreadable(`${path} is in it twice`)
    entries.push({ path, bytes })
    next = from + size
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function record(size: number, signature: number, name: Uint8Array, fill: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(size + name.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, signature, true)
  fill(view)
  bytes.set(name, size)
  return bytes
}

function textOf(bytes: Uint8Array, from: number, length: number): string {
  return new TextDecoder('utf-8').decode(bytes.subarray(from, from + length))
}

function unreadable(why: string): Refusal {
  return new Refusal('invalid', 'zip.unreadable', `The archive cannot be read: ${why}`)
}

/** Date and time as MS-DOS wrote them, in UTC, with two seconds as the unit. */
function dosTime(at: Date): number {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return ((date << 16) | time) >>> 0
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff
  for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffff_ffff) >>> 0
}
