import { parseCreditCode } from '#kernel/codes/credit-code.ts'
import { parseItemCode } from '#kernel/codes/item-code.ts'
import { normaliseCode } from '#kernel/codes/parsed.ts'
import type { Item } from '../item.ts'
import type { Note } from './repairs.ts'

/**
 * The code of one row in its places: 31 characters are a task, 33 a handling item of the task they begin with. A code of
 * no national shape is kept as a local one. Wrong check digits of agencies do not refuse a row: lint warns of them.
 */
export function placeCode(raw: string, note: Note): Item['codes'] {
  const code = normaliseCode(raw)
  if (code !== raw) note('code-normalised', 'codes', raw)
  const parsed = parseItemCode(code)
  if (!parsed.ok || parsed.value.kind === 'basic') {
    note('code-kept-as-local', 'codes', raw)
    return { localTaskCode: code.slice(0, 100) }
  }
  const { kind, basic } = parsed.value
  const catalogCode = basic.code.length <= 12 ? { catalogCode: basic.code } : {}
  if (kind === 'task') return { ...catalogCode, taskCode: code }
  return { ...catalogCode, taskCode: code.slice(0, 31), taskHandleItem: code }
}

/** An agency's code in its place: 18 characters of credit code shape, even with a wrong check digit, or a local number. */
export function agencyCode(raw: string | undefined): Pick<Item['authority'], 'code' | 'localCode'> {
  if (raw === undefined) return {}
  const code = normaliseCode(raw)
  const parsed = parseCreditCode(code)
  const wrongCheckOnly = !parsed.ok && parsed.faults.every(({ rule }) => rule === 'credit-code.check')
  return parsed.ok || wrongCheckOnly ? { code } : { localCode: code.slice(0, 50) }
}

/** Twelve digits of a division from 6, 9 or 12; nothing for anything else. */
export function divisionOf(raw: string | undefined): string | undefined {
  const digits = raw?.replace(/\D/g, '') ?? ''
  return [6, 9, 12].includes(digits.length) && !digits.startsWith('00') ? digits.padEnd(12, '0') : undefined
}
