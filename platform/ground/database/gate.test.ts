import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { createLog } from '#ground/telemetry/log.ts'
import { testDatabase } from '#testing/database.ts'
import { inTransaction, openDatabase } from './index.ts'

const base = await testDatabase()
after(base.close)

test('transactions that read beside themselves never starve: some connections are always left for reading', async () => {
  const { db, close } = openDatabase({ url: base.url, log: createLog('silent'), max: 4 })
  const work = () =>
    inTransaction(db, async (tx) => {
      await sql`select pg_sleep(0.01)`.execute(tx)
      // A look-up outside of the transaction, as caches and block refills make them.
      await sql`select 1`.execute(db)
    })

  await Promise.all(Array.from({ length: 40 }, work))

  assert.equal((await sql<{ n: number }>`select 1 as n`.execute(db)).rows[0]?.n, 1)
  await close()
})

test('a transaction inside a transaction joins it and takes no second place', async () => {
  const { db, close } = openDatabase({ url: base.url, log: createLog('silent'), max: 2 })

  const depth = await inTransaction(db, (outer) => inTransaction(outer, async (inner) => inner === outer))

  assert.equal(depth, true)
  await close()
})
