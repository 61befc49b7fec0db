import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { readConfig } from '../platform/ground/config.ts'
import { openDatabase } from '../platform/ground/database/index.ts'
import { createLog } from '../platform/ground/telemetry/log.ts'
import { serve } from '../platform/serve.ts'
import { emptyDatabase } from '../platform/testing/database.ts'
import { freePort } from './city.ts'

/** A demo city whose clock the story holds; reached, like any other, by its address. */
export type CityInTime = {
  url: string
  now(): Date
  /** Moves to an instant not before now, and lets what has become due happen by itself. */
  goTo(instant: Date): Promise<void>
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** Starts a demo city in this process, at the machine's time or another, until the story moves on. */
export async function startCityInTime(begins = new Date()): Promise<CityInTime> {
  const dataDir = await mkdtemp(join(tmpdir(), 'zt-city-'))
  const database = await emptyDatabase()
  const port = await freePort()
  const env = { DATABASE_URL: database.url, ZT_RATE_LIMIT: '1000000', ZT_LOG: 'warn' }
  const config = readConfig(['--port', String(port), '--data', dataDir], { ...process.env, ...env }, root)
  const log = createLog('warn')
  let now = begins
  const server = await serve({ config, log, root, roles: ['web', 'worker'], isPrimary: true, clock: () => now })
  const queue = openDatabase({ url: database.url, log, max: 1 })
  return {
    url: `http://127.0.0.1:${server.port}`,
    now: () => now,
    async goTo(instant) {
      now = instant
      // The queue of jobs goes by the database's own time: what is due by ours is told to begin.
      await sql`update graphile_worker._private_jobs set run_at = now()
        where run_at > now() and run_at <= ${instant} and locked_at is null`.execute(queue.db)
    },
    async stop() {
      await server.stop()
      await queue.close()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
