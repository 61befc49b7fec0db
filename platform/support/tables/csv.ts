import { pipeline, Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { Refusal } from '#kernel/errors.ts'
import { decodedBy } from './decoding.ts'
import { namesOf, type TableLine, underNames } from './row.ts'

const longestLine = 1024 * 1024

/** CSV with a first line of names, in UTF-8 or GB 18030 (what Chinese spreadsheets save), told by its bytes. */
export async function* readCsv(bytes: AsyncIterable<Buffer>): AsyncGenerator<TableLine> {
  // Whoever reads the rows is told what went wrong; the callback has nobody to tell.
  const rows = pipeline(
    Readable.from(decoded(bytes)),
    parse({ bom: true, relax_column_count: true, skip_empty_lines: true, info: true, max_record_size: longestLine }),
    () => undefined,
  )
  let names: string[] | undefined
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (names) yield underNames(names, record, info.lines)
      else names = namesOf(record)
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))) throw error
    if (error.code === 'CSV_MAX_RECORD_SIZE') throw new Refusal('invalid', 'tables.long-line', 'A line is over 1 MB')
    throw new Refusal('invalid', 'tables.not-a-table', `The CSV breaks off: ${String(error.code)}`)
  }
}

async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(isUtf8(chunk) ? 'utf-8' : 'gb18030', { fatal: true })
    yield decodedBy(decoder, chunk)
  }
  if (decoder) yield decodedBy(decoder)
}

/** The last bytes may be the beginning of a character, so the look is at what is whole. */
function isUtf8(chunk: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(chunk, { stream: true })
    return true
  } catch {
    return false // that is how a decoder says that it is something else
  }
}
