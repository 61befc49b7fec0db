import { inflateSync } from 'node:zlib'
import { headLength, mediaTypeOf } from '#ground/files/media-type.ts'

/** What may be kept for long: formats of the lists for electronic records (GB/T 18894, DA/T 47; unverified), as bytes say, not names. */
const kept: Record<string, string> = {
  'application/pdf': 'PDF',
  'application/ofd': 'OFD',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'text/plain': 'TXT',
}

/** The format of a file: PDF, OFD, PNG, JPEG, JSON, XML or TXT; undefined when it is none that is kept. */
export function formatOf(path: string, bytes: Uint8Array): string | undefined {
  const found = kept[mediaTypeOf(bytes.subarray(0, headLength))]
  if (found !== 'TXT') return found
  if (path.endsWith('.json')) return 'JSON'
  return path.endsWith('.xml') ? 'XML' : 'TXT'
}

/** Why a file does not open to its end; undefined when it does. */
export function whyClosed(format: string, bytes: Uint8Array): string | undefined {
  const tail = Buffer.from(bytes.subarray(-2048))
  if (format === 'PDF') {
    if (!tail.includes('%%EOF')) return '文件不完整，没有结尾'
    return Buffer.from(bytes).includes('/Encrypt') ? '加了密，打不开' : undefined
  }
  if (format === 'OFD') return tail.includes(Buffer.from([0x50, 0x4b, 5, 6])) ? undefined : '压缩包不完整'
  if (format === 'PNG') return tail.includes('IEND') ? undefined : '图片不完整'
  if (format === 'JPEG') return tail.includes(Buffer.from([0xff, 0xd9])) ? undefined : '图片不完整'
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (format === 'JSON') JSON.parse(text)
    return undefined
  } catch (error) {
    // Both decoder and parser say in their error what is wrong; that is the answer.
    return `读不出文字：${error instanceof Error ? error.message : String(error)}`
  }
}

const activeNames = /\/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b/

/** A name in a PDF that makes a reader do something, in plain sight or inside its packed streams; undefined when there is none. */
export function activeContent(bytes: Uint8Array): string | undefined {
  const pdf = Buffer.from(bytes)
  const plain = activeNames.exec(namesOf(pdf.toString('latin1').replace(/stream\r?\n[\s\S]*?endstream/g, ' ')))
  if (plain) return plain[0]
  for (const at of pdf.toString('latin1').matchAll(/\/Type\s*\/ObjStm[\s\S]{0,200}?stream\r?\n/g)) {
    const found = activeNames.exec(namesOf(unpacked(pdf.subarray(at.index + at[0].length))))
    if (found) return found[0]
  }
  return undefined
}

/** Names may be spelt with #xx (ISO 32000-1, 7.3.5). */
const namesOf = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

function unpacked(bytes: Buffer): string {
  try {
    return inflateSync(bytes, { maxOutputLength: 64 * 1024 ** 2 }).toString('latin1')
  } catch {
    // Packed in another way, or broken: then no reader finds objects in it either, and that it opens is another check.
    return ''
  }
}

const programs: [name: string, head: Buffer][] = [
  ['Windows 程序', Buffer.from('MZ')],
  ['Linux 程序', Buffer.from([0x7f, 0x45, 0x4c, 0x46])],
  ['脚本', Buffer.from('#!')],
  ['Java 程序', Buffer.from([0xca, 0xfe, 0xba, 0xbe])],
]

/** What kind of program the bytes are; undefined when they are none. */
export const programKind = (bytes: Uint8Array): string | undefined =>
  programs.find(([, head]) => Buffer.from(bytes.subarray(0, head.length)).equals(head))?.[0]
