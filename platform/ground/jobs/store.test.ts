import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { emptyDatabase } from '#testing/database.ts'
import { findLostJobs, freeJobs } from './store.ts'

const database = await emptyDatabase()
const pool = new pg.Pool({ connectionString: database.url, max: 3 })
after(async () => {
  await pool.end()
  await database.close()
})
await runMigrations({ pgPool: pool })
await pool.query(
  'create schema ground; create table ground.job_pool (id text primary key, seen_at timestamptz not null)',
)

/** A job that a process had taken when it was killed. */
async function lostJob(key: string): Promise<string> {
  await pool.query(`select graphile_worker.add_job('a.task', job_key := $1)`, [key])
  const { rows } = await pool.query<{ id: string }>(
    `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'killed', attempts = 1 where key = $1 returning id::text`,
    [key],
  )
  return rows[0]!.id
}
const cancel = (client: pg.Pool | pg.PoolClient, key: string) =>
  client.query('select graphile_worker.remove_job($1)', [key])
const left = async (id: string) =>
  (await pool.query('select locked_by, attempts from graphile_worker._private_jobs where id = $1', [id])).rows

test('what a killed process had taken is free again; what was cancelled since is gone', async () => {
  const [waiting, dropped] = [await lostJob('waiting'), await lostJob('dropped')]
  await cancel(pool, 'dropped')
  const lost = await findLostJobs(pool, 'mine', [])

  assert.deepEqual(lost.toSorted(), [waiting, dropped].toSorted())
  assert.equal(await freeJobs(pool, lost), 1)
  assert.deepEqual(await left(waiting), [{ locked_by: null, attempts: 1 }])
  assert.deepEqual(await left(dropped), [])
})

test('a job that is cancelled at the same moment leaves nothing that nobody would ever do', async () => {
  const id = await lostJob('raced')
  const act = await pool.connect()
  await act.query('begin')
  await cancel(act, 'raced')
  const freeing = freeJobs(pool, [id])
  await sleep(200)
  await act.query('commit')
  act.release()

  assert.equal(await freeing, 0)
  assert.deepEqual(await left(id), [])
})
