import { Refusal } from '#kernel/errors.ts'
import type { Register } from '#support/registers/index.ts'
import type { DemandAct, Grant } from './contract.ts'
import type { DemandRow } from './store.ts'

/** What a decision gives: never more than was asked, fields masked unless it says otherwise. */
export function grantFrom(row: DemandRow, register: Register, input: DemandAct): Partial<DemandRow> {
  const fields = input.fields ?? row.fields
  const plain = input.plain ?? []
  const until = input.until ?? row.until
  const perDay = input.perDay ?? row.per_day
  const isWider =
    fields.some((key) => !row.fields.includes(key)) ||
    plain.some((key) => !fields.includes(key)) ||
    until > row.until ||
    perDay > row.per_day
  if (isWider) throw new Refusal('invalid', 'sharing.too-wide', 'More than was asked for')
  const strange = Object.keys(input.rows ?? {}).find((key) => !canLimit(register, key))
  if (strange !== undefined)
    throw new Refusal('invalid', 'registers.unknown-field', `Records are not limited by ${strange}`)
  return {
    ...{ grant_fields: fields, grant_plain: plain, grant_rows: input.rows ?? {} },
    ...{ grant_until: until, grant_per_day: perDay, grant_per_second: input.perSecond ?? null },
  }
}

/** Sealed columns cannot be compared by the database, but for those that name a record. */
function canLimit(register: Register, key: string): boolean {
  const field = register.fields.find((each) => each.key === key)
  return field !== undefined && (field.grade < 3 || register.keyFields.includes(key) || register.subject === key)
}

export function grantOf(row: DemandRow): Grant | undefined {
  const { grant_fields: fields, grant_plain: plain, grant_rows: rows, grant_until: until, grant_per_day: perDay } = row
  if (!fields || !until || perDay === null) return undefined
  return {
    ...{ fields, plain: plain ?? [], until, perDay },
    ...(row.grant_per_second === null ? {} : { perSecond: row.grant_per_second }),
    ...(rows && Object.keys(rows).length > 0 ? { rows } : {}),
  }
}
