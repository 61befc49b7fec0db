import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { Refusal } from '#kernel/errors.ts'
import { splitLines, type TextLine } from './lines.ts'
import type { RefusalReason } from './mapping.ts'

/** One record of a file with the number of the line it begins on, or why that line is none. */
export type FileRecord =
  | { line: number; ok: true; record: unknown }
  | { line: number; ok: false; reason: RefusalReason; detail: string }

export type Bounds = {
  /** Bytes after unpacking. */
  maxBytes: number
  /** Unpacked bytes per packed byte, past the first 16 MiB: a real catalogue packs to a tenth, a zip bomb to a thousandth. */
  maxRatio: number
  maxLineBytes: number
}
export const bounds: Bounds = { maxBytes: 2 * 1024 ** 3, maxRatio: 200, maxLineBytes: 1024 * 1024 }

const RATIO_FROM = 16 * 1024 * 1024
/** A quoted CSV field may hold line breaks; a stray quote must not swallow the rest of the file. */
const LONGEST_CSV_RECORD = 200

/**
 * Reads a catalogue file record by record in little memory: JSON lines or CSV with a head line, packed with gzip or not
 * (told by the bytes, not the name). What is no record is reported and passed over; only a file past its bounds or with
 * broken packing is refused as a whole (`items.file-too-large`, `items.file-damaged`).
 */
export async function* readRecords(source: Readable, limits: Bounds = bounds): AsyncGenerator<FileRecord> {
  const lines = splitLines(unpack(source, limits), limits.maxLineBytes)
  const first = await firstLine(lines)
  if (!first) return
  const rest = chain(first, lines)
  yield* /^\s*["\ufeff]?\s*[{[]/.test(first.text ?? '{') ? jsonRecords(rest) : csvRecords(rest, limits.maxLineBytes)
}

async function* jsonRecords(lines: AsyncIterable<TextLine>): AsyncGenerator<FileRecord> {
  for await (const { line, text, fault } of lines) {
    if (fault) yield { line, ok: false, ...fault }
    else if (text.trim() !== '') yield jsonRecord(line, text)
  }
}

function jsonRecord(line: number, text: string): FileRecord {
  try {
    return { line, ok: true, record: JSON.parse(text) as unknown }
  } catch {
    // The parser's own message quotes the line, which may hold personal data.
    return { line, ok: false, reason: 'not-json', detail: 'The line is not valid JSON' }
  }
}

async function* csvRecords(lines: AsyncIterable<TextLine>, maxBytes: number): AsyncGenerator<FileRecord> {
  let columns: string[] | undefined
  let held: { line: number; lines: number; text: string } | undefined
  for await (const { line, text, fault } of lines) {
    if (fault) {
      yield { line, ok: false, ...fault }
      continue
    }
    if (!held && text.trim() === '') continue
    held = held ? { line: held.line, lines: held.lines + 1, text: `${held.text}\n${text}` } : { line, lines: 1, text }
    if (hasOpenQuote(held.text)) {
      if (held.lines < LONGEST_CSV_RECORD && held.text.length < maxBytes) continue
      yield unbalanced(held.line)
      held = undefined
      continue
    }
    const cells = csvCells(held.text)
    const at = held.line
    held = undefined
    if (!cells) yield unbalanced(at)
    else if (!columns) columns = cells.map((name) => name.trim())
    else if (cells.length !== columns.length) {
      const detail = `The head line has ${columns.length} columns, this row ${cells.length}`
      yield { line: at, ok: false, reason: 'columns-differ', detail }
    } else yield { line: at, ok: true, record: Object.fromEntries(columns.map((name, i) => [name, cells[i]])) }
  }
  if (held) yield unbalanced(held.line)
}

const unbalanced = (line: number): FileRecord => ({
  line,
  ok: false,
  reason: 'quotes-unbalanced',
  detail: 'A quote is opened and not closed',
})

const hasOpenQuote = (text: string) => (text.split('"').length - 1) % 2 === 1

function csvCells(text: string): string[] | undefined {
  try {
    const [cells] = parse(text, { relax_column_count: true, skip_empty_lines: true }) as string[][]
    return cells
  } catch {
    return undefined // csv-parse throws only for quotes in the wrong place here
  }
}

/** The bytes, unpacked when they begin like gzip, cut off with a refusal past the bounds. */
async function* unpack(source: Readable, limits: Bounds): AsyncGenerator<Buffer> {
  let packed = 0
  const counted = (async function* () {
    for await (const chunk of source) {
      packed += (chunk as Buffer).length
      yield chunk as Buffer
    }
  })()
  const head = await counted.next()
  if (head.done) return
  const bytes = chain(head.value, counted)
  const isGzip = head.value[0] === 0x1f && head.value[1] === 0x8b
  let unpacked = 0
  for await (const chunk of isGzip ? gunzip(bytes) : bytes) {
    unpacked += chunk.length
    const tooDense = isGzip && unpacked > RATIO_FROM && unpacked > packed * limits.maxRatio
    if (unpacked > limits.maxBytes || tooDense)
      throw new Refusal('invalid', 'items.file-too-large', 'The file unpacks to more than an import may hold')
    yield chunk
  }
}

async function* gunzip(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unzip = createGunzip()
  const feed = Readable.from(bytes)
  feed.on('error', (error) => unzip.destroy(error))
  feed.pipe(unzip)
  try {
    for await (const chunk of unzip) yield chunk as Buffer
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    if (!code.startsWith('Z_')) throw cause
    throw new Refusal('invalid', 'items.file-damaged', `The gzip packing is broken (${code})`)
  } finally {
    feed.destroy()
    unzip.destroy()
  }
}

async function firstLine(lines: AsyncGenerator<TextLine>): Promise<TextLine | undefined> {
  for (;;) {
    const next = await lines.next()
    if (next.done) return undefined
    if (next.value.fault || next.value.text.trim() !== '') return next.value
  }
}

async function* chain<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first
  yield* rest
}
