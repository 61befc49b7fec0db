/** How many first bytes `mediaTypeOf` wants to see. */
export const headLength = 4100

const signatures: [mediaType: string, offset: number, bytes: number[]][] = [
  ['application/pdf', 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/gif', 0, [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
  ['image/heic', 4, [0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69, 0x63]],
  ['application/gzip', 0, [0x1f, 0x8b]],
  ['application/zip', 0, [0x50, 0x4b, 0x03, 0x04]],
  ['application/x-cfb', 0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
]

/** What the bytes are, by their first ones: a name or a header may lie, bytes do not open in a browser by mistake. */
export function mediaTypeOf(head: Uint8Array): string {
  const found = signatures.find(([, offset, bytes]) => bytes.every((byte, i) => head[offset + i] === byte))
  if (found?.[0] === 'application/zip') return zipKind(head)
  if (found) return found[0]
  return isPlainText(head) ? 'text/plain' : 'application/octet-stream'
}

/** OFD and office files are ZIP archives that say what they are in the name of their first entries. */
function zipKind(head: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(head)
  if (text.includes('OFD.xml')) return 'application/ofd'
  if (text.includes('word/')) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  if (text.includes('xl/')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return 'application/zip'
}

function isPlainText(head: Uint8Array): boolean {
  if (head.length === 0) return false
  return !head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))
}
