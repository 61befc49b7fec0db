import { Refusal } from '#kernel/errors.ts'
import type { Register, RegisterField } from '../contract.ts'
import { comparable } from '../reading.ts'
import { maskOf } from '../record.ts'
import type { Sealing } from '../sealing.ts'
import { isSealed, searchColumn } from '../table.ts'
import type { SharedScope } from './contract.ts'

/**
 * Whether a caller may compare a field with a value of theirs. What they see masked they may not compare, or the filter would
 * tell what the mask hides, one guess at a time. The fields that name a record are the exception: who asks about one person
 * or firm has the number already, and each such question stands in that person's log.
 */
export function mayFilter(register: Register, scope: SharedScope, field: RegisterField): boolean {
  if (register.keyFields.includes(field.key) || register.subject === field.key) return true
  return seesWhole(scope, field)
}

/** Whether a caller may have records counted by a field. */
export function mayGroup(scope: SharedScope, field: RegisterField): boolean {
  return seesWhole(scope, field)
}

// Sealed columns other than keys cannot be compared at all: the database holds no key.
function seesWhole({ fields, plain }: SharedScope, field: RegisterField): boolean {
  if (isSealed(field) || !fields.includes(field.key)) return false
  return maskOf(field) === 'none' || plain.includes(field.key)
}

/** What the columns are compared with; undefined when no record can have such a value. */
export function conditionsOf(
  register: Register,
  scope: SharedScope,
  where: Record<string, string>,
  { searchValue }: Sealing,
): [column: string, value: unknown][] | undefined {
  const all: [string, unknown][] = []
  for (const [key, text] of Object.entries(where)) {
    const field = register.fields.find((each) => each.key === key)
    if (!field || !mayFilter(register, scope, field))
      throw new Refusal('forbidden', 'registers.masked-filter', `${key} is not yours to compare`)
    all.push(compare(field, text))
  }
  // The provider's own limits: what stands in the grant was checked when it was given.
  for (const [key, text] of Object.entries(scope.rows ?? {})) {
    const field = register.fields.find((each) => each.key === key)
    if (!field) throw new RangeError(`register ${register.key} has no field ${key}`)
    all.push(compare(field, text))
  }
  return all.some(([, value]) => value === undefined) ? undefined : all

  function compare(field: RegisterField, text: string): [string, unknown] {
    const wanted = comparable(field, text)
    return [searchColumn(field), wanted === undefined ? undefined : searchValue(field, wanted)]
  }
}
