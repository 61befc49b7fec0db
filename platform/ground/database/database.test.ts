import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { createLog } from '#ground/telemetry/log.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { awaitDatabase, type Db, inTransaction, openDatabase, type Tx } from './index.ts'

describe('the database', () => {
  let base: TestDatabase

  before(async () => {
    base = await testDatabase()
    await base.pool.query('create table public.counter (name text primary key, value int not null)')
    await base.pool.query(`insert into public.counter values ('a', 0), ('b', 0)`)
  })
  after(() => base.close())

  const raise = (tx: Db, name: string) =>
    sql`update public.counter set value = value + 1 where name = ${name}`.execute(tx)
  const valueIn = async (name: string) =>
    (await base.pool.query<{ value: number }>('select value from public.counter where name = $1', [name])).rows[0]
      ?.value

  it('reads values as the types that hold them exactly', async () => {
    const { rows } = await base.pool.query(`select 9007199254740991::int8 as safe, array[1, null]::int8[] as list,
      date '2026-02-28' as day, array[date '2026-02-28'] as days, timestamptz '2026-02-28 08:00+08' as instant,
      0.10::numeric as exact, '{"a":[1]}'::jsonb as document, count(*) as counted,
      array['\\x0a2c7d'::bytea, null, ''] as parts, '{}'::bytea[] as no_parts from public.counter`)
    assert.deepEqual(rows, [
      {
        safe: 9007199254740991,
        list: [1, null],
        day: '2026-02-28',
        days: ['2026-02-28'],
        instant: new Date('2026-02-28T00:00:00Z'),
        exact: '0.10',
        document: { a: [1] },
        counted: 2,
        parts: [Buffer.of(0x0a, 0x2c, 0x7d), null, Buffer.alloc(0)],
        no_parts: [],
      },
    ])
  })

  it('fails rather than round a whole number that a number cannot hold', async () => {
    await assert.rejects(base.pool.query('select 9007199254740993::int8'), RangeError)
  })

  it('undoes all of a transaction that throws', async () => {
    const start = await valueIn('a')
    const attempt = inTransaction(base.db, async (tx) => {
      await raise(tx, 'a')
      throw new Error('no')
    })
    await assert.rejects(attempt, /^Error: no$/)
    assert.equal(await valueIn('a'), start)
  })

  it('joins the transaction it is called in', async () => {
    const start = await valueIn('a')
    const attempt = inTransaction(base.db, async (outer) => {
      await inTransaction(outer, (inner) => raise(inner, 'a'))
      throw new Error('no')
    })
    await assert.rejects(attempt)
    assert.equal(await valueIn('a'), start)
  })

  it('runs a transaction again that lost a deadlock, so both are done', async () => {
    const [a, b] = [await valueIn('a'), await valueIn('b')]
    const meet = meetingOf(2)
    const both = async (first: string, second: string) => {
      let tries = 0
      await inTransaction(base.db, async (tx) => {
        await raise(tx, first)
        if (++tries === 1) await meet()
        await raise(tx, second)
      })
      return tries
    }
    const tries = await Promise.all([both('a', 'b'), both('b', 'a')])
    assert.deepEqual(tries.sort(), [1, 2])
    assert.deepEqual([await valueIn('a'), await valueIn('b')], [(a ?? 0) + 2, (b ?? 0) + 2])
  })

  it('gives up after the third try', async () => {
    let tries = 0
    const attempt = inTransaction(base.db, async (tx: Tx) => {
      tries++
      await sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(tx)
    })
    await assert.rejects(attempt, /again/)
    assert.equal(tries, 3)
  })

  it('outlives connections that the server ends, in use or idle', async () => {
    const { db, pool, close } = openDatabase({ url: base.url, log: createLog('silent') })
    const endAll = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`
    const broken = inTransaction(db, async (tx) => {
      await sql`select 1`.execute(tx)
      await base.pool.query(endAll)
      await sql`select 1`.execute(tx)
    })
    await assert.rejects(broken)
    await pool.query('select 1')
    await base.pool.query(endAll)
    await awaitDatabase(base.url)
    assert.equal((await sql<{ one: number }>`select 1 as one`.execute(db)).rows[0]?.one, 1)
    await close()
  })

  it('ends a statement that takes too long', async () => {
    const { pool, close } = openDatabase({ url: base.url, log: createLog('silent'), statementTimeout: 20 })
    await assert.rejects(pool.query('select pg_sleep(5)'), { code: '57014' })
    await close()
  })

  it('says so when the database does not answer in time', async () => {
    await assert.rejects(
      awaitDatabase('postgres://nobody@127.0.0.1:1/nothing', { deadline: 10, every: 5 }),
      /within 10 ms/,
    )
  })
})

/** Lets nobody pass before all have come. */
function meetingOf(people: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let come = 0
  return () => {
    if (++come === people) resolve()
    return promise
  }
}
