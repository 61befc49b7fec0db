import { Refusal } from '#kernel/errors.ts'
import type { ReadAnswer, Register, RegisterField } from './contract.ts'
import { comparable } from './reading.ts'
import { maskOf, writeValue } from './record.ts'
import { fieldOf } from './table.ts'

/** What somebody claims of a record. */
export type CheckRequest = {
  register: string
  key: Record<string, string>
  claims: Record<string, string>
  purpose: string
  basis: string
}

/** Whether each claim holds; the values themselves stay here. */
export type CheckAnswer = { status: ReadAnswer['status']; agrees: Record<string, boolean> }

/** Fields whose values nobody without a case may see are not told by yes and no, either. Refuses with `registers.masked-filter`. */
export function mayCheck(register: Register, claims: Record<string, string>): void {
  const hidden = Object.keys(claims).find((key) => {
    const field = register.fields.find((each) => each.key === key)
    return field && maskOf(field) === 'hidden'
  })
  if (hidden !== undefined)
    throw new Refusal('forbidden', 'registers.masked-filter', `${hidden} is not checked by comparing`)
}

/** As people write it: blanks around it, full-width letters and small ones make no difference. */
export function agreesOf(register: Register, claims: Record<string, string>, values: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(claims).map(([key, claim]) => {
      const field = fieldOf(register, key)
      return [key, values[key] !== undefined && meant(field, claim) === plain(values[key])]
    }),
  )
}

function meant(field: RegisterField, claim: string): string | undefined {
  const value = comparable(field, claim.normalize('NFKC'))
  return value === undefined ? undefined : plain(writeValue(field, value))
}

const plain = (value: unknown): string => String(value).normalize('NFKC').trim().toUpperCase()
