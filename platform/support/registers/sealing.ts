import type { Secrets } from '#ground/secrets.ts'
import type { Register, RegisterField } from './contract.ts'
import { writeValue } from './record.ts'
import { fieldOf, isSealed, isSearchable, tableName } from './table.ts'

/** Values as columns keep them: grade 3 and above sealed, with a blind index where they are searched. */
export type Sealing = {
  /** What a search column is compared with. */
  searchValue(field: RegisterField, value: unknown): unknown
  /** Every column of a record, from its plain values. */
  columnsOf(register: Register, values: Record<string, unknown>): Record<string, unknown>
  /** The plain values of some fields; blank ones are left out. */
  open(register: Register, fields: string[], columns: Record<string, unknown>): Record<string, unknown>
  /** The index under which the read log keeps a subject, from a number or from a search column. */
  subjectIndex(value: unknown): Buffer | null
}

export function createSealing(secrets: Secrets): Sealing {
  // Bound to its column, so that a sealed value moved to another row's column does not open.
  const contextOf = (register: Register, field: RegisterField) => `register.${tableName(register.key)}.${field.key}`
  // One person is asked about in several registers, in each to find the record and to keep the log.
  let last: { text: string; index: Buffer } | undefined
  const blindIndex = (value: unknown): Buffer => {
    const text = String(value)
    if (last?.text !== text) last = { text, index: secrets.blindIndex(text) }
    return last.index
  }
  const searchValue: Sealing['searchValue'] = (field, value) => (isSealed(field) ? blindIndex(value) : value)
  return {
    searchValue,
    columnsOf(register, values) {
      const columns: Record<string, unknown> = {}
      for (const field of register.fields) {
        const value = values[field.key] ?? null
        const seals = value !== null && isSealed(field)
        columns[field.key] = seals ? secrets.encrypt(String(value), contextOf(register, field)) : value
        if (isSealed(field) && isSearchable(register, field))
          columns[`${field.key}_index`] = value === null ? null : searchValue(field, value)
      }
      return columns
    },
    open(register, fields, columns) {
      const row: Record<string, unknown> = {}
      for (const field of fields.map((key) => fieldOf(register, key))) {
        const kept = columns[field.key]
        const value = writeValue(
          field,
          Buffer.isBuffer(kept) ? secrets.decrypt(kept, contextOf(register, field)) : kept,
        )
        if (value !== undefined) row[field.key] = value
      }
      return row
    },
    subjectIndex(value) {
      if (value === null || value === undefined) return null
      return Buffer.isBuffer(value) ? value : blindIndex(value)
    },
  }
}
