import type pg from 'pg'
import type { Db } from '../database/index.ts'
import { queueState } from '../jobs/store.ts'
import { countWaiting } from '../outbox/store.ts'
import type { Metrics } from '../telemetry/metrics.ts'

/** Figures of the work behind the answers. While the database is away they are unknown (NaN), and the rest is served. */
export function watchWork({ db, pool, metrics }: { db: Db; pool: pg.Pool; metrics: Metrics }): void {
  const unknown = () => Number.NaN
  const queue = async (of: (state: Awaited<ReturnType<typeof queueState>>) => number) =>
    queueState(pool).then(of, unknown)
  metrics.watch('zt_outbox_waiting', 'Events that wait for their reactions, 100,000 at most', () =>
    countWaiting(db).catch(unknown),
  )
  metrics.watch('zt_jobs_due', 'Jobs and timers whose time has come, 1,000 at most', () => queue(({ due }) => due))
  metrics.watch('zt_jobs_late_seconds', 'How late the most overdue job is', () => queue(({ late }) => late))
  metrics.watch('zt_jobs_given_up', 'Jobs that failed too often; an operator must look', () =>
    queue(({ givenUp }) => givenUp),
  )
}
