/** A file of a suite: its path with forward slashes, and its text. */
export type SuiteFile = { path: string; text: string }

const BLOCK = 512

function field(header: Buffer, start: number, length: number): string {
  const raw = header.subarray(start, start + length)
  const end = raw.indexOf(0)
  return raw.toString('utf8', 0, end < 0 ? length : end)
}

/** The regular files of a POSIX tar archive (ustar, with GNU and pax long names). */
export function readTar(tar: Buffer): SuiteFile[] {
  const files: SuiteFile[] = []
  let longName = ''
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK)
    const name = field(header, 0, 100)
    if (!name) break
    const size = Number.parseInt(field(header, 124, 12).trim() || '0', 8)
    const body = tar.subarray(at + BLOCK, at + BLOCK + size)
    const type = field(header, 156, 1)
    const prefix = field(header, 257, 5) === 'ustar' ? field(header, 345, 155) : ''
    if (type === 'L') longName = body.toString('utf8').replace(/\0+$/, '')
    else if (type === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(body.toString('utf8'))?.[1] ?? ''
    else {
      const path = longName || (prefix ? `${prefix}/${name}` : name)
      if (type === '0' || type === '') files.push({ path, text: body.toString('utf8') })
      longName = ''
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  return files
}
