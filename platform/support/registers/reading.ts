import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { ReadAnswer, ReadRequest, Register, RegisterField } from './contract.ts'
import { createFinder } from './finder.ts'
import { readerOf } from './my-reads.ts'
import { refuseWithoutPurpose } from './policy.ts'
import type { ReadLog } from './read-log.ts'
import { readCell } from './record.ts'
import type { Sealing } from './sealing.ts'
import { fieldOf, isSearchable, searchColumn, tableName } from './table.ts'

const MOST_ROWS = 50

export type ReadingNeeds = {
  db: Db
  clock: Clock
  sealing: Sealing
  log: ReadLog
  /** Whether a register is made silent for a subject. */
  isSilent: (realm: string, register: string, subject: Buffer) => Promise<boolean>
}

/** Reads records of one register, and answers only when the read stands in the log of each person it was about. */
export function createReading({ db, clock, sealing, log, isSilent }: ReadingNeeds) {
  const find = createFinder(db)
  return async (actor: Actor, register: Register, request: ReadRequest): Promise<ReadAnswer> => {
    refuseWithoutPurpose(request)
    const { where, fields } = readable(register, request, sealing)
    const line = {
      ...readerOf(actor),
      register: register.key,
      fields,
      purpose: request.purpose.trim(),
      basis: request.basis.trim(),
      case_id: request.caseId ?? null,
    }
    const { sourceLabel } = register
    const fetchedAt = clock().toISOString()
    const subject = register.subject === undefined ? undefined : fieldOf(register, register.subject)
    const subjectColumn = subject && searchColumn(subject)
    // As it is compared, so that blanks around a number keep no question out of a person's log.
    const asked = subjectColumn ? sealing.subjectIndex(where[subjectColumn]) : null

    if (asked && (await isSilent(actor.realm, register.key, asked))) {
      await log.append({ ...line, status: 'unavailable' }, [asked])
      const version = `${register.version}`
      return {
        status: 'unavailable',
        values: {},
        rows: [],
        sourceLabel: `${sourceLabel}（模拟无应答）`,
        version,
        fetchedAt,
      }
    }

    const query = {
      table: tableName(register.key),
      realm: actor.realm,
      where,
      columns: [...new Set([...fields, ...(subjectColumn ? [subjectColumn] : [])])],
      asOf: request.asOf ?? clock(),
      limit: request.many ? MOST_ROWS : 1,
    }
    const isImpossible = Object.values(where).includes(undefined)
    const found = isImpossible ? [] : await find(actor, query)
    const status = found.length > 0 ? 'found' : 'missing'
    const met = found.map(({ values }) => (subjectColumn ? sealing.subjectIndex(values[subjectColumn]) : null))
    const subjects = asked || met.length === 0 ? [asked] : distinct(met)
    await log.append({ ...line, status }, subjects)

    const rows = found.map(({ values }) => sealing.open(register, fields, values))
    const version = [register.version, ...(found[0] ? [found[0].version] : [])].join('.')
    return { status, values: rows[0] ?? {}, rows, sourceLabel, version, fetchedAt }
  }
}

/** Checks what is asked against the declaration, and turns the key into columns to search. */
export function readable(register: Register, request: Pick<ReadRequest, 'key' | 'fields'>, { searchValue }: Sealing) {
  const known = new Map(register.fields.map((field) => [field.key, field]))
  const fields = [...new Set(request.fields)]
  const strange = fields.find((key) => !known.has(key)) ?? (fields.length === 0 ? '(none asked for)' : undefined)
  if (strange !== undefined)
    throw new Refusal('invalid', 'registers.unknown-field', `Register ${register.key} has no field ${strange}`)
  const where: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(request.key)) {
    const field = known.get(key)
    if (!field || !isSearchable(register, field))
      throw new Refusal('invalid', 'registers.not-a-key', `Register ${register.key} is not searched by ${key}`)
    const wanted = comparable(field, value)
    where[searchColumn(field)] = wanted === undefined ? undefined : searchValue(field, wanted)
  }
  if (Object.keys(where).length === 0)
    throw new Refusal('invalid', 'registers.not-a-key', `Register ${register.key} is read by a key`)
  return { where, fields }
}

/** A key as the column has it; undefined when no record can have it, as "abc" where numbers are kept. */
export function comparable(field: RegisterField, value: string): unknown {
  if (value.includes('\u0000') || !value.isWellFormed()) return undefined
  try {
    return readCell({ ...field, codes: undefined }, value) ?? undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function distinct(indexes: (Buffer | null)[]): (Buffer | null)[] {
  return [...new Map(indexes.map((index) => [index?.toString('hex'), index])).values()]
}
