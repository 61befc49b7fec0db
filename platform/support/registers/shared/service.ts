import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import type { Register } from '../contract.ts'
import type { ReadLog } from '../read-log.ts'
import { maskOf, writeValue } from '../record.ts'
import type { Sealing } from '../sealing.ts'
import { fieldOf, isSealed, searchColumn, tableName } from '../table.ts'
import { type Leaving, leavingOf, selected } from './columns.ts'
import type { SharedAround, SharedCounts, SharedPage, SharedQuery, SharedReader, SharedScope } from './contract.ts'
import { conditionsOf, mayGroup } from './filters.ts'
import { countShared, type Place, selectShared } from './store.ts'
import { suppress } from './suppression.ts'

/** A group of fewer people is not told (standards D5: k ≥ 5). */
const smallestGroup = 5
const mostGroups = 1000

type Needs = {
  db: Db
  clock: Clock
  secrets: Secrets
  sealing: Sealing
  log: ReadLog
  getRegister: (realm: string, key: string) => Promise<Register>
}

export type Shared = ReturnType<typeof createShared>

/** Registers as other departments read them, within what was granted: masked in the statement, logged for each person met. */
export function createShared({ db, clock, secrets, sealing, log, getRegister }: Needs) {
  const contextOf = (register: Register) => `registers.shared.${register.key}.cursor`

  /** The plan of the last scopes: a grant is asked again and again. */
  const planned = new WeakMap<SharedScope, { register: Register; leaving: Leaving[]; list: string[] }>()
  function planOf(register: Register, scope: SharedScope) {
    const known = planned.get(scope)
    if (known?.register === register) return known
    refuseUnknown(register, scope.fields)
    const leaving = leavingOf(register, scope)
    const plan = { register, leaving, list: leaving.flatMap((each) => selected(each) ?? []) }
    planned.set(scope, plan)
    return plan
  }

  /** Refuses with `registers.missing`, `.unknown-field`, `.masked-filter`; `paging.bad-cursor`. */
  async function page(
    reader: SharedReader,
    scope: SharedScope,
    query: SharedQuery,
    { allowed, beside }: SharedAround = {},
  ): Promise<SharedPage> {
    const register = await getRegister(reader.realm, scope.register)
    const { leaving, list } = planOf(register, scope)
    const where = conditionsOf(register, scope, query.where, sealing)
    const keys = register.keyFields.map((key) => searchColumn(fieldOf(register, key)))
    const subject = register.subject === undefined ? undefined : fieldOf(register, register.subject)
    const subjectColumn = subject && searchColumn(subject)
    const asked = {
      table: tableName(register.key),
      realm: reader.realm,
      at: clock(),
      list,
      keys,
      limit: query.limit + 1,
    }
    const after = query.after === undefined ? [] : placesOf(register, keys, query.after)
    const finding = where
      ? selectShared(db, { ...asked, where, after, ...(subjectColumn ? { subject: subjectColumn } : {}) })
      : []
    const [found] = await Promise.all([finding, allowed?.()])
    const rows = found.slice(0, query.limit)
    const met = rows.map((row) => (subjectColumn ? sealing.subjectIndex(row['@subject']) : null))
    // As it was compared, so that blanks around a number keep no question out of a person's log.
    const askedFor =
      subject && query.where[subject.key] !== undefined && where?.find(([name]) => name === subjectColumn)
    if (met.length === 0) met.push(askedFor ? sealing.subjectIndex(askedFor[1]) : null)
    const distinct = new Map(met.map((index) => [index?.toString('latin1'), index]))
    const line = {
      ...{ realm: reader.realm, reader_kind: 'program', reader_account: reader.account, reader: reader.name },
      ...{ on_behalf_of: null, ip: reader.ip ?? null, register: register.key, fields: [...scope.fields] },
      ...{ purpose: reader.purpose, basis: reader.basis, case_id: null },
      status: rows.length > 0 ? ('found' as const) : ('missing' as const),
    }
    await Promise.all([log.append(line, [...distinct.values()]), beside?.(rows.length)])
    const last = rows.at(-1)
    return {
      rows: rows.map((row) => shown(register, leaving, row)),
      ...(found.length > query.limit && last ? { next: cursorOf(register, keys, last) } : {}),
      version: String(register.version),
      sourceLabel: register.sourceLabel,
    }
  }

  /** Counts tell of nobody, so nobody's log has them. Refuses with `registers.masked-filter`, `.too-many-groups`. */
  async function counts(
    realm: string,
    scope: SharedScope,
    query: { by: readonly string[]; where: Record<string, string> },
  ): Promise<SharedCounts> {
    const register = await getRegister(realm, scope.register)
    refuseUnknown(register, [...query.by, ...Object.keys(query.where)])
    const by = query.by.map((key) => fieldOf(register, key))
    // One record by its key is no statistic, and counted it would be read without a line in anybody's log.
    const named = Object.keys(query.where).find((key) => !mayGroup(scope, fieldOf(register, key)))
    const hidden = named ?? by.find((field) => !mayGroup(scope, field))?.key
    if (hidden !== undefined)
      throw new Refusal('forbidden', 'registers.masked-filter', `${hidden} is not yours to count by`)
    const where = conditionsOf(register, scope, query.where, sealing)
    if (!where) return { groups: [], suppressed: 0 }
    const rows = await countShared(db, {
      ...{
        table: tableName(register.key),
        realm,
        where,
        at: clock(),
        by: by.map(({ key }) => key),
        limit: mostGroups + 1,
      },
    })
    const groups = rows.map((row) => ({
      values: Object.fromEntries(by.map((field) => [field.key, writeValue(field, row[field.key]) ?? null])),
      count: row['@count'],
    }))
    if (rows.length > mostGroups)
      throw new Refusal('invalid', 'registers.too-many-groups', `More than ${mostGroups} groups by ${query.by.join()}`)
    const { kept, suppressed } = suppress(groups, smallestGroup)
    return { groups: kept, suppressed }
  }

  function shown(register: Register, leaving: readonly Leaving[], row: Record<string, unknown>) {
    const out: Record<string, unknown> = {}
    for (const { field, how } of leaving) {
      if (how === 'hidden') {
        out[field.key] = '****'
        continue
      }
      if (how === 'masked') {
        if (row[field.key] !== null) out[field.key] = row[field.key]
        continue
      }
      const value = sealing.open(register, [field.key], row)[field.key]
      if (value === undefined) continue
      const kind = maskOf(field)
      out[field.key] = how === 'opened' && kind !== 'none' && kind !== 'hidden' ? mask(kind, String(value)) : value
    }
    return out
  }

  /** Sealed, since the key of a record may be what its reader sees masked. */
  function cursorOf(register: Register, keys: readonly string[], row: Record<string, unknown>): string {
    const places = keys.map((_, at) => {
      const value = row[`@${at}`]
      return Buffer.isBuffer(value) ? { hex: value.toString('hex') } : { text: String(value) }
    })
    return secrets.encrypt(JSON.stringify(places), contextOf(register)).toString('base64url')
  }

  function placesOf(register: Register, keys: readonly string[], cursor: string): Place[] {
    let places: ({ hex: string } | { text: string })[]
    try {
      places = JSON.parse(secrets.decrypt(Buffer.from(cursor, 'base64url'), contextOf(register)))
    } catch (cause) {
      throw Object.assign(new Refusal('invalid', 'paging.bad-cursor', 'not a cursor of this list'), { cause })
    }
    return keys.map((column, at) => {
      const place = places[at]!
      return { column, value: 'hex' in place ? Buffer.from(place.hex, 'hex') : place.text }
    })
  }

  return { page, counts }
}

function refuseUnknown(register: Register, keys: readonly string[]): void {
  const strange = keys.find((key) => !register.fields.some((field) => field.key === key))
  if (strange !== undefined)
    throw new Refusal('invalid', 'registers.unknown-field', `Register ${register.key} has no field ${strange}`)
}

/** Whether an answer may hold what GB/T 43697 grades 3 or higher, unmasked. */
export function holdsRestricted(register: Register, scope: Pick<SharedScope, 'fields' | 'plain'>): boolean {
  const fields = scope.fields.map((key) => fieldOf(register, key))
  return fields.some((field) => isSealed(field) && (maskOf(field) === 'none' || scope.plain.includes(field.key)))
}
