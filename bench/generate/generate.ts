import { once } from 'node:events'
import { open, readdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { startCluster } from '../../platform/ground/database/index.ts'
import { createSecrets, loadMasterKey } from '../../platform/ground/secrets.ts'
import { createLog } from '../../platform/ground/telemetry/log.ts'
import type { City } from '../city.ts'
import type { Ask } from '../client.ts'
import { settlePlatform } from '../scenarios/settle.ts'
import { ageSeals } from './aged-seals.ts'
import { type BulkLoad, openBulkLoad } from './bulk.ts'
import { residentTables } from './clone.ts'
import { appendInBulk, leafColumns, nodeColumns } from './ledger.ts'
import { caseRelations } from './schema.ts'
import { type Walk, walkAll } from './walks.ts'
import type { Done, Job, Order, Start } from './worker.ts'

export type Generated = { cases: number; residents: number; leaves: number; seconds: number; walks: Walk[] }

type Given = {
  city: Pick<City, 'databaseUrl' | 'dataDir' | 'pause' | 'start'>
  ask: Ask
  count: number
  seed: number
  /** Threads that make rows; one for each core unless told. */
  threads?: number
  onProgress?: (done: number, of: number) => void
  tell?: (what: string) => void
}

const realm = '441900'
const chunk = 500
/** People in a city have three cases each. */
const casesEach = 3

/**
 * Fills a city with cases: walks one of each kind through its own doors, then stops it, copies them with other people,
 * numbers and days, each with its history, facts, decisions, tasks, timers, signed credentials, notices, read log and
 * ledger leaves, and starts it again. The same seed gives the same people and cases. For cities that are thrown away: a run
 * that is cut off leaves a city that cannot be used.
 */
export async function generateCases(given: Given): Promise<Generated> {
  const { city, ask, count, seed } = given
  const began = performance.now()
  const { walks, passwordHash } = await prepare(city.databaseUrl, ask)
  const masterKey = await loadMasterKey({ dataDir: city.dataDir })
  await city.pause()

  const cluster = await startCluster({ dataDir: city.dataDir, log: createLog('warn'), fsync: false, settings })
  let leaves: number
  try {
    const start = { databaseUrl: cluster.url, masterKey, realm, seed, walks, passwordHash }
    leaves = await fill(start, given)
  } finally {
    await cluster.stop()
  }
  await syncAll(join(city.dataDir, 'postgres'))
  await city.start()
  const seconds = (performance.now() - began) / 1000
  return { cases: count, residents: Math.ceil(count / casesEach), leaves, seconds, walks }
}

/** While a folder is filled, nothing of it needs to survive a crash, and nobody else writes. */
const settings = {
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
  log_min_duration_statement: '-1',
}

/** Walks the cases that copies are made of, and waits until everything that follows of them was done. */
async function prepare(databaseUrl: string, ask: Ask): Promise<{ walks: Walk[]; passwordHash: string }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  try {
    const { rows: earlier } = await pool.query(`select from identity.account where username = 'resident.0'`)
    if (earlier.length > 0) throw new Error('This city was filled already; a city is filled once')
    // History and the read log are kept by month, and the copies lie in the two years before today.
    await pool.query(`select registers.ensure_read_log_month(day), cases.ensure_history_month(day)
      from generate_series(0, 25) as n, lateral (select (current_date - make_interval(months => n))::date as day) as d`)
    const now = async () => (await pool.query<{ now: string }>('select clock_timestamp()::text as now')).rows[0]!.now
    const walks = await walkAll(ask, now)
    await settlePlatform(pool)
    const { rows } = await pool.query<{ hash: string }>(
      `select password_hash as hash from identity.account where username = 'wang.ceshi'`,
    )
    return { walks, passwordHash: rows[0]!.hash }
  } finally {
    await pool.end()
  }
}

/** Makes rows in threads and loads them; answers how many leaves the ledger got. */
async function fill(workerData: Start, given: Given): Promise<number> {
  const { count, onProgress = () => undefined, tell = () => undefined } = given
  const threads = Math.max(1, Math.min(given.threads ?? availableParallelism(), Math.ceil(count / chunk)))
  const crew = Array.from(
    { length: threads },
    () => new Worker(new URL('./worker.ts', import.meta.url), { workerData }),
  )
  const client = new pg.Client({ connectionString: workerData.databaseUrl })
  await client.connect()
  let load: BulkLoad | undefined
  try {
    const ready = await Promise.all(crew.map((worker) => once(worker, 'message') as Promise<[string[]]>))
    const names = new Set(ready[0]![0])
    const relations = (await caseRelations(client)).filter(({ table }) => names.has(table))
    await ageSeals(client, createSecrets(Buffer.from(workerData.masterKey)), realm, 3)
    const ledger = await appendInBulk(client, realm)
    load = await openBulkLoad(workerData.databaseUrl, [
      ...residentTables,
      ...relations.map(({ table, columns }) => ({ table, columns: columns.map(({ name }) => name) })),
      { table: 'ledger.leaf', columns: leafColumns },
      { table: 'ledger.node', columns: nodeColumns },
    ])
    let made = 0
    const { write } = load
    await share(crew, count, async ({ made: more, tables, leaves, jobs }) => {
      const nodes = ledger.append(leaves)
      await Promise.all([
        ...tables.map(([table, rows]) => write(table, rows)),
        write('ledger.leaf', leaves.rows),
        write('ledger.node', nodes),
        addJobs(client, jobs),
      ])
      made += more
      onProgress(made, count)
    })
    await Promise.all(crew.map((worker) => worker.terminate()))
    const leaves = await ledger.close()
    await load.finish(tell)
    return leaves
  } finally {
    await Promise.all(crew.map((worker) => worker.terminate()))
    await load?.close()
    await client.end()
  }
}

/** Hands out chunks, to each two at a time so that nobody waits; what they give back is taken in turn. */
async function share(crew: Worker[], count: number, take: (done: Done) => Promise<void>): Promise<void> {
  let next = 0
  let taking: Promise<void> = Promise.resolve()
  const give = (worker: Worker): void => {
    if (next >= count) return
    const copies = [next, Math.min(next + chunk, count)] as const
    const order: Order = { copies, residents: [Math.ceil(copies[0] / casesEach), Math.ceil(copies[1] / casesEach)] }
    next = copies[1]
    worker.postMessage(order)
  }
  const all = Promise.withResolvers<void>()
  let left = Math.ceil(count / chunk)
  for (const worker of crew) {
    worker.on('error', all.reject)
    worker.on('message', (done: Done) => {
      taking = taking.then(async () => {
        await take(done)
        give(worker)
        if (--left === 0) all.resolve()
      })
      taking.catch(all.reject)
    })
    give(worker)
    give(worker)
  }
  await all.promise
}

async function addJobs(client: pg.Client, jobs: Job[]): Promise<void> {
  if (jobs.length === 0) return
  await client.query(
    `select graphile_worker.add_job(j.task, payload := j.payload::json, run_at := j.run_at::timestamptz, job_key := j.key)
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as j (task, payload, run_at, key)`,
    [
      jobs.map(({ task }) => task),
      jobs.map(({ payload }) => payload),
      jobs.map(({ runAt }) => runAt),
      jobs.map(({ key }) => key),
    ],
  )
}

/** What was written without fsync is brought to the disk, file by file, before anybody relies on it. */
async function syncAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = await open(join(entry.parentPath, entry.name), 'r')
    await file.sync()
    await file.close()
  }
}
