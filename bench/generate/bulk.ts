import pg from 'pg'
import { type CopyStream, openCopy } from './copy.ts'

/** A table that is loaded, with the columns that its rows have, in their order. */
export type BulkTable = { table: string; columns: readonly string[] }

export type BulkLoad = {
  write(table: string, rows: Uint8Array): Promise<void>
  /** Commits, then makes indexes and constraints again. */
  finish(tell?: (what: string) => void): Promise<void>
  /** Ends the connections. Before `finish` that leaves tables without their indexes: good for nothing but to be removed. */
  close(): Promise<void>
}

type Definition = { table: string; drop: string; make: string; last: boolean }

/**
 * Loads tables at the speed of their disk: without indexes and constraints, which are made again over what is there, each
 * table in one transaction that empties it first, so that rows are written frozen and, under `wal_level=minimal`, not
 * logged. What was in a table is put back at the end. Partitioned tables keep their indexes and take rows as ever.
 * For a database that nobody else uses meanwhile.
 */
export async function openBulkLoad(url: string, tables: readonly BulkTable[]): Promise<BulkLoad> {
  const clients: pg.Client[] = []
  const connect = async () => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query('set statement_timeout = 0; set lock_timeout = 0; set synchronous_commit = off')
    clients.push(client)
    return client
  }
  const close = () => Promise.all(clients.splice(0).map((client) => client.end()))
  const first = await connect()
  const definitions = await definitionsOf(
    first,
    tables.map(({ table }) => table),
  )
  const streams = new Map<string, { client: pg.Client; stream: CopyStream; emptied: boolean }>()
  try {
    // Foreign keys first: they stand on the keys of other tables.
    for (const { drop } of definitions.toSorted((a, b) => Number(b.last) - Number(a.last))) await first.query(drop)
    for (const { table, columns: names } of tables) {
      const client = await connect()
      const columns = names.map((name) => `"${name}"`).join()
      const emptied = await isPlain(client, table)
      await client.query('begin')
      if (emptied) {
        await client.query(`create temp table kept on commit drop as select * from ${table}`)
        await client.query(`truncate ${table}`)
      }
      const form = emptied ? '(format binary, freeze)' : '(format binary)'
      const stream = await openCopy(client, `copy ${table} (${columns}) from stdin ${form}`)
      streams.set(table, { client, stream, emptied })
    }
  } catch (error) {
    await close()
    throw error
  }

  async function make(): Promise<void> {
    const client = await connect()
    await client.query(`set maintenance_work_mem = '768MB'; set max_parallel_maintenance_workers = 0`)
    for (;;) {
      const table = waiting.shift()
      if (table === undefined) return
      for (const { make: text } of definitions.filter((each) => each.table === table && !each.last))
        await client.query(text)
    }
  }
  const waiting: string[] = []

  return {
    write: (table, rows) => streams.get(table)!.stream.write(rows),
    async finish(tell = () => undefined) {
      await Promise.all(
        [...streams].map(async ([table, { client, stream, emptied }]) => {
          await stream.end()
          if (emptied) await client.query(`insert into ${table} select * from kept`)
          await client.query('commit')
        }),
      )
      tell('indexes')
      const { rows } = await first.query<{ table: string }>(
        `select t as table from unnest($1::text[]) as t order by pg_table_size(t::regclass) desc`,
        [[...streams.keys()]],
      )
      waiting.push(...rows.map(({ table }) => table))
      // The greatest first, on as many connections as there mostly are cores.
      await Promise.all([make(), make()])
      for (const { make: text } of definitions.filter(({ last }) => last)) await first.query(text)
      tell('statistics')
      await first.query('vacuum (analyze)')
      await close()
    },
    async close() {
      await close()
    },
  }
}

const isPlain = async (client: pg.Client, table: string): Promise<boolean> =>
  (await client.query<{ kind: string }>('select relkind as kind from pg_class where oid = $1::regclass', [table]))
    .rows[0]?.kind === 'r'

/** Keys, indexes and foreign keys of plain tables: how each is taken away and made again. */
async function definitionsOf(client: pg.Client, tables: string[]): Promise<Definition[]> {
  const { rows } = await client.query<Definition>(
    `with wanted as (select t::regclass::oid as oid, t as name from unnest($1::text[]) as t
       join pg_class c on c.oid = t::regclass where c.relkind = 'r')
     select w.name as table, format('alter table %s drop constraint %I', w.name, k.conname) as drop,
       format('alter table %s add constraint %I %s', w.name, k.conname, pg_get_constraintdef(k.oid)) as make, false as last
     from wanted w join pg_constraint k on k.conrelid = w.oid where k.contype in ('p', 'u')
     union all
     select w.name, format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid), false
     from wanted w join pg_index i on i.indrelid = w.oid
     where not exists (select from pg_constraint k where k.conindid = i.indexrelid)
     union all
     select k.conrelid::regclass::text, format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname),
       format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)), true
     from pg_constraint k where k.contype = 'f' and (k.confrelid in (select oid from wanted) or k.conrelid in (select oid from wanted))`,
    [tables],
  )
  return rows
}
