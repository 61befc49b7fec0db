import { Refusal } from '#kernel/errors.ts'
import { decodedBy } from './decoding.ts'
import { cellText, clean, type TableLine } from './row.ts'

const longestObject = 1024 * 1024

/** JSON objects one after another: lines of them, or one array. Never more than one object lies in memory. */
export async function* readJson(bytes: AsyncIterable<Buffer>): AsyncGenerator<TableLine> {
  let line = 1
  for await (const text of objectsIn(bytes)) yield lineOf(text, ++line)
}

function lineOf(text: string, line: number): TableLine {
  try {
    const value = JSON.parse(text) as Record<string, unknown>
    return {
      line,
      ok: true,
      cells: Object.fromEntries(Object.entries(value).map(([key, v]) => [clean(key).trim(), clean(cellText(v))])),
    }
  } catch {
    // The parser's own message quotes the line, which holds personal data.
    return { line, ok: false, reason: 'line-unreadable', detail: 'The object is not valid JSON' }
  }
}

async function* objectsIn(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let held = ''
  let depth = 0
  let inText = false
  let escaped = false
  for await (const chunk of bytes) {
    const text = decodedBy(decoder, chunk)
    let from = 0
    for (let i = 0; i < text.length; i++) {
      const sign = text[i]
      if (inText) {
        if (escaped) escaped = false
        else if (sign === '\\') escaped = true
        else if (sign === '"') inText = false
      } else if (sign === '"') inText = depth > 0
      else if (sign === '{') {
        if (depth++ === 0) from = i
      } else if (sign === '}' && depth > 0 && --depth === 0) {
        yield held + text.slice(from, i + 1)
        held = ''
        from = i + 1
      }
    }
    if (depth > 0) held += text.slice(from)
    if (held.length > longestObject) throw new Refusal('invalid', 'tables.too-large', 'One object is over 1 MB')
  }
  decodedBy(decoder)
  if (depth > 0) throw new Refusal('invalid', 'tables.not-a-table', 'The JSON breaks off within an object')
}
