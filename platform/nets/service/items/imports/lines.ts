import type { RefusalReason } from './mapping.ts'

/** One line of a file, numbered from 1; `fault` instead of text when it is too long or not UTF-8. */
export type TextLine =
  | { line: number; text: string; fault?: undefined }
  | { line: number; text?: undefined; fault: { reason: RefusalReason; detail: string } }

const LF = 0x0a

/**
 * Splits bytes at LF into lines, holding at most one line (and never more than `maxLineBytes`) in memory. A byte order mark
 * at the start and CR at the ends are left out.
 */
export async function* splitLines(bytes: AsyncIterable<Buffer>, maxLineBytes: number): AsyncGenerator<TextLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let held: Buffer[] = []
  let size = 0
  let line = 1

  const finish = (): TextLine => {
    const whole = size > maxLineBytes ? undefined : Buffer.concat(held)
    const at = line++
    held = []
    size = 0
    if (!whole) return { line: at, fault: { reason: 'line-too-long', detail: `Longer than ${maxLineBytes} bytes` } }
    return decode(decoder, whole, at)
  }
  for await (const chunk of bytes) {
    let start = 0
    for (;;) {
      const end = chunk.indexOf(LF, start)
      const piece = chunk.subarray(start, end === -1 ? undefined : end)
      size += piece.length
      if (size <= maxLineBytes) held.push(piece)
      else held = []
      if (end === -1) break
      yield finish()
      start = end + 1
    }
  }
  if (size > 0) yield finish()
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Buffer, line: number): TextLine {
  try {
    const text = decoder.decode(bytes)
    return { line, text: text.endsWith('\r') ? text.slice(0, -1) : text }
  } catch {
    return { line, fault: { reason: 'not-utf-8', detail: 'The line is not UTF-8' } }
  }
}
