import { pipeline, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { Refusal } from '#kernel/errors.ts'
import { readCsv } from './csv.ts'
import { readJson } from './json.ts'
import type { TableLine } from './row.ts'
import { readXlsx } from './xlsx.ts'

/** A workbook lies in memory while it is read; CSV never does. */
const largestWorkbook = 64 * 1024 * 1024

/** Of a packed file, unpacked: a few megabytes of packing may hold terabytes. */
const largestUnpacked = 32 * 1024 * 1024 * 1024

/** How a table begins that Excel wrote before 2007 ([MS-CFB] 2.2). */
const oldExcel = Buffer.of(0xd0, 0xcf, 0x11, 0xe0)

/** A table as bytes: XLSX, JSON or CSV, plain or in gzip, told by how it begins and never by its name. */
export async function* readTable(source: Readable): AsyncGenerator<TableLine> {
  try {
    yield* readBytes(source)
  } finally {
    source.destroy()
  }
}

async function* readBytes(bytes: AsyncIterable<Buffer>, isUnpacked = false): AsyncGenerator<TableLine> {
  const chunks = bytes[Symbol.asyncIterator]()
  const first = await chunks.next()
  if (first.done) throw new Refusal('invalid', 'tables.not-a-table', 'The file is empty')
  const whole = async function* () {
    yield first.value
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
  }
  const head = first.value
  if (head.subarray(0, 4).equals(oldExcel)) throw new Refusal('invalid', 'tables.old-excel', 'Excel 97–2003')
  if (head[0] === 0x1f && head[1] === 0x8b) {
    // Packed twice over, a small file may hold without end.
    if (isUnpacked) throw new Refusal('invalid', 'tables.not-a-table', 'The file is packed twice')
    yield* readBytes(unzipped(whole()), true)
  } else if (head.subarray(0, 2).toString('latin1') === 'PK')
    yield* readXlsx(await buffer(upTo(whole(), largestWorkbook)))
  else if (/^\ufeff?\s*[[{]/.test(head.subarray(0, 64).toString('utf8'))) yield* readJson(whole())
  else yield* readCsv(whole())
}

async function* unzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // Whoever reads what comes out is told what went wrong; the callback has nobody to tell.
  const gunzip = pipeline(Readable.from(packed, { objectMode: false }), createGunzip(), () => undefined)
  try {
    yield* upTo(gunzip, largestUnpacked)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error
    throw new Refusal('invalid', 'tables.not-a-table', 'The packing is broken')
  }
}

async function* upTo(bytes: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > most) throw new Refusal('invalid', 'tables.too-large', `The table is over ${most} bytes`)
    yield chunk
  }
}
