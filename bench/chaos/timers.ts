import type pg from 'pg'

/** A timer whose time was made to come. */
export type Due = { caseId: string; timer: number }

const timerJobs = `select j.id, j.payload->>'caseId' as "caseId", (j.payload->>'timer')::int as timer
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
  where t.identifier = 'cases.timer' and j.locked_by is null and j.run_at > now()`

/** Makes the time of up to `most` waiting timers come now, as if days had gone by. */
export async function makeTimersDue(pool: pg.Pool, most: number, random: () => number): Promise<Due[]> {
  const { rows } = await pool.query<Due & { id: string }>(`${timerJobs} order by j.id`)
  const chosen: (Due & { id: string })[] = []
  while (chosen.length < most && rows.length > 0) chosen.push(...rows.splice(Math.floor(random() * rows.length), 1))
  const { rows: moved } = await pool.query<{ id: string }>(
    `update graphile_worker._private_jobs set run_at = now() where id = any($1::bigint[]) and locked_by is null returning id`,
    [chosen.map(({ id }) => id)],
  )
  const ids = new Set(moved.map(({ id }) => String(id)))
  return chosen.filter(({ id }) => ids.has(String(id))).map(({ caseId, timer }) => ({ caseId, timer }))
}

/** Waits until no job is due any more. */
export async function settleTimers(pool: pg.Pool): Promise<void> {
  for (let tries = 0; ; tries++) {
    const { rows } = await pool.query(
      `select key, run_at, attempts, locked_by, last_error from graphile_worker._private_jobs
       where run_at <= now() or locked_by is not null limit 3`,
    )
    if (rows.length === 0) return
    if (tries > 600) throw new Error(`Jobs were still waiting after a minute: ${JSON.stringify(rows)}`)
    await new Promise((later) => setTimeout(later, 100))
  }
}
