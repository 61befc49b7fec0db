import type { Clock } from '#ground/clock.ts'
import { type Db, insistAtCommit, onRollback, type Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { type Row, reserveNumbers, useNumber } from './store.ts'

/** A number reserved for so long by an act that never used it is given to another. */
const abandonedAfter = 60_000
/** Given back by an act that failed it is used again here, unless others may soon hold it for abandoned. */
const reusableFor = 30_000
const mostAtOnce = 100

type Taken = { number: number; at: number }

/**
 * Numbers of a row in which none is missing, without one act waiting for another: each is reserved in a statement of its own,
 * one for all who ask at the same time, and used up by the act as that commits. An act that fails gives its number back; one
 * that is killed leaves it reserved, and the next letter gets it a minute later.
 */
export function createGapless({ db, clock, newId }: { db: Db; clock: Clock; newId: NewId }) {
  const holder = newId()
  const back = new Map<string, Taken[]>()
  const asking = new Map<string, { give: (taken: Taken) => void; fail: (error: unknown) => void }[]>()
  const keyOf = (row: Row) => JSON.stringify([row.realm, row.type, row.departmentId, row.scope])

  async function serve(row: Row, key: string): Promise<void> {
    for (let queue = asking.get(key); queue && queue.length > 0; queue = asking.get(key)) {
      const lot = queue.splice(0, mostAtOnce)
      const now = clock()
      const by = { holder, now, abandonedBefore: new Date(now.getTime() - abandonedAfter) }
      try {
        // On a connection beside the acts, which hold theirs: `inTransaction` would wait for a place that none of them leaves.
        const numbers = await reserveNumbers(db, row, lot.length, by)
        for (const [i, { give }] of lot.entries()) give({ number: numbers[i]!, at: now.getTime() })
      } catch (error) {
        for (const { fail } of lot) fail(error)
      }
    }
    asking.delete(key)
  }

  function reserve(row: Row, key: string): Promise<Taken> {
    return new Promise((give, fail) => {
      const queue = asking.get(key)
      if (queue) queue.push({ give, fail })
      else {
        asking.set(key, [{ give, fail }])
        void serve(row, key)
      }
    })
  }

  function takeBack(key: string): Taken | undefined {
    const since = clock().getTime() - reusableFor
    const fresh = (back.get(key) ?? []).filter(({ at }) => at > since).sort((a, b) => a.number - b.number)
    const first = fresh.shift()
    back.set(key, fresh)
    return first
  }

  return {
    /** The next number for this act, which uses it up with its commit. */
    async next(tx: Tx, row: Row): Promise<number> {
      const key = keyOf(row)
      const taken = takeBack(key) ?? (await reserve(row, key))
      let isOurs = true
      onRollback(tx, () => {
        if (isOurs) back.set(key, [...(back.get(key) ?? []), taken])
      })
      await insistAtCommit(tx, useNumber(row, taken.number, holder), () => {
        // The act took longer than a minute, and somebody else has its number now.
        isOurs = false
        return new Refusal('unavailable', 'credentials.number-lapsed', 'The act took too long; please try again')
      })
      return taken.number
    },
  }
}

export type Gapless = ReturnType<typeof createGapless>
