import { type RawBuilder, sql } from 'kysely'
import { type Db, plannedAfresh, type Tx, takesItsTime } from '#ground/database/index.ts'
import type { Column } from '../table.ts'

/** Rows of one load wait here until all of them are there: nothing of it is in the register before. */
const staging = (loadId: string) => sql.table(`registers.load_${loadId.replaceAll('-', '')}`)

const columnTypes: Record<string, string> = {
  text: 'text[]',
  bigint: 'bigint[]',
  numeric: 'numeric[]',
  boolean: 'boolean[]',
  date: 'date[]',
  timestamptz: 'timestamptz[]',
  bytea: 'bytea[]',
}

export type StagedRow = { line: number; columns: Record<string, unknown>; digest: Buffer }
export type Staging = { loadId: string; columns: Column[] }

/** Unlogged: a server that breaks down loses it, and the load is then read again from the start. */
export async function makeStaging(tx: Tx, { loadId, columns }: Staging): Promise<void> {
  const definitions = columns.map(({ name, type }) => sql`${sql.id(name)} ${sql.raw(type)}`)
  await sql`create unlogged table if not exists ${staging(loadId)} (
    line bigint not null, twin_of bigint, digest bytea not null, ${sql.join(definitions)})`.execute(tx)
}

export async function dropStaging(db: Db, loadId: string): Promise<void> {
  await sql`drop table if exists ${staging(loadId)}`.execute(db)
}

export async function emptyStaging(db: Db, loadId: string): Promise<void> {
  await sql`truncate ${staging(loadId)}`.execute(db)
}

/** Lists as columns, so that the statement is the same for any number of rows. */
export async function insertStaged(tx: Tx, { loadId, columns }: Staging, rows: readonly StagedRow[]): Promise<void> {
  const names = sql.join(['line', 'digest', ...columns.map(({ name }) => name)].map((name) => sql.id(name)))
  const lists = [
    sql`${rows.map(({ line }) => line)}::bigint[]`,
    sql`${rows.map(({ digest }) => digest)}::bytea[]`,
    ...columns.map(
      ({ name, type }) => sql`${rows.map((row) => row.columns[name] ?? null)}::${sql.raw(columnTypes[type]!)}`,
    ),
  ]
  await sql`${plannedAfresh}insert into ${staging(loadId)} (${names}) select * from unnest(${sql.join(lists)})`.execute(
    tx,
  )
}

/** Marks each row whose key stands on an earlier line with that line. Doing it again changes nothing. */
export async function markTwins(tx: Tx, loadId: string, keyColumns: readonly string[]): Promise<void> {
  const key = sql.join(keyColumns.map((name) => sql.id(name)))
  await sql`select set_config('statement_timeout', '0', true)`.execute(tx)
  await sql`${takesItsTime}update ${staging(loadId)} as staged set twin_of = found.earliest
    from (select line, min(line) over (partition by ${key}) as earliest from ${staging(loadId)}) as found
    where found.line = staged.line and found.earliest < found.line`.execute(tx)
}

export type Twin = { line: number; twinOf: number; digest: Buffer }

export async function listTwins(db: Db, loadId: string, after: number, limit: number): Promise<Twin[]> {
  const { rows } = await sql<Twin>`select line, twin_of as "twinOf", digest from ${staging(loadId)}
    where twin_of is not null and line > ${after} order by line limit ${limit}`.execute(db)
  return rows
}

export type Sum = { rows: number; checksum: string }

/** How many rows wait, and the sum of their digests, each of which counts whatever their order is. */
export async function sumStaged(db: Db, loadId: string, withTwins: boolean): Promise<Sum> {
  const { rows } = await sql<Sum>`${takesItsTime}select count(*) as rows, ${checksumOf(sql.ref('digest'))} as checksum
    from ${staging(loadId)} where ${withTwins} or twin_of is null`.execute(db)
  return rows[0]!
}

