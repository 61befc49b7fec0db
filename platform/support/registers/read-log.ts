import type { Clock } from '#ground/clock.ts'
import { type Db, inGroups } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import { ensureLogMonth, insertReads, type ReadGroup, type ReadRow } from './store.ts'

export type ReadLine = Omit<ReadRow, 'id' | 'read_at' | 'subject_index'>

/** Resolves once a line for each subject is committed; before that, no answer may leave. */
export type ReadLog = { append(read: ReadLine, subjects: readonly (Buffer | null)[]): Promise<Date> }

/**
 * Writes read-log lines by group commit, so a thousand reads a second cost a few inserts. One request reads several registers at once: their lines go in the same insert.
 */
export function createReadLog({ db, clock, newId }: { db: Db; clock: Clock; newId: NewId }): ReadLog {
  let month = ''

  const put = inGroups(async (rows: ReadGroup[]) => {
    for (const each of new Set(rows.map(({ read_at }) => read_at.toISOString().slice(0, 7)))) {
      if (each !== month) await ensureLogMonth(db, `${each}-01`)
      month = each
    }
    await insertReads(db, rows)
  })

  return {
    async append(read, subjects) {
      const read_at = clock()
      await put({ ...read, read_at, lines: subjects.map((subject) => ({ id: newId(), subject })) })
      return read_at
    },
  }
}
