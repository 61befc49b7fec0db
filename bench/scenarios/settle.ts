import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

const busy = `select exists (select from ground.outbox) or exists (select from ledger.pending)
  or exists (select from ledger.tree t where size > coalesce((select max(size) from ledger.head h where h.realm = t.realm), 0)) as busy`

const floorBusy = 'select exists (select from bench_floor.outbox) or exists (select from bench_floor.pending) as busy'

/** Waits until every event was heard, and every ledger leaf has its position under a signed head. */
export const settlePlatform = (pool: pg.Pool): Promise<void> => untilIdle(pool, busy)

/** Waits until a floor has done the same. */
export const settleFloor = (pool: pg.Pool): Promise<void> => untilIdle(pool, floorBusy)

async function untilIdle(pool: pg.Pool, question: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { rows } = await pool.query(question)
    if (!rows[0].busy) return
    await sleep(50)
  }
  throw new Error('Events or ledger leaves were still waiting after half a minute')
}
