import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import { type Db, plannedAfresh, type Tx } from '#ground/database/index.ts'
import type { Register } from './contract.ts'
import type { Column, Step } from './table.ts'

export type ReadRow = {
  realm: string
  id: string
  read_at: Date
  register: string
  subject_index: Buffer | null
  reader_kind: string
  reader_account: string
  reader: string
  on_behalf_of: string | null
  fields: string[]
  purpose: string
  basis: string
  case_id: string | null
  status: 'found' | 'missing' | 'unavailable'
  ip: string | null
}
type DeclarationTable = { realm: string; key: string; version: number; content: string; installed_at: Date }
type SimulationTable = { realm: string; register: string; subject_index: Buffer; note: string }
type Tables = {
  'registers.read_log': ReadRow
  'registers.declaration': DeclarationTable
  'registers.simulation': SimulationTable
}

export async function listDeclarations(db: Db, realm: string): Promise<Register[]> {
  const { rows } = await sql<{ content: Register }>`
    select content from registers.declaration where realm = ${realm} order by key`.execute(db)
  return rows.map(({ content }) => content)
}

/** The declaration whose table another installation must not touch until this one is through. */
export async function lockDeclaration(tx: Tx, realm: string, key: string): Promise<Register | undefined> {
  // Realms share the table of a register, so the lock is on the key alone.
  await sql`select pg_advisory_xact_lock(hashtext(${`register.${key}`}))`.execute(tx)
  const { rows } = await sql<{ content: Register }>`
    select content from registers.declaration where key = ${key} order by (realm = ${realm}) desc, version desc limit 1`.execute(
    tx,
  )
  return rows[0]?.content
}

export async function findDeclaration(db: Db, realm: string, key: string): Promise<Register | undefined> {
  const { rows } = await sql<{ content: Register }>`
    select content from registers.declaration where realm = ${realm} and key = ${key}`.execute(db)
  return rows[0]?.content
}

