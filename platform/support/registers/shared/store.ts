import { CompiledQuery } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import { quoted } from './masks.ts'

export type Place = { column: string; value: string | Buffer }
type Asked = { table: string; realm: string; where: readonly [column: string, value: unknown][]; at: Date }

/** Records in force, ordered by their key, after a place; `list` are ready expressions made from declared fields only. */
export async function selectShared(
  db: Db,
  asked: Asked & {
    list: readonly string[]
    keys: readonly string[]
    subject?: string
    after: readonly Place[]
    limit: number
  },
): Promise<Record<string, unknown>[]> {
  const values: unknown[] = []
  const given = (value: unknown) => `$${values.push(value)}`
  const keys = asked.keys.map(quoted)
  const names = [
    ...asked.list,
    // A sealed key is its blind index here; any other is its text, by which the next page begins.
    ...keys.map((key, at) => `${key} as "@${at}"`),
    ...(asked.subject ? [`${quoted(asked.subject)} as "@subject"`] : []),
  ]
  const conditions = conditionsOf(asked, given)
  if (asked.after.length > 0)
    conditions.push(`(${keys.join()}) > (${asked.after.map(({ value }) => given(value)).join()})`)
  const text = `select ${names.join()} from register.${quoted(asked.table)}
    where ${conditions.join(' and ')} order by ${keys.join()} limit ${given(asked.limit)}`
  return (await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values))).rows
}

/** How many records in force there are of each set of values. */
export async function countShared(
  db: Db,
  asked: Asked & { by: readonly string[]; limit: number },
): Promise<(Record<string, unknown> & { '@count': number })[]> {
  const values: unknown[] = []
  const given = (value: unknown) => `$${values.push(value)}`
  const by = asked.by.map(quoted)
  const text = `select ${by.join()}, count(*)::int as "@count" from register.${quoted(asked.table)}
    where ${conditionsOf(asked, given).join(' and ')} group by ${by.join()} order by ${by.join()} limit ${given(asked.limit)}`
  return (await db.executeQuery<Record<string, unknown> & { '@count': number }>(CompiledQuery.raw(text, values))).rows
}

function conditionsOf({ realm, where, at }: Asked, given: (value: unknown) => string): string[] {
  return [
    `realm = ${given(realm)}`,
    ...where.map(([name, value]) => `${quoted(name)} = ${given(value)}`),
    `valid_to = 'infinity'`,
    `valid_from <= ${given(at)}`,
  ]
}
