import type pg from 'pg'

/** A pool that has not been seen for so long is gone; it says that it lives every five seconds. */
const goneAfter = '20 seconds'

/** Says that this pool lives, and forgets those that have been gone for a day. */
export async function beat(db: pg.Pool, pool: string): Promise<void> {
  await db.query(`insert into ground.job_pool values ($1, now()) on conflict (id) do update set seen_at = now()`, [
    pool,
  ])
  await db.query(`delete from ground.job_pool where seen_at < now() - interval '1 day'`)
}

export async function forgetPool(db: pg.Pool, pool: string): Promise<void> {
  await db.query('delete from ground.job_pool where id = $1', [pool])
}

/**
 * Jobs that are taken and that nobody seems to do: those of a pool that has not been seen, and those of this pool that it is
 * not doing (their end could not be written down while the database was away). The queue itself would wait four hours.
 */
export async function findLostJobs(db: pg.Pool, pool: string, doing: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id::text from graphile_worker._private_jobs j
     where locked_by is not null
       and case when locked_by = $1 then id <> all($2::bigint[])
           else not exists (select from ground.job_pool p where p.id = j.locked_by
                            and p.seen_at > now() - interval '${goneAfter}') end`,
    [pool, doing],
  )
  return rows.map(({ id }) => id)
}

/** The queue cannot take a job from who does it: it takes its key and its further attempts. */
const cancelled = 'key is null and attempts >= max_attempts and last_error is null'

/**
 * Lets anybody take these jobs again; answers how many. One that was cancelled after it was taken goes for good, also when
 * that happens meanwhile: the update waits for who cancels and looks again, so that none is left that nobody would ever do.
 */
export async function freeJobs(db: pg.Pool, ids: readonly string[]): Promise<number> {
  const { rowCount } = await db.query(
    `update graphile_worker._private_jobs set locked_at = null, locked_by = null
     where id = any($1::bigint[]) and not (${cancelled})`,
    [ids],
  )
  await db.query(`delete from graphile_worker._private_jobs where id = any($1::bigint[]) and ${cancelled}`, [ids])
  return rowCount ?? 0
}

/** How the queue stands: jobs whose time has come, how late the first of them is in seconds, and those given up. */
export async function queueState(db: pg.Pool): Promise<{ due: number; late: number; givenUp: number }> {
  const { rows } = await db.query<{ due: number; late: number; givenUp: number }>(
    `select count(*) filter (where run_at <= now() and attempts < max_attempts)::int as due,
       coalesce(extract(epoch from now() - min(run_at) filter (where run_at <= now() and attempts < max_attempts)), 0)::float8 as late,
       count(*) filter (where attempts >= max_attempts)::int as "givenUp"
     from (select run_at, attempts, max_attempts from graphile_worker._private_jobs
           where run_at <= now() limit 1000) as first`,
  )
  return rows[0]!
}

/** Jobs come and go: dead rows are taken away by count and at once, whatever the number of timers that wait for weeks. */
export async function vacuumOften(db: pg.Pool): Promise<void> {
  const { rows } = await db.query<{ set: boolean }>(
    `select coalesce(reloptions::text like '%autovacuum_vacuum_threshold%', false) as set
     from pg_class where oid = 'graphile_worker._private_jobs'::regclass`,
  )
  if (rows[0]?.set) return
  await db.query(
    `alter table graphile_worker._private_jobs set
       (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0)`,
  )
}
