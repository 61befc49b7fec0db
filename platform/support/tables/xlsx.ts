import { createInflateRaw } from 'node:zlib'
import { Parser } from 'saxen'
import { Refusal } from '#kernel/errors.ts'
import { namesOf, type TableLine, underNames } from './row.ts'

/** Texts a workbook keeps apart from its rows, in characters: beyond it the file should be CSV. */
const mostText = 32 * 1024 * 1024
/** What a text takes besides its signs: a workbook of nothing but empty ones must not fill the memory either. */
const textCosts = 8

/** The first sheet of a workbook (ECMA-376), row by row: only the packed file and its table of texts lie in memory. */
export async function* readXlsx(file: Buffer): AsyncGenerator<TableLine> {
  const parts = directoryOf(file)
  const sheet = [...parts.keys()].filter((path) => /^xl\/worksheets\/sheet\d+\.xml$/.test(path)).sort(bySheet)[0]
  if (!sheet) throw notATable('it has no sheet')
  const texts = parts.has('xl/sharedStrings.xml')
    ? await textsOf(unpacked(file, parts.get('xl/sharedStrings.xml')!))
    : []
  let names: string[] | undefined
  let line = 0
  for await (const xml of elementsIn(unpacked(file, parts.get(sheet)!), 'row')) {
    const row = cellsOf(xml, texts)
    line = row.line ?? line + 1
    if (row.cells.every((cell) => cell.trim() === '')) continue
    if (names) yield withFormulas(underNames(names, padded(row.cells, names.length), line), names, row.formulas)
    else names = namesOf(row.cells)
  }
}

/** A workbook leaves blank cells at the end of a row out. */
const padded = (cells: string[], length: number) => [
  ...cells,
  ...Array.from({ length: Math.max(0, length - cells.length) }, () => ''),
]

function withFormulas(line: TableLine, names: readonly string[], columns: readonly number[]): TableLine {
  if (!line.ok || columns.length === 0) return line
  return { ...line, formulas: columns.map((column) => names[column] ?? '') }
}

const bySheet = (a: string, b: string) => Number(a.replace(/\D/g, '')) - Number(b.replace(/\D/g, ''))

type Part = { from: number; size: number; packed: boolean }

/** Where the parts of the package lie (APPNOTE 6.3). */
function directoryOf(file: Buffer): Map<string, Part> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > file.length) throw notATable('it has no end record')
  const parts = new Map<string, Part>()
  let at = file.readUInt32LE(end + 16)
  for (let i = file.readUInt16LE(end + 10); i > 0; i--) {
    if (at + 46 > end || file.readUInt32LE(at) !== 0x02014b50) throw notATable('its directory is broken')
    const nameLength = file.readUInt16LE(at + 28)
    const start = file.readUInt32LE(at + 42)
    if (start + 30 > end) throw notATable('a part is cut off')
    const from = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28)
    const size = file.readUInt32LE(at + 20)
    if (from + size > end) throw notATable('a part is cut off')
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    parts.set(name, { from, size, packed: file.readUInt16LE(at + 10) !== 0 })
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return parts
}

async function* unpacked(file: Buffer, { from, size, packed }: Part): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  const bytes = file.subarray(from, from + size)
  if (!packed) {
    yield decoder.decode(bytes)
    return
  }
  const inflate = createInflateRaw()
  inflate.end(bytes)
  try {
    for await (const chunk of inflate) yield decoder.decode(chunk as Buffer, { stream: true })
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'))) throw cause
    throw notATable('its packing is broken')
  } finally {
    inflate.destroy()
  }
}

/** Each `<name …>…</name>`, never more than one in memory. */
async function* elementsIn(text: AsyncIterable<string>, name: string): AsyncGenerator<string> {
  const opening = new RegExp(`<${name}[\\s>/]`)
  let held = ''
  for await (const piece of text) {
    held += piece
    for (;;) {
      const from = held.search(opening)
      if (from < 0) {
        held = held.slice(-(name.length + 2))
        break
      }
      const close = held.indexOf('>', from)
      const empty = close > 0 && held[close - 1] === '/'
      const end = empty ? close + 1 : endOf(held, name, from)
      if (end <= 0) {
        held = held.slice(from)
        break
      }
      yield held.slice(from, end)
      held = held.slice(end)
    }
    if (held.length > mostText) throw tooLarge()
  }
}

function endOf(text: string, name: string, from: number): number {
  const end = text.indexOf(`</${name}>`, from)
  return end < 0 ? -1 : end + name.length + 3
}

async function textsOf(xml: AsyncIterable<string>): Promise<string[]> {
  const texts: string[] = []
  let size = 0
  for await (const element of elementsIn(xml, 'si')) {
    const text = textIn(element)
    size += text.length + textCosts
    if (size > mostText) throw tooLarge()
    texts.push(text)
  }
  return texts
}

/** The words of `<t>`, without how they are read aloud (`<rPh>`). */
function textIn(xml: string): string {
  let text = ''
  let inText = false
  let aside = false
  walk(xml, {
    open: (name) => {
      if (name === 't') inText = true
      if (name === 'rPh') aside = true
    },
    close: (name) => {
      if (name === 't') inText = false
      if (name === 'rPh') aside = false
    },
    text: (words) => {
      if (inText && !aside) text += words
    },
  })
  return text
}

function cellsOf(xml: string, texts: readonly string[]): { line?: number; cells: string[]; formulas: number[] } {
  const cells: string[] = []
  const formulas: number[] = []
  let line: number | undefined
  let cell: { column: number; kind: string; value: string } | undefined
  let taking = false
  walk(xml, {
    open: (name, attributes) => {
      if (name === 'row' && attributes.r) line = Number(attributes.r)
      if (name === 'c') cell = { column: columnOf(attributes.r, cells.length), kind: attributes.t ?? 'n', value: '' }
      if (name === 'v' || name === 't') taking = true
      if (name === 'f' && cell) formulas.push(cell.column)
    },
    close: (name) => {
      if (name === 'v' || name === 't') taking = false
      if (name !== 'c' || !cell) return
      if (cell.column > 16_383) throw notATable('it has a column past XFD')
      while (cells.length < cell.column) cells.push('')
      cells[cell.column] = cell.kind === 's' ? (texts[Number(cell.value)] ?? '') : cell.value
    },
    text: (words) => {
      if (taking && cell) cell.value += words
    },
  })
  return { ...(line === undefined ? {} : { line }), cells, formulas }
}

/** `B7` as 1. */
function columnOf(place: string | undefined, next: number): number {
  const letters = /^[A-Z]{1,3}/.exec(place ?? '')?.[0]
  if (!letters) return next
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

type Walk = {
  open: (name: string, attributes: Record<string, string>) => void
  close: (name: string) => void
  text: (words: string) => void
}

function walk(xml: string, { open, close, text }: Walk): void {
  const parser = new Parser({ proxy: true })
  parser.on('openTag', ({ name, attrs }) => open(local(name), attrs))
  parser.on('closeTag', ({ name }) => close(local(name)))
  parser.on('text', (value, decode) => text(decode(value)))
  parser.on('cdata', (value) => text(value))
  parser.on('error', (error) => {
    throw notATable(error.message)
  })
  const broken = parser.parse(xml)
  if (broken) throw broken
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

const notATable = (why: string) => new Refusal('invalid', 'tables.not-a-table', `The workbook cannot be read: ${why}`)
const tooLarge = () => new Refusal('invalid', 'tables.too-large', 'The workbook holds more text than is read at once')
