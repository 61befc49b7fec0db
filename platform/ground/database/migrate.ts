import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import type { Db } from './database.ts'
import { takesItsTime } from './prepared.ts'

/** A module's plain SQL files `NNNN-name.sql` in one folder; `name` is also its Postgres schema, so snake_case. */
export type Migrations = { name: string; migrations: URL }

type Step = { module: string; name: string; text: string; checksum: string }
type Tables = { 'ground.migration': { module: string; name: string; checksum: string } }

/** Any constant that no one else uses: "zhengtong" has it under `ground.migration`. */
const migrationLock = 7_351_840_211

/**
 * Brings the database forward to the given modules, in the order given and each file once, in its own transaction with
 * the module's schema first in the search path. Processes that start at once wait for one another. Fails, naming the
 * file, when one that has run was changed or is gone.
 */
export async function migrate(db: Db, modules: readonly Migrations[]): Promise<void> {
  const steps = await readMigrations(modules)
  await db
    .withTables<Tables>()
    .connection()
    .execute(async (session) => {
      await sql`set statement_timeout = 0; set lock_timeout = 0`.execute(session)
      await sql`${takesItsTime}select pg_advisory_lock(${sql.lit(migrationLock)})`.execute(session)
      try {
        await makeRecord(session)
        await checkAgainstRecord(session, modules, steps)
        for (const step of steps) await apply(session, step)
      } finally {
        await sql`select pg_advisory_unlock(${sql.lit(migrationLock)})`.execute(session)
        await sql`reset statement_timeout; reset lock_timeout`.execute(session)
      }
    })
}

/** Reads the modules' files in the order in which they are applied. Fails on a file or schema that is misnamed. */
export async function readMigrations(modules: readonly Migrations[]): Promise<Step[]> {
  const steps: Step[] = []
  for (const { name: module, migrations } of modules) {
    if (!/^[a-z][a-z0-9_]*$/.test(module)) throw new Error(`"${module}" is no name for a Postgres schema`)
    const folder = migrations.href.endsWith('/') ? migrations : new URL(`${migrations.href}/`)
    for (const file of (await readdir(folder)).sort()) {
      if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(file)) throw new Error(`${module}: "${file}" is not named NNNN-name.sql`)
      const text = (await readFile(new URL(file, folder), 'utf8')).replaceAll('\r\n', '\n')
      steps.push({ module, name: file, text, checksum: createHash('sha256').update(text).digest('hex') })
    }
  }
  return steps
}

async function makeRecord(session: Kysely<Tables>): Promise<void> {
  await sql`
    create schema if not exists ground;
    create table if not exists ground.migration (
      module text not null,
      name text not null,
      checksum text not null,
      applied timestamptz not null default now(),
      primary key (module, name)
    )`.execute(session)
}

async function checkAgainstRecord(
  session: Kysely<Tables>,
  modules: readonly Migrations[],
  steps: Step[],
): Promise<void> {
  const rows = await session.selectFrom('ground.migration').select(['module', 'name', 'checksum']).execute()
  for (const row of rows.filter((row) => modules.some(({ name }) => name === row.module))) {
    const step = steps.find(({ module, name }) => module === row.module && name === row.name)
    const file = `${row.module}/migrations/${row.name}`
    if (!step) throw new Error(`The database has run ${file}, which this program does not have: it is newer`)
    if (step.checksum !== row.checksum)
      throw new Error(`${file} was changed after it ran; write a new migration instead`)
  }
}

async function apply(session: Kysely<Tables>, { module, name, text, checksum }: Step): Promise<void> {
  await session.transaction().execute(async (tx) => {
    const record = tx.insertInto('ground.migration').values({ module, name, checksum })
    const { numInsertedOrUpdatedRows } = await record
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    if (!numInsertedOrUpdatedRows) return
    await sql`create schema if not exists ${sql.id(module)}`.execute(tx)
    await sql`set local search_path to ${sql.id(module)}, public`.execute(tx)
    try {
      await sql`${takesItsTime}${sql.raw(text)}`.execute(tx)
    } catch (cause) {
      throw new Error(`${module}/migrations/${name} failed: ${cause instanceof Error ? cause.message : cause}`, {
        cause,
      })
    }
  })
}
