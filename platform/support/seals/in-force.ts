import type { Db } from '#ground/database/index.ts'
import type { Seal } from './contract.ts'
import { selectUsable } from './store.ts'

const FRESH_FOR_MS = 2_000

/**
 * The seals that departments sign with now, remembered for two seconds. That is safe: the commit notes a use only while the
 * seal is in force, so one that another process has just suspended seals nothing.
 */
export function createSealsInForce(db: Db) {
  const known = new Map<string, { until: number; seal: Promise<Seal | undefined> }>()
  const keyOf = (realm: string, departmentId: string) => `${realm} ${departmentId}`
  return {
    find(realm: string, departmentId: string): Promise<Seal | undefined> {
      const key = keyOf(realm, departmentId)
      const held = known.get(key)
      if (held && performance.now() < held.until) return held.seal
      const seal = selectUsable(db, realm, departmentId)
      known.set(key, { until: performance.now() + FRESH_FOR_MS, seal })
      seal.then(
        (found) => found?.state === 'issued' || known.delete(key),
        () => known.delete(key),
      )
      return seal
    },
    forget(realm: string, departmentId: string): void {
      known.delete(keyOf(realm, departmentId))
    },
  }
}
