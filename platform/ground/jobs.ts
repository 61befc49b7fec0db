import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, type Runner, run, runMigrations, type WorkerEvents } from 'graphile-worker'
import { sql } from 'kysely'
import type pg from 'pg'
import { callAtCommit, type Tx } from './database/index.ts'
import { beat, findLostJobs, forgetPool, freeJobs, vacuumOften } from './jobs/store.ts'
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
    const add = sql`graphile_worker.add_job(${name}, payload := ${JSON.stringify(payload)}::json,
      run_at := ${options.runAt ?? null}::timestamptz, job_key := ${options.key ?? null})`
    await callAtCommit(tx, add)
  },
  async cancel(tx, key) {
    await callAtCommit(tx, sql`graphile_worker.remove_job(${key})`)
  },
}

/** Makes or updates the queue's own tables. */
export async function migrateJobs(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quietLogger() })
  await vacuumOften(pool)
}

export type RunningJobs = {
  /** Takes no job for so long, and then goes on; jobs under way are finished. */
  hold(millis: number): Promise<void>
  /** Goes on before the time is over. */
  resume(): Promise<void>
  /** Waits for the ones under way. */
  stop(): Promise<void>
}

const beatEvery = 5_000

/** Starts doing jobs in this process, and taking over from processes that are gone. */
export async function startJobs(needs: {
  pool: pg.Pool
  log: Log
  handlers: Record<string, JobHandler>
  concurrency?: number
  /** Called before each job: the last chance to call `hold`. */
  beforeEach?: () => void
}): Promise<RunningJobs> {
  const { pool, log, beforeEach = () => undefined } = needs
  const taskList = Object.fromEntries(
    Object.entries(needs.handlers).map(([name, handle]) => [
      name,
      async (payload: unknown) => {
        beforeEach()
        // It goes back into the queue, to be done when the hold is over and its time has really come.
        if (holding) throw new Error('Jobs are held back; this one waits')
        await handle(payload as Record<string, unknown>)
      },
    ]),
  )
  let current: { runner: Runner; poolId: string; doing: Set<string>; beating: NodeJS.Timeout } | undefined
  let holding = false
  let held: NodeJS.Timeout | undefined
  let stopped = false
  /** Starting and stopping go one after another, in the order in which they were asked for. */
  let last: Promise<void> = Promise.resolve()
  const next = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work)
    // What failed is told to who asked for it; the next goes on all the same.
    last = done.catch(() => undefined)
    return done
  }

  async function start(): Promise<void> {
    if (stopped || current) return
    holding = false
    const events = new EventEmitter() as WorkerEvents
    const doing = new Set<string>()
    let poolId = ''
    events.on('pool:create', ({ workerPool }) => {
      poolId = workerPool.id
    })
    events.on('job:start', ({ job }) => void doing.add(String(job.id)))
    events.on('job:complete', ({ job }) => void doing.delete(String(job.id)))
    const runner = await run({
      // How a job ended is written down in batches: one that cannot be written (the database went away) stops the runner, and
      // we start another. Without batches it would be a rejection that nobody handles, the end of the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      pgPool: pool,
      taskList,
      concurrency: needs.concurrency ?? 4,
      noHandleSignals: true,
      pollInterval: 1000,
      events,
      // The clock that set a timer also says when its time has come.
      useNodeTime: true,
      logger: quietLogger(log),
    })
    let lostBefore: string[] = []
    const look = async () => {
      await beat(pool, poolId)
      const lost = await findLostJobs(pool, poolId, [...doing])
      // Twice in a row: one that was taken this very moment is not lost.
      const sure = lost.filter((id) => lostBefore.includes(id))
      lostBefore = lost
      const freed = sure.length > 0 ? await freeJobs(pool, sure) : 0
      if (freed > 0) log.warn({ jobs: freed }, 'jobs of a process that is gone are done again')
    }
    const tell = (error: unknown) => log.warn({ reason: String(error) }, 'could not look for jobs of lost processes')
    await look().catch(tell)
    current = { runner, poolId, doing, beating: setInterval(() => void look().catch(tell), beatEvery) }
    runner.promise.then(
      () => revive(runner, 'it ended by itself'),
      (error: unknown) => revive(runner, error),
    )
  }

  /** A runner that gave up is replaced, as soon as the database lets us. */
  function revive(runner: Runner, reason: unknown): void {
    if (current?.runner !== runner) return
    log.warn({ reason: String(reason) }, 'jobs stopped; they are started again')
    void next(async () => {
      if (current?.runner !== runner) return
      clearInterval(current.beating)
      current = undefined
      while (!stopped && !holding) {
        try {
          return await start()
        } catch (error) {
          log.warn({ reason: String(error) }, 'jobs cannot be started yet')
          await sleep(1000)
        }
      }
    })
  }

  async function end(): Promise<void> {
    if (!current) return
    const { runner, poolId, beating } = current
    current = undefined
    clearInterval(beating)
    await runner.stop().catch((error: unknown) => log.warn({ reason: String(error) }, 'jobs had stopped already'))
    await forgetPool(pool, poolId).catch((error: unknown) =>
      log.debug({ err: error }, 'the database is away; our sign of life will be forgotten by itself'),
    )
  }

  function release(): void {
    clearTimeout(held)
    held = undefined
  }

  await start()
  return {
    hold(millis) {
      holding = true
      return next(async () => {
        release()
        held = setTimeout(() => void next(start), millis)
        await end()
      })
    },
    resume: () =>
      next(async () => {
        release()
        holding = false
        await start()
      }),
    stop: () =>
      next(async () => {
        stopped = true
        release()
        await end()
      }),
  }
}

/** The queue's own talk: warnings and errors go to our log, the rest is not worth an operator's eye. */
function quietLogger(log?: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') log?.error({ meta }, message)
    else if (level === 'warning') log?.warn({ meta }, message)
  })
}
