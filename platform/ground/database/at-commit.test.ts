import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '#testing/database.ts'
import { dropRows, insertAtCommit, inTransaction, sendRows } from './index.ts'

const { db, pool, close } = await testDatabase()
await pool.query('create table one (id int primary key, text text)')
await pool.query('create table two (place bigint generated always as identity, name text, at timestamptz, bytes bytea)')
after(close)

const namesOfTwo = async () =>
  (await pool.query<{ name: string }>('select name from two order by place')).rows.map(({ name }) => name)

describe('rows that wait for the commit', () => {
  it('go into their tables together, in the order they were given', async () => {
    await inTransaction(db, async (tx) => {
      await insertAtCommit(tx, 'two', [{ name: 'first', at: new Date(0), bytes: Buffer.of(1) }])
      await insertAtCommit(tx, 'one', [{ id: 1, text: '一' }])
      await insertAtCommit(tx, 'two', [{ name: 'second', at: new Date(1), bytes: null }])
      assert.deepEqual((await sql`select id from one`.execute(tx)).rows, [])
    })
    assert.deepEqual(await namesOfTwo(), ['first', 'second'])
    assert.equal((await pool.query('select from one')).rowCount, 1)
  })

  it('undo the transaction when the database refuses one of them', async () => {
    const act = inTransaction(db, async (tx) => {
      await sql`insert into one values (2, 'kept?')`.execute(tx)
      await insertAtCommit(tx, 'one', [{ id: 1, text: 'again' }])
    })
    await assert.rejects(act, { code: '23505' })
    assert.equal((await pool.query('select from one')).rowCount, 1)
  })

  it('are undone by a check that waits for the commit itself', async () => {
    await pool.query('create table three (id int primary key deferrable initially deferred)')
    const act = inTransaction(db, async (tx) => {
      await sql`insert into three values (1)`.execute(tx)
      await insertAtCommit(tx, 'three', [{ id: 1 }])
    })
    await assert.rejects(act, { code: '23505' })
    assert.equal((await pool.query('select from three')).rowCount, 0)
    await inTransaction(db, async (tx) => {
      await sql`insert into three values (1)`.execute(tx)
      await insertAtCommit(tx, 'three', [{ id: 2 }])
    })
    assert.equal((await pool.query('select from three')).rowCount, 2)
  })

  it('are forgotten when the transaction fails, or when they are dropped with a savepoint', async () => {
    await assert.rejects(
      inTransaction(db, async (tx) => {
        await insertAtCommit(tx, 'one', [{ id: 3, text: 'no' }])
        throw new Error('refused')
      }),
      /refused/,
    )
    await inTransaction(db, async (tx) => {
      await insertAtCommit(tx, 'one', [{ id: 4, text: 'sent' }])
      await sendRows(tx)
      await insertAtCommit(tx, 'one', [{ id: 5, text: 'dropped' }])
      dropRows(tx)
    })
    const { rows } = await pool.query('select id from one order by id')
    assert.deepEqual(rows, [{ id: 1 }, { id: 4 }])
  })
})

describe('statements that come again', () => {
  it('are parsed once a connection, whatever their values', async () => {
    await db.connection().execute(async (connection) => {
      for (let id = 10; id < 16; id++) await sql`select ${id}::int as asked`.execute(connection)
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
        connection,
      )
      assert.deepEqual(
        rows.map(({ statement }) => statement).filter((text) => text.includes('asked')),
        ['select $1::int as asked'],
      )
    })
  })

  it('go on after a table has changed its shape', async () => {
    const read = () => sql<Record<string, unknown>>`select * from one where id = ${4}`.execute(db)
    for (let i = 0; i < 4; i++) await read()
    await pool.query('alter table one add column more int')
    await read().catch(() => undefined) // told once by each connection that held the old plan
    assert.deepEqual((await read()).rows, [{ id: 4, text: 'sent', more: null }])
  })
})
