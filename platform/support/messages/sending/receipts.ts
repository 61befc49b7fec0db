import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Receipt, TakeReceipts } from '../providers/provider.ts'
import { settle, storeReceipts } from './store.ts'

/** Receipts come in crowds: those of a moment are written down together. */
const moment = 50

/** Writes receipts down and settles their messages. Whoever brought one is answered when it is safe. */
export function createReceipts({ db, clock }: { db: Db; clock: Clock }): TakeReceipts {
  const waiting = new Map<string, { receipts: Receipt[]; written: Promise<void> }>()
  return (provider, receipts) => {
    const crowd = waiting.get(provider)
    if (crowd) {
      crowd.receipts.push(...receipts)
      return crowd.written
    }
    const gathered = [...receipts]
    const written = sleep(moment).then(async () => {
      waiting.delete(provider)
      await inTransaction(db, (tx) => storeReceipts(tx, provider, gathered, clock()))
      // Only once it is stored for all to see: a hand-over written down at the same moment settles after us, or we after it.
      await inTransaction(db, (tx) => settle(tx, provider, [...new Set(gathered.map(({ ref }) => ref))]))
    })
    waiting.set(provider, { receipts: gathered, written })
    return written
  }
}
