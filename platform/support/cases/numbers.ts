import type { Db } from '#ground/database/index.ts'
import { projectNo } from '#kernel/codes/case-number.ts'
import { takeNumbers } from './store.ts'

/** How many numbers one process takes at a time. Those left over at midnight or after a crash are never used. */
const blockSize = 50

export type CaseNumbers = { next(realm: string, date: string, taskCode?: string): Promise<string> }

/**
 * 办件编号, unique, rising, not gapless: with the item's 31-character task code as standards A7 has it, else
 * `<realm><yyyymmdd><6 digits>`. Each process hands out its own block of the day, taken in a transaction of its own.
 */
export function createCaseNumbers(db: Db): CaseNumbers {
  const blocks = new Map<string, { next: number; end: number }>()
  const pending = new Map<string, Promise<void>>()

  async function refill(realm: string, date: string): Promise<void> {
    const key = `${realm} ${date}`
    const running =
      pending.get(key) ??
      takeNumbers(db, realm, date, blockSize)
        .then((first) => {
          blocks.clear()
          blocks.set(key, { next: first, end: first + blockSize })
        })
        .finally(() => pending.delete(key))
    pending.set(key, running)
    await running
  }

  return {
    async next(realm, date, taskCode) {
      const key = `${realm} ${date}`
      for (;;) {
        const block = blocks.get(key)
        if (block && block.next < block.end) {
          const sequence = block.next++
          if (taskCode?.length === 31) return projectNo({ taskCode, date, sequence })
          return `${realm}${date.replaceAll('-', '')}${String(sequence).padStart(6, '0')}`
        }
        await refill(realm, date)
      }
    },
  }
}