/** Records in force of a realm. */
export async function countCurrent(db: Db, table: string, realm: string): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from ${sql.table(`register.${table}`)}
    where realm = ${realm} and valid_to = 'infinity'`.execute(db)
  return Number(rows[0]!.count)
}

export async function saveDeclaration(tx: Tx, realm: string, register: Register, at: Date): Promise<void> {
  const { key, version } = register
  const content = JSON.stringify(register)
  await tx
    .withTables<Tables>()
    .insertInto('registers.declaration')
    .values({ realm, key, version, content, installed_at: at })
    .onConflict((conflict) => conflict.columns(['realm', 'key']).doUpdateSet({ version, content, installed_at: at }))
    .execute()
}

/** Names were checked against `^[a-z][a-z0-9_]*$` when the declaration was read; here they are quoted all the same. */
export async function applyStep(tx: Tx, table: string, step: Step): Promise<void> {
  const target = sql.table(`register.${table}`)
  const definition = ({ name, type }: Column) => sql`${sql.id(name)} ${sqlType(type)}`
  switch (step.do) {
    case 'create-table':
      await sql`
        create table if not exists ${target} (
          realm text not null,
          ${sql.join(step.columns.map(definition))},
          version integer not null,
          digest bytea not null,
          valid_from timestamptz not null,
          valid_to timestamptz not null default 'infinity',
          recorded_at timestamptz not null
        )`.execute(tx)
      return
    case 'add-column':
      await sql`alter table ${target} add column if not exists ${definition(step.column)}`.execute(tx)
      return
    case 'widen':
      await sql`alter table ${target} alter column ${sql.id(step.column.name)} type ${sqlType(step.column.type)}`.execute(
        tx,
      )
      return
    case 'unique-current':
      await sql`
        create unique index if not exists ${sql.id(`${table}_current`)}
        on ${target} (realm, ${sql.join(step.columns.map((name) => sql.id(name)))}) where valid_to = 'infinity'`.execute(
        tx,
      )
      return
    case 'index':
      await sql`
        create index if not exists ${sql.id(`${table}_by_${step.column}`)}
        on ${target} (realm, ${sql.id(step.column)}, valid_to)`.execute(tx)
  }
}

const knownTypes = new Set(['text', 'bigint', 'numeric', 'boolean', 'date', 'timestamptz', 'bytea'])

function sqlType(type: string): RawBuilder<unknown> {
  if (!knownTypes.has(type)) throw new RangeError(`"${type}" is no column type of a register`)
  return sql.raw(type)
}

export type Found = { values: Record<string, unknown>; version: number }

export type RecordQuery = {
  table: string
  realm: string
  where: Record<string, unknown>
  columns: string[]
  asOf: Date
  limit: number
}

/**
 * Records in force at an instant, by search columns, the most recent first: those of each query, all in one statement. Written out by
 * hand, as each form that is opened asks it: a query builder would cost more than the reading.
 */
export async function findRecords(db: Db, queries: readonly RecordQuery[]): Promise<Found[][]> {
  const values: unknown[] = []
  const parts = queries.map(({ table, realm, where, columns, asOf, limit }, at) => {
    const names = [...columns, 'version']
    const given = (value: unknown) => `$${values.push(value)}`
    const conditions = Object.entries(where).map(([name, value]) => `${quoted(name)} = ${given(value)}`)
    const moment = given(asOf)
    return `(select ${names.map((name) => `array_agg(${quoted(name)}) as ${quoted(`${at}.${name}`)}`).join()} from (
      select ${names.map(quoted).join()} from register.${quoted(table)}
      where realm = ${given(realm)} and ${conditions.join(' and ')} and valid_from <= ${moment} and valid_to > ${moment}
      order by recorded_at desc, valid_from desc
      limit ${given(limit)}) as found) as q${at}`
  })
  const asked = CompiledQuery.raw(`select * from ${parts.join()}`, values)
  const { rows } = await db.executeQuery<Record<string, unknown[] | null>>(asked)
  return queries.map(({ columns }, at) => {
    const list = (name: string) => rows[0]?.[`${at}.${name}`] ?? []
    return list('version').map((version, row) => ({
      version: version as number,
      values: Object.fromEntries(columns.map((name) => [name, list(name)[row]])),
    }))
  })
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

export type VersionQuery = {
  table: string
  realm: string
  where: Record<string, unknown>
  keyColumns: string[]
  columns: string[]
  /** Only what was learnt by then; an end that came later was not known. */
  known: Date
  /** One version of each record, the one in force then; without it all of them. */
  asOf?: Date
  limit: number
}

/** Bounds without end come as numbers. */
export type FoundVersion = Found & { validFrom: Date | number; validTo: Date | number; recordedAt: Date }

/** Versions of records by search columns, the latest learnt first. */
export async function findVersions(db: Db, query: VersionQuery): Promise<FoundVersion[]> {
  const { table, realm, where, keyColumns, columns, known, asOf, limit } = query
  const conditions = Object.entries(where).map(([name, value]) => sql`${sql.id(name)} = ${value}`)
  const names = [...new Set([...columns, ...keyColumns])].map((name) => sql.id(name))
  const inForce = asOf
    ? sql`and valid_from <= ${asOf} and (valid_to > ${asOf}::timestamptz or valid_to > ${known}::timestamptz)`
    : sql``
  const each = asOf ? sql`distinct on (${sql.join(keyColumns.map((name) => sql.id(name)))})` : sql``
  const first = asOf ? sql`${sql.join(keyColumns.map((name) => sql.id(name)))},` : sql``
  const { rows } = await sql<Record<string, unknown>>`${plannedAfresh}
    select ${each} ${sql.join(names)}, version as "#version", valid_from as "#from", valid_to as "#to", recorded_at as "#at"
    from ${sql.table(`register.${table}`)}
    where realm = ${realm} and ${sql.join(conditions, sql` and `)} and recorded_at <= ${known} ${inForce}
    order by ${first} recorded_at desc, version desc limit ${limit}`.execute(db)
  return rows.map((row) => ({
    values: Object.fromEntries(columns.map((name) => [name, row[name]])),
    version: row['#version'] as number,
    validFrom: row['#from'] as Date | number,
    validTo: row['#to'] as Date | number,
    recordedAt: row['#at'] as Date,
  }))
}

export type NewRecord = { search: unknown[]; columns: Record<string, unknown>; digest: Buffer; validFrom?: Date }

/**
 * Brings records in: a known key with another digest ends the record that was in force and begins a new one; with the
 * same digest nothing happens. Answers how many were new, changed and the same. Searches by the columns of the key.
 */
export async function upsertRecords(
  tx: Tx,
  batch: { table: string; realm: string; keyColumns: string[]; records: NewRecord[]; at: Date },
): Promise<{ added: number; changed: number; same: number }> {
  const { table, realm, keyColumns, records, at } = batch
  if (records.length === 0) return { added: 0, changed: 0, same: 0 }
  const target = sql.table(`register.${table}`)
  const key = sql.join(keyColumns.map((name) => sql.ref(name)))
  const keys = sql.join(records.map(({ search }) => sql`(${sql.join(search)})`))
  const { rows } = await sql<Record<string, unknown> & { version: number; digest: Buffer }>`
    select ${key}, version, digest from ${target}
    where realm = ${realm} and valid_to = 'infinity' and (${key}) in (${keys}) for update`.execute(tx)
  const current = new Map(rows.map((row) => [keyColumns.map((name) => keyText(row[name])).join('|'), row]))
  const before = (record: NewRecord) => current.get(record.search.map(keyText).join('|'))
  const fresh = records.filter((record) => !before(record)?.digest.equals(record.digest))
  const changed = fresh.filter((record) => before(record))
  if (changed.length > 0) {
    const ended = sql.join(changed.map(({ search }) => sql`(${sql.join(search)})`))
    await sql`
      update ${target} set valid_to = ${at}
      where realm = ${realm} and valid_to = 'infinity' and (${key}) in (${ended})`.execute(tx)
  }
  for (const record of fresh) {
    const known = before(record)
    const row = {
      realm,
      ...record.columns,
      version: (known?.version ?? 0) + 1,
      digest: record.digest,
      // What was always so begins before anyone asks; a change begins when we learn of it.
      valid_from: record.validFrom ?? (known ? at : sql`'-infinity'`),
      recorded_at: at,
    }
    const names = Object.keys(row).map((name) => sql.id(name))
    await sql`insert into ${target} (${sql.join(names)}) values (${sql.join(Object.values(row))})`.execute(tx)
  }
  return { added: fresh.length - changed.length, changed: changed.length, same: records.length - fresh.length }
}

function keyText(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('hex') : String(value)
}

export async function saveSimulation(tx: Tx, row: SimulationTable): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('registers.simulation')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function listSimulations(db: Db, realm: string): Promise<{ register: string; subject_index: Buffer }[]> {
  return db
    .withTables<Tables>()
    .selectFrom('registers.simulation')
    .select(['register', 'subject_index'])
    .where('realm', '=', realm)
    .execute()
}

export async function ensureLogMonth(db: Db, day: string): Promise<void> {
  await sql`select registers.ensure_read_log_month(${day}::date)`.execute(db)
}

/** One read, and whom it met: each of them gets a line. */
export type ReadGroup = Omit<ReadRow, 'id' | 'subject_index'> & {
  lines: readonly { id: string; subject: Buffer | null }[]
}

/**
 * One statement for any number of reads. What the lines of a read have in common is sent once and its fields are taken apart
 * once; of a page of a hundred people only ids and subjects are a hundred.
 */
export async function insertReads(db: Db, groups: readonly ReadGroup[]): Promise<void> {
  const column = <Key extends keyof ReadGroup>(key: Key) => groups.map((group) => group[key])
  const lines = groups.flatMap((group, at) => group.lines.map((line) => ({ at, ...line })))
  // Written as arrays by hand: neither numbers, ids nor hexadecimals need the quoting that the driver looks for.
  const array = (values: readonly (string | number)[]) => `{${values.join()}}`
  await sql`
    insert into registers.read_log (realm, id, read_at, register, subject_index, reader_kind, reader_account, reader,
      on_behalf_of, fields, purpose, basis, case_id, status, ip)
    select realm, id, read_at, register, decode(subject, 'hex'), reader_kind, reader_account, reader, on_behalf_of,
      read_fields, purpose, basis, case_id, status, ip
    from (
      select given.*, array(select jsonb_array_elements_text(fields)) as read_fields
      from unnest(${column('realm')}::text[], ${column('read_at')}::timestamptz[], ${column('register')}::text[],
        ${column('reader_kind')}::text[], ${column('reader_account')}::text[], ${column('reader')}::text[],
        ${column('on_behalf_of')}::text[], ${column('fields').map((fields) => JSON.stringify(fields))}::jsonb[],
        ${column('purpose')}::text[], ${column('basis')}::text[], ${column('case_id')}::text[],
        ${column('status')}::text[], ${column('ip')}::text[]) with ordinality
        as given (realm, read_at, register, reader_kind, reader_account, reader, on_behalf_of, fields, purpose, basis,
          case_id, status, ip, at)
      offset 0
    ) as read
    join unnest(${array(lines.map(({ at }) => at + 1))}::int[], ${array(lines.map(({ id }) => id))}::uuid[],
      ${array(lines.map(({ subject }) => subject?.toString('hex') ?? 'null'))}::text[]) as line (turn, id, subject)
      on line.turn = read.at`.execute(db)
}

/** Reads of a subject's data, the newest first, `before` an instant and id. */
export async function listReads(
  db: Db,
  query: { realm: string; subject: Buffer; before?: { at: Date; id: string }; since: Date; limit: number },
): Promise<ReadRow[]> {
  const { realm, subject, before, since, limit } = query
  let rows = db
    .withTables<Tables>()
    .selectFrom('registers.read_log')
    .selectAll()
    .where('realm', '=', realm)
    .where('subject_index', '=', subject)
    .where('read_at', '>=', since)
  if (before) rows = rows.where(sql<boolean>`(read_at, id) < (${before.at}, ${before.id}::uuid)`)
  return rows.orderBy('read_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
