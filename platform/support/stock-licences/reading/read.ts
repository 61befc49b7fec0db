import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Refusal } from '#kernel/errors.ts'
import { readCsv } from './csv.ts'
import { readJson } from './json.ts'
import type { TableLine } from './row.ts'
import { readXlsx } from './xlsx.ts'

export type { TableLine } from './row.ts'

/** A table as bytes: XLSX, JSON or CSV, told by how it begins and never by its name. */
export async function* readTable(source: Readable): AsyncGenerator<TableLine> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const first = await chunks.next()
  if (first.done) throw new Refusal('invalid', 'stock.not-a-table', 'The file is empty')
  const whole = async function* () {
    yield first.value
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
  }
  try {
    if (first.value.subarray(0, 2).toString('latin1') === 'PK') yield* readXlsx(await buffer(whole()))
    else if (/^\ufeff?\s*[[{]/.test(first.value.subarray(0, 64).toString('utf8'))) yield* readJson(whole())
    else yield* readCsv(whole())
  } finally {
    source.destroy()
  }
}
