import { Refusal } from '#kernel/errors.ts'
import type { Mount } from './contract.ts'
import type { TestResult } from './store.ts'

export type MountNeeds = {
  now: () => Date
  newId: () => string
  /** Rows in force of a table of record. Refuses with `registers.missing`. */
  countRows: (realm: string, register: string) => Promise<number>
  ask: (asking: { system: string; id: string; question: unknown }) => Promise<Record<string, unknown>>
}

/** Goes to where an entry says its data is, and counts what is there. A refusal is what the test found, no failure of ours. */
export function createMountTest({ now, newId, countRows, ask }: MountNeeds) {
  async function count(realm: string, mount: Mount): Promise<number | undefined> {
    if (mount.kind === 'register') return countRows(realm, mount.register)
    const answer = await ask({ system: mount.system, id: newId(), question: { test: mount.question } })
    return Number.isSafeInteger(answer.rows) ? (answer.rows as number) : undefined
  }

  return async (realm: string, mount: Mount): Promise<TestResult> => {
    const at = now()
    try {
      const rows = await count(realm, mount)
      return { at, ok: true, ...(rows === undefined ? {} : { rows }) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { at, ok: false, says: error.code }
    }
  }
}
