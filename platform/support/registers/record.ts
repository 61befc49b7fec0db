import { dayNumber } from '#kernel/calendar-date.ts'
import { parseCitizenId } from '#kernel/codes/citizen-id.ts'
import { parseCreditCode } from '#kernel/codes/credit-code.ts'
import { parseDivisionCode } from '#kernel/codes/division-code.ts'
import { normaliseCode } from '#kernel/codes/parsed.ts'
import { type MaskKind, mask } from '#kernel/masks.ts'
import type { FieldMask, Register, RegisterField } from './contract.ts'

/** A value as its field means it, from the text of a CSV cell; blank is null. RangeError when it is none. */
export function readCell(field: RegisterField, cell: string): unknown {
  const text = cell.trim()
  if (text === '') return null
  if (field.codes && !Object.hasOwn(field.codes, text))
    throw wrong(field, text, `one of ${Object.keys(field.codes).join(', ')}`)
  switch (field.type) {
    case 'text':
      return text
    case 'integer':
      if (/^-?\d{1,15}$/.test(text)) return Number(text)
      throw wrong(field, text, 'a whole number')
    case 'number':
      // Kept as text: money and areas must come back as they were written.
      if (/^-?\d{1,15}(\.\d{1,10})?$/.test(text)) return text
      throw wrong(field, text, 'a number')
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true'
      throw wrong(field, text, 'true or false')
    case 'date':
      if (dayNumber(text) !== undefined) return text
      throw wrong(field, text, 'a date YYYY-MM-DD')
    case 'timestamp':
      if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text)))
        return new Date(text).toISOString()
      throw wrong(field, text, 'an instant such as 2026-11-23T09:00:00+08:00')
  }
}

export type Checked =
  | { ok: true; value: unknown }
  | { ok: false; reason: 'wrong-value' | 'not-in-codes' | 'wrong-check'; detail: string }

/** The same for bulk loads, which name what is wrong instead of throwing, and prove check digits that a field declares. */
export function checkCell(field: RegisterField, cell: string): Checked {
  try {
    const value = readCell(field, cell)
    if (value === null || !field.check) return { ok: true, value }
    const proven = proofs[field.check](String(value))
    if (proven !== undefined) return { ok: true, value: proven }
    const { message } = wrong(field, String(value), `a valid ${field.check}`)
    return { ok: false, reason: 'wrong-check', detail: message }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { ok: false, reason: field.codes ? 'not-in-codes' : 'wrong-value', detail: error.message }
  }
}

/** The code as it is kept, a division with all its twelve digits; undefined when its digits are wrong. */
const proofs: Record<NonNullable<RegisterField['check']>, (text: string) => string | undefined> = {
  'citizen-id': (text) => (parseCitizenId(text, '9999-12-31').ok ? normaliseCode(text) : undefined),
  'credit-code': (text) => (parseCreditCode(text).ok ? normaliseCode(text) : undefined),
  'division-code': (text) => {
    const read = parseDivisionCode(text)
    return read.ok ? read.value.code : undefined
  },
}

/** A stored value as answers carry it: numbers as numbers, instants as ISO 8601. Sealed values come as the text sealed. */
export function writeValue(field: RegisterField, value: unknown): unknown {
  if (value === null || value === undefined) return undefined
  if (value instanceof Date) return value.toISOString()
  if (field.type === 'integer' || field.type === 'number') return Number(value)
  if (field.type === 'boolean') return value === true || value === 'true'
  return value
}

/** The mask of a field for officials: as declared, else by grade and kind of personal information. */
export function maskOf(field: RegisterField): FieldMask {
  if (field.mask) return field.mask
  if (field.pi === 'sensitive' || field.grade >= 4) return 'hidden'
  return field.grade >= 3 ? 'id-staff' : 'none'
}

/** A record as an official without a case sees it. Fields of sensitive information stay out; the field list says so. */
export function maskRecord(register: Register, row: Record<string, unknown>): Record<string, unknown> {
  const masked: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(row)) {
    const field = register.fields.find((each) => each.key === key)
    if (!field || value === undefined) continue
    const kind = maskOf(field)
    if (kind === 'none') masked[key] = value
    else masked[key] = kind === 'hidden' ? '****' : mask(kind satisfies MaskKind, String(value))
  }
  return masked
}

function wrong(field: RegisterField, text: string, wanted: string): RangeError {
  const shown = field.grade >= 3 ? 'the value' : `"${text.slice(0, 40)}"`
  return new RangeError(`${field.key}: ${shown} is not ${wanted}`)
}
