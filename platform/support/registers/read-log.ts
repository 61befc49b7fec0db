import { setImmediate } from 'node:timers/promises'
import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import { ensureLogMonth, insertReads, type ReadRow } from './store.ts'

export type ReadLine = Omit<ReadRow, 'id' | 'read_at'>

/** Resolves once the line is committed; before that, no answer may leave. */
export type ReadLog = { append(line: ReadLine): Promise<Date> }

type Waiting = { row: ReadRow; done: (at: Date) => void; failed: (reason: unknown) => void }

const MOST_AT_ONCE = 500

/**
 * Writes read-log lines by group commit: while one insert is on its way, the lines of all other requests gather and go
 * together in the next. So a thousand reads a second cost a few inserts, and each still waits for its own commit.
 */
export function createReadLog({ db, clock, newId }: { db: Db; clock: Clock; newId: NewId }): ReadLog {
  let waiting: Waiting[] = []
  let writing = false
  let month = ''

  const write = async () => {
    writing = true
    // One request reads several registers at once: their lines then go in the same insert.
    await setImmediate()
    while (waiting.length > 0) {
      const group = waiting.slice(0, MOST_AT_ONCE)
      waiting = waiting.slice(MOST_AT_ONCE)
      try {
        for (const each of new Set(group.map(({ row }) => row.read_at.toISOString().slice(0, 7)))) {
          if (each !== month) await ensureLogMonth(db, `${each}-01`)
          month = each
        }
        await insertReads(
          db,
          group.map(({ row }) => row),
        )
        for (const { row, done } of group) done(row.read_at)
      } catch (error) {
        for (const { failed } of group) failed(error)
      }
    }
    writing = false
  }

  return {
    append: (line) =>
      new Promise((done, failed) => {
        waiting.push({ row: { ...line, id: newId(), read_at: clock() }, done, failed })
        if (!writing) void write()
      }),
  }
}
