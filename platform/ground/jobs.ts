import { Logger, run, runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Tx } from './database/index.ts'
import type { Log } from './telemetry/log.ts'

/** Work for later or for another process, enqueued in the transaction that asks for it. */
export type Jobs = {
  add(tx: Tx, name: string, payload: Record<string, unknown>, options?: { runAt?: Date; key?: string }): Promise<void>
  /** Takes back a job that was added with this key and has not begun. */
  cancel(tx: Tx, key: string): Promise<void>
}

/** What a job does. It may run twice after a crash: doing it twice must equal doing it once. */
export type JobHandler = (payload: Record<string, unknown>) => Promise<void>

export const jobs: Jobs = {
  async add(tx, name, payload, options = {}) {
    await sql`select graphile_worker.add_job(${name}, payload := ${JSON.stringify(payload)}::json,
      run_at := ${options.runAt ?? null}::timestamptz, job_key := ${options.key ?? null})`.execute(tx)
  },
  async cancel(tx, key) {
    await sql`select graphile_worker.remove_job(${key})`.execute(tx)
  },
}

/** Makes or updates the queue's own tables. */
export async function migrateJobs(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quietLogger() })
}

/** Starts doing jobs in this process. `stop` waits for the ones under way. */
export async function startJobs(needs: {
  pool: pg.Pool
  log: Log
  handlers: Record<string, JobHandler>
  concurrency?: number
}): Promise<{ stop(): Promise<void> }> {
  const taskList = Object.fromEntries(
    Object.entries(needs.handlers).map(([name, handle]) => [
      name,
      async (payload: unknown) => handle(payload as Record<string, unknown>),
    ]),
  )
  const runner = await run({
    pgPool: needs.pool,
    taskList,
    concurrency: needs.concurrency ?? 4,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: quietLogger(needs.log),
  })
  return { stop: () => runner.stop() }
}

/** The queue's own talk: warnings and errors go to our log, the rest is not worth an operator's eye. */
function quietLogger(log?: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') log?.error({ meta }, message)
    else if (level === 'warning') log?.warn({ meta }, message)
  })
}
