import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import { cityDate } from '#kernel/working-days.ts'
import { ensureHistoryMonths } from './store.ts'

/** Makes the coming months of history, so that no act ever waits for one. To be run at the start and now and then. */
export const historyMonths =
  ({ db, clock }: { db: Db; clock: Clock }) =>
  (): Promise<void> =>
    ensureHistoryMonths(db, cityDate(clock()))
