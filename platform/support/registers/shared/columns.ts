import type { Register, RegisterField } from '../contract.ts'
import { maskOf } from '../record.ts'
import { fieldOf, isSealed } from '../table.ts'
import type { SharedScope } from './contract.ts'
import { maskExpression, quoted, textMasks } from './masks.ts'

/**
 * How a field leaves the database: whole (`plain`), masked by the statement itself (`masked`), still sealed and masked when it
 * is opened, since the database holds no key (`opened`), or not at all (`hidden`: the column is never selected).
 */
export type Leaving = { field: RegisterField; how: 'plain' | 'masked' | 'opened' | 'hidden' }

export function leavingOf(register: Register, scope: SharedScope): Leaving[] {
  return scope.fields.map((key) => {
    const field = fieldOf(register, key)
    const kind = maskOf(field)
    if (kind === 'none' || scope.plain.includes(key)) return { field, how: 'plain' }
    // A mask is for texts: of a number or a date it would tell too much or nothing.
    if (kind === 'hidden' || field.type !== 'text' || !(kind in textMasks)) return { field, how: 'hidden' }
    return { field, how: isSealed(field) ? 'opened' : 'masked' }
  })
}

/** What stands in the list of the statement, under the key of the field. */
export function selected({ field, how }: Leaving): string | undefined {
  if (how === 'hidden') return undefined
  const column = quoted(field.key)
  if (how === 'masked') return `${maskExpression(maskOf(field), column)} as ${column}`
  return column
}
