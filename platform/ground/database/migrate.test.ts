import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { createLog } from '#ground/telemetry/log.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { migrate, openDatabase } from './index.ts'

describe('migrations', () => {
  let base: TestDatabase
  let folder: string
  let bees: { name: string; migrations: URL }

  before(async () => {
    base = await testDatabase()
  })
  after(() => base.close())

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhengtong-migrations-'))
    bees = { name: 'bees', migrations: pathToFileURL(folder) }
    await write('0001-hive.sql', 'create table hive (id int primary key); insert into hive values (1);')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const write = (name: string, text: string) => writeFile(join(folder, name), text)
  const fresh = async () => {
    await base.pool.query(`drop schema if exists bees cascade; delete from ground.migration where module = 'bees'`)
  }
  const count = async (text: string) =>
    (await base.pool.query<{ n: number }>(`select count(*) as n from ${text}`)).rows[0]?.n

  it('takes its time: no limit of statements is one of migrations, on neither side', async () => {
    await fresh()
    // The server gives a statement up after a tenth of a second, we ourselves five seconds later.
    const hasty = openDatabase({ url: base.url, log: createLog('silent'), max: 1, statementTimeout: 100 })
    try {
      await write('0001-hive.sql', 'create table hive (id int primary key); select pg_sleep(5.4);')
      await migrate(hasty.db, [bees])
      assert.equal(await count('bees.hive'), 0)
    } finally {
      await hasty.close()
    }
  })

  it('puts a module’s tables into the schema of its name, once', async () => {
    await fresh()
    await migrate(base.db, [bees])
    await migrate(base.db, [bees])
    assert.equal(await count('bees.hive'), 1)
    assert.equal(await count("ground.migration where module = 'bees'"), 1)
  })

  it('applies what is new and leaves the rest', async () => {
    await fresh()
    await migrate(base.db, [bees])
    await write('0002-keeper.sql', 'create table bees.keeper (id int references bees.hive);')
    await migrate(base.db, [bees])
    assert.equal(await count('bees.keeper'), 0)
  })

  it('refuses a file that was changed after it ran, and names it', async () => {
    await fresh()
    await migrate(base.db, [bees])
    await write('0001-hive.sql', 'create table hive (id bigint primary key)')
    await assert.rejects(migrate(base.db, [bees]), /bees\/migrations\/0001-hive\.sql was changed/)
  })

  it('refuses a database that a newer program has migrated', async () => {
    await fresh()
    await write('0002-keeper.sql', 'create table keeper ()')
    await migrate(base.db, [bees])
    await rm(join(folder, '0002-keeper.sql'))
    await assert.rejects(migrate(base.db, [bees]), /0002-keeper\.sql, which this program does not have/)
  })

  it('leaves nothing of a file that fails, keeps the files before it, and names it', async () => {
    await fresh()
    await write('0002-broken.sql', 'create table swarm (); select 1 / 0')
    await assert.rejects(migrate(base.db, [bees]), /bees\/migrations\/0002-broken\.sql failed: division by zero/)
    assert.equal(await count("pg_tables where schemaname = 'bees' and tablename = 'swarm'"), 0)
    assert.equal(await count('bees.hive'), 1)
  })

  it('refuses names that say nothing of their order', async () => {
    await write('hive.sql', '')
    await assert.rejects(migrate(base.db, [bees]), /"hive\.sql" is not named NNNN-name\.sql/)
  })

  it('runs each file once when several processes start at once', async () => {
    await fresh()
    await write('0002-slow.sql', 'select pg_sleep(0.1); insert into hive values (2);')
    const others = Array.from({ length: 4 }, () => openDatabase({ url: base.url, log: createLog('silent') }))
    await Promise.all(others.map(({ db }) => migrate(db, [bees])))
    await Promise.all(others.map(({ close }) => close()))
    assert.equal(await count('bees.hive'), 2)
  })

  it('leaves the session it used with the time limits of all others', async () => {
    await migrate(base.db, [bees]).catch(() => undefined) // whether it refuses or not
    const { rows } = await base.pool.query('show statement_timeout')
    assert.deepEqual(rows, [{ statement_timeout: '30s' }])
  })
})
