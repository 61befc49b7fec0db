import type { Db, Tx } from '#ground/database/index.ts'
import { takeSerials } from './store.ts'

/** How many numbers one process takes at a time; those left over after a stop are never used. */
const blockSize = 20

/**
 * Serial numbers that no other act gets and that need not be without gaps: each process hands out its own block of a
 * scope's sequence, so that issuing waits for nobody.
 */
export function createSerials(db: Db) {
  const blocks = new Map<string, number[]>()
  const refills = new Map<string, Promise<void>>()

  async function refill(key: string, realm: string, type: string, scope: string): Promise<void> {
    // Not by `inTransaction`: those who wait here hold its places already, and none would come free.
    const take = (tx: Tx) => takeSerials(tx, realm, type, scope, blockSize)
    blocks.set(key, await db.transaction().execute(take))
  }

  return {
    async next(realm: string, type: string, scope: string): Promise<number> {
      const key = `${realm}/${type}/${scope}`
      for (;;) {
        const number = blocks.get(key)?.shift()
        if (number !== undefined) return number
        const running = refills.get(key) ?? refill(key, realm, type, scope).finally(() => refills.delete(key))
        refills.set(key, running)
        await running
      }
    },
  }
}

export type Serials = ReturnType<typeof createSerials>
