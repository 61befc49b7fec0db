import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'
import type { Cell } from 'write-excel-file/node'
import writeXlsxFile from 'write-excel-file/node'
import { csvOf } from '#kernel/csv.ts'
import type { DatasetField, Format } from './portal/contract.ts'
import type { OpenRow } from './risk.ts'

export type Table = {
  name: string
  fields: readonly DatasetField[]
  rows: readonly OpenRow[]
  place?: { longitude: string; latitude: string }
}
type Written = { type: string; bytes: Uint8Array }

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
const utf8 = (said: string): Uint8Array => new TextEncoder().encode(said)

/** A dataset as a file. Spreadsheets read Chinese by the byte order mark; programs would rather do without (`bom`). */
export async function fileOf(table: Table, format: Format, bom: boolean): Promise<Written> {
  switch (format) {
    case 'csv': {
      const said = csvOf(
        table.fields.map(({ name }) => name),
        table.rows.map((row) => table.fields.map(({ key }) => text(row[key]))),
      )
      return { type: 'text/csv; charset=utf-8', bytes: utf8(bom ? said : said.slice(1)) }
    }
    case 'json':
      return { type: 'application/json; charset=utf-8', bytes: utf8(JSON.stringify(table.rows)) }
    case 'geojson':
      return { type: 'application/geo+json', bytes: utf8(JSON.stringify(featuresOf(table))) }
    case 'xlsx':
      return { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes: await sheetOf(table) }
    case 'parquet':
      return { type: 'application/vnd.apache.parquet', bytes: new Uint8Array(parquetOf(table)) }
  }
}

/** RFC 7946: a feature for each row; one without coordinates has a null geometry. */
export function featuresOf({ rows, place }: Pick<Table, 'rows' | 'place'>) {
  return {
    type: 'FeatureCollection',
    features: rows.map((row) => {
      const at = place ? [row[place.longitude], row[place.latitude]] : []
      const known = at.length === 2 && at.every((each) => typeof each === 'number')
      return { type: 'Feature', geometry: known ? { type: 'Point', coordinates: at } : null, properties: row }
    }),
  }
}

/**
 * Cells of text are written as text, never as formulas; and what a spreadsheet would take for one when somebody edits the cell
 * is quoted, as in CSV.
 */
async function sheetOf({ name, fields, rows }: Table): Promise<Uint8Array> {
  const cell = (value: unknown): Cell => {
    if (value === null || value === undefined) return null
    if (typeof value === 'number') return { value, type: Number }
    if (typeof value === 'boolean') return { value, type: Boolean }
    const said = String(value)
    return { value: /^[=+\-@\t\r]/.test(said) ? `'${said}` : said, type: String }
  }
  const header: Cell[] = fields.map((field) => ({ value: field.name, type: String, fontWeight: 'bold' }))
  const data = [header, ...rows.map((row) => fields.map(({ key }) => cell(row[key])))]
  // A sheet's name has 31 characters at most, and none of these.
  const sheet = name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31)
  return await writeXlsxFile(data, { sheet }).toBuffer()
}

function parquetOf({ fields, rows }: Table): ArrayBuffer {
  const columnData = fields.map(({ key, type }): ColumnSource => {
    const column = rows.map((row) => row[key] ?? null)
    if (type === 'boolean') return { name: key, data: column, type: 'BOOLEAN', nullable: true }
    if (type === 'integer')
      return {
        ...{ name: key, type: 'INT64', nullable: true },
        data: column.map((each) => (each === null ? null : BigInt(Math.trunc(Number(each))))),
      }
    if (type === 'number')
      return {
        name: key,
        data: column.map((each) => (each === null ? null : Number(each))),
        type: 'DOUBLE',
        nullable: true,
      }
    return {
      name: key,
      data: column.map((each) => (each === null ? null : String(each))),
      type: 'STRING',
      nullable: true,
    }
  })
  return parquetWriteBuffer({ columnData })
}