const checksumOf = (digest: RawBuilder<unknown>) =>
  sql`coalesce(bit_xor(('x' || encode(substring(${digest} from 1 for 8), 'hex'))::bit(64)::bigint), 0)::text`

export type Merge = { table: string; realm: string; loadId: string; columns: Column[]; keyColumns: string[]; at: Date }
export type Merged = { added: number; changed: number; ended: number }

/**
 * Moves what waits into the register: a known key with another digest ends the record that was in force and begins a new
 * one; with `whole` records that are not among them end too. To be called under the lock of the declaration.
 */
export async function mergeStaged(tx: Tx, merge: Merge, whole: boolean): Promise<Merged> {
  const { table, realm, loadId, columns, keyColumns, at } = merge
  const target = sql.table(`register.${table}`)
  const same = sameKey(keyColumns)
  await sql`select set_config('statement_timeout', '0', true)`.execute(tx)
  await sql`analyze ${staging(loadId)}`.execute(tx)
  const changed = await sql`${takesItsTime}update ${target} as kept set valid_to = ${at}
    from ${staging(loadId)} as staged
    where kept.realm = ${realm} and kept.valid_to = 'infinity' and staged.twin_of is null and ${same}
      and kept.digest <> staged.digest`.execute(tx)
  const ended = whole
    ? await sql`${takesItsTime}update ${target} as kept set valid_to = ${at}
        where kept.realm = ${realm} and kept.valid_to = 'infinity' and not exists (
          select from ${staging(loadId)} as staged where staged.twin_of is null and ${same})`.execute(tx)
    : { numAffectedRows: 0n }
  const names = columns.map(({ name }) => name)
  const inserted =
    await sql`${takesItsTime}insert into ${target} (realm, ${sql.join(names.map((name) => sql.id(name)))},
      version, digest, valid_from, recorded_at)
    select ${realm}, ${sql.join(names.map((name) => sql.ref(`staged.${name}`)))}, coalesce(before.version, 0) + 1,
      staged.digest, case when before.version is null then '-infinity' else ${at}::timestamptz end, ${at}::timestamptz
    from ${staging(loadId)} as staged
    left join (select ${sql.join(keyColumns.map((name) => sql.id(name)))}, max(version) as version from ${target}
      where realm = ${realm} group by ${sql.join(keyColumns.map((name) => sql.id(name)))}) as before
      on ${sameKey(keyColumns, 'before')}
    left join ${target} as kept on kept.realm = ${realm} and kept.valid_to = 'infinity' and ${same}
    where staged.twin_of is null and kept.realm is null`.execute(tx)
  const [fresh, other] = [Number(inserted.numAffectedRows), Number(changed.numAffectedRows)]
  return { added: fresh - other, changed: other, ended: Number(ended.numAffectedRows) }
}

/** What the register now has of the keys that were brought: to be the same as what was staged. */
export async function sumMerged(tx: Tx, { table, realm, loadId, keyColumns }: Merge): Promise<Sum> {
  const { rows } =
    await sql<Sum>`${takesItsTime}select count(*) as rows, ${checksumOf(sql.ref('kept.digest'))} as checksum
    from ${staging(loadId)} as staged join ${sql.table(`register.${table}`)} as kept
      on kept.realm = ${realm} and kept.valid_to = 'infinity' and ${sameKey(keyColumns)}
    where staged.twin_of is null`.execute(tx)
  return rows[0]!
}

export async function countCurrent(tx: Tx, table: string, realm: string): Promise<number> {
  const { rows } = await sql<{ rows: number }>`${takesItsTime}select count(*) as rows
    from ${sql.table(`register.${table}`)} where realm = ${realm} and valid_to = 'infinity'`.execute(tx)
  return rows[0]!.rows
}

const sameKey = (keyColumns: readonly string[], as = 'kept') =>
  sql.join(
    keyColumns.map((name) => sql`${sql.ref(`${as}.${name}`)} = ${sql.ref(`staged.${name}`)}`),
    sql` and `,
  )
