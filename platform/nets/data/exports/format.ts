import { parse } from 'csv-parse/sync'
import { csvOf } from '#kernel/csv.ts'
import { Refusal } from '#kernel/errors.ts'
import type { ExportFormat } from './contract.ts'
import { markColumn, type Row } from './watermark.ts'

export type Values = Record<string, unknown>

/** A record as its row is told apart. */
export const rowOf = (fields: readonly string[], record: Values): Row =>
  fields.map((field) => String(record[field] ?? ''))

/** RFC 4180 or a JSON object a line, each with the visible mark. */
export function written(format: ExportFormat, fields: readonly string[], records: readonly Values[], mark: string) {
  if (format === 'jsonl')
    return records.map((record) => `${JSON.stringify({ ...record, [markColumn]: mark })}\n`).join('')
  return csvOf(
    [...fields, markColumn],
    records.map((record) => [...rowOf(fields, record), mark]),
  )
}

/** The rows of a file that was found, by fields, without the visible mark. Refuses with `exports.unreadable`. */
export function readBack(format: ExportFormat, text: string): { fields: string[]; records: Values[] } {
  try {
    const records: Values[] =
      format === 'csv'
        ? parse(text, { columns: true, bom: true, skip_empty_lines: true, relax_column_count: true, cast: asWritten })
        : text
            .split('\n')
            .filter((line) => line.trim() !== '')
            .map((line) => JSON.parse(line))
    const all = new Set(records.flatMap((record) => Object.keys(record)))
    all.delete(markColumn)
    return { fields: [...all], records }
  } catch (cause) {
    throw Object.assign(new Refusal('invalid', 'exports.unreadable', `The text is no ${format}`), { cause })
  }
}

/** Without what keeps a spreadsheet from running it. */
const asWritten = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)
