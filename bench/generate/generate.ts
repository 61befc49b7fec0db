import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { loadMasterKey } from '../../platform/ground/secrets.ts'
import type { Ask } from '../client.ts'
import { settlePlatform } from '../scenarios/settle.ts'
import { appendInBulk } from './ledger.ts'
import { type Walk, walkAll } from './walks.ts'
import type { Done, Order, Start } from './worker.ts'

export type Generated = { cases: number; residents: number; leaves: number; seconds: number; walks: Walk[] }

type Given = {
  ask: Ask
  databaseUrl: string
  dataDir: string
  count: number
  seed: number
  /** Threads that make rows; one for each core unless told. */
  threads?: number
  onProgress?: (done: number, of: number) => void
}

const realm = '441900'
const chunk = 500

/**
 * Fills a running city with cases: walks one of each kind through its own doors, then copies them by COPY with other
 * people, numbers and days, each with its history, facts, decisions, tasks, timers, signed credentials, notices, read log
 * and ledger leaves. The same seed gives the same people and cases. For cities that are thrown away: a run that is cut
 * off leaves what it had made.
 */
export async function generateCases(given: Given): Promise<Generated> {
  const { ask, databaseUrl, dataDir, count, seed, onProgress = () => undefined } = given
  const began = performance.now()
  const residents = Math.max(100, Math.ceil(count / 3))
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const crew: Worker[] = []
  try {
    const { rows: earlier } = await client.query(`select from identity.account where username = 'resident.0'`)
    if (earlier.length > 0) throw new Error('This city was filled already; a city is filled once')
    await prepareMonths(client)
    const now = async () => (await client.query<{ now: string }>('select clock_timestamp()::text as now')).rows[0]!.now
    const walks = await walkAll(ask, now)
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
    await settlePlatform(pool)
    await pool.end()
    const { rows } = await client.query<{ hash: string }>(
      `select password_hash as hash from identity.account where username = 'wang.ceshi'`,
    )
    const workerData: Start = {
      databaseUrl,
      masterKey: await loadMasterKey({ dataDir }),
      realm,
      seed,
      residents,
      walks,
      passwordHash: rows[0]!.hash,
    }
    const threads = Math.max(1, Math.min(given.threads ?? availableParallelism(), Math.ceil(count / chunk)))
    for (let i = 0; i < threads; i++) crew.push(new Worker(new URL('./worker.ts', import.meta.url), { workerData }))
    await Promise.all(crew.map((worker) => once(worker, 'message')))

    await share(crew, 'residents', residents, async () => undefined)
    const ledger = await appendInBulk(client, realm)
    let made = 0
    let leaves = 0
    await share(crew, 'copies', count, async (done) => {
      await ledger.append(done)
      made += done.made
      leaves += done.about.length
      onProgress(made, count)
    })
    await ledger.close()
    await Promise.all(crew.map((worker) => worker.terminate()))
    // As autovacuum would in time: plans and index-only reads as in a city that has stood for a while.
    await client.query('vacuum (analyze)')
    return { cases: made, residents, leaves, seconds: (performance.now() - began) / 1000, walks }
  } finally {
    await Promise.all(crew.map((worker) => worker.terminate()))
    await client.end()
  }
}

/** Hands out chunks to whoever is free; what each gives back is taken one at a time. */
async function share(crew: Worker[], kind: Order['kind'], count: number, take: (done: Done) => Promise<void>) {
  let next = 0
  let taking: Promise<void> = Promise.resolve()
  await Promise.all(
    crew.map(async (worker) => {
      while (next < count) {
        const order: Order = { kind, from: next, to: Math.min(next + chunk, count) }
        next = order.to
        worker.postMessage(order)
        // `once` fails with the error that ends a worker.
        const [done] = (await once(worker, 'message')) as [Done]
        taking = taking.then(() => take(done))
        await taking
      }
    }),
  )
}

/** The read log is kept by month, and the copies lie in the two years before today. */
async function prepareMonths(client: pg.Client): Promise<void> {
  await client.query(`select registers.ensure_read_log_month((current_date - make_interval(months => n))::date)
    from generate_series(0, 25) as n`)
}
