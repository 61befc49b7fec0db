import { parse } from 'csv-parse/sync'
import { Refusal } from '#kernel/errors.ts'
import type { Register } from './contract.ts'
import { readCell, writeValue } from './record.ts'

/** A record as a CSV line gave it: values by field, and since when they hold if the file says so (`valid_from`). */
export type Line = { values: Record<string, unknown>; validFrom?: Date }

/**
 * Reads a seed or import file: the first line names fields, `#` begins a comment, blank is unknown. Refuses with
 * `registers.bad-row`, naming every line that does not fit.
 */
export function readCsv(register: Register, text: string): Line[] {
  const faults: { pointer: string; rule: string; detail: string }[] = []
  const fault = (line: number, detail: string) =>
    faults.push({ pointer: `/${line}`, rule: 'row', detail: `第${line}行: ${detail}` })
  const rows = parseRows(text, fault)
  const [header, ...body] = rows
  const fields = new Map(register.fields.map((field) => [field.key, field]))
  const names = header?.cells ?? []
  for (const name of names) if (!fields.has(name) && name !== 'valid_from') fault(1, `there is no field "${name}"`)
  for (const key of register.keyFields) if (!names.includes(key)) fault(1, `the key field "${key}" is not there`)
  const seen = new Set<string>()
  const lines =
    faults.length > 0
      ? []
      : body.map(({ cells, line }) => {
          const record: Line = { values: {} }
          for (const [index, name] of names.entries()) {
            const cell = cells[index] ?? ''
            const field = fields.get(name)
            try {
              if (field) record.values[name] = readCell(field, cell)
              else if (cell) record.validFrom = new Date(`${cell}T00:00:00+08:00`)
            } catch (error) {
              if (!(error instanceof RangeError)) throw error
              fault(line, error.message)
            }
          }
          const key = register.keyFields.map((name) => record.values[name])
          if (key.includes(null)) fault(line, `the key ${register.keyFields.join(', ')} must not be blank`)
          if (seen.has(JSON.stringify(key))) fault(line, 'the key stands in the file twice')
          seen.add(JSON.stringify(key))
          return record
        })
  if (faults.length > 0)
    throw new Refusal(
      'invalid',
      'registers.bad-row',
      `${register.key}: ${faults.map(({ detail }) => detail).join('; ')}`,
      { faults: faults.slice(0, 100) },
    )
  return lines
}

function parseRows(text: string, fault: (line: number, detail: string) => void): { cells: string[]; line: number }[] {
  try {
    const rows = parse(text, {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
      relax_column_count: false,
    })
    return (rows as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      cells: record,
      line: info.lines,
    }))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    fault('lines' in error ? Number(error.lines) : 1, error.message)
    return []
  }
}

/** The records of a seed as a read answers them; for trials without a database. */
export function readSeed(register: Register, text: string): Record<string, unknown>[] {
  return readCsv(register, text).map(({ values }) => {
    const written = register.fields.map((field) => [field.key, writeValue(field, values[field.key])] as const)
    return Object.fromEntries(written.filter(([, value]) => value !== undefined))
  })
}
