import type { Db, Tx } from '#ground/database/index.ts'
import type { EntryContent } from './contract.ts'
import { findByRegister, findEntry } from './store.ts'

/** An entry in force, for other modules of the data net. */
export type LiveEntry = { id: string; code: string; departmentId: string; content: EntryContent }

const live = (row: Awaited<ReturnType<typeof findEntry>>): LiveEntry | undefined =>
  row?.live && row.code ? { id: row.id, code: row.code, departmentId: row.department_id, content: row.live } : undefined

export const liveEntry = async (db: Db | Tx, realm: string, id: string) => live(await findEntry(db, realm, id))
export const liveEntryOf = async (db: Db | Tx, realm: string, register: string) =>
  live(await findByRegister(db, realm, register))
