import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { FaultReason, ImportFault, ImportMapping, RegisterImport } from './contract.ts'

export type RunRow = {
  id: string
  register: string
  fileName: string
  fileHash: string
  fileBytes: number
  columns: string[]
  mapping: ImportMapping
  mode: RegisterImport['mode']
  state: RegisterImport['state']
  problem: string | null
  position: number
  bytesRead: number
  accepted: number
  refused: number
  checksum: string
  added: number
  changed: number
  same: number
  ended: number
  startedBy: string
  version: number
  createdAt: Date
  finishedAt: Date | null
}

const columns = sql`id, register, file_name as "fileName", file_hash as "fileHash", file_bytes as "fileBytes", columns, mapping,
  mode, state, problem, position, bytes_read as "bytesRead", accepted, refused, checksum, added, changed, same, ended,
  started_by as "startedBy", version, created_at as "createdAt", finished_at as "finishedAt"`

export async function insertRun(tx: Tx, realm: string, row: RunRow): Promise<void> {
  await sql`insert into register_imports.run (realm, id, register, file_name, file_hash, file_bytes, columns, mapping, mode, state,
      started_by, created_at)
    values (${realm}, ${row.id}, ${row.register}, ${row.fileName}, ${row.fileHash}, ${row.fileBytes},
      ${JSON.stringify(row.columns)}, ${JSON.stringify(row.mapping)}, ${row.mode}, ${row.state}, ${row.startedBy},
      ${row.createdAt})`.execute(tx)
}

export async function selectRun(db: Db, realm: string, id: string): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`select ${columns} from register_imports.run
    where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0]
}

/** The newest first. */
export async function selectRuns(
  db: Db,
  realm: string,
  register: string | undefined,
  limit: number,
): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`select ${columns} from register_imports.run
    where realm = ${realm} and (${register ?? null}::text is null or register = ${register ?? null})
    order by created_at desc limit ${limit}`.execute(db)
  return rows
}

export type Change = Partial<Omit<RunRow, 'id' | 'register' | 'version'>>

/** Changes the run if it is still at this version; false when somebody else was first. */
export async function updateRun(tx: Tx, realm: string, row: RunRow, change: Change): Promise<boolean> {
  const next = { ...row, ...change }
  const { numAffectedRows } = await sql`update register_imports.run set mapping = ${JSON.stringify(next.mapping)},
      mode = ${next.mode}, state = ${next.state}, problem = ${next.problem}, position = ${next.position},
      bytes_read = ${next.bytesRead}, accepted = ${next.accepted}, refused = ${next.refused}, checksum = ${next.checksum},
      added = ${next.added}, changed = ${next.changed}, same = ${next.same}, ended = ${next.ended},
      finished_at = ${next.finishedAt}, version = version + 1
    where realm = ${realm} and id = ${row.id} and version = ${row.version}`.execute(tx)
  return numAffectedRows === 1n
}

export type NewFault = { line: number; no: number; reason: FaultReason; field?: string; detail: string }

export async function insertFaults(tx: Tx, realm: string, runId: string, faults: readonly NewFault[]): Promise<void> {
  if (faults.length === 0) return
  const list = <Key extends keyof NewFault>(key: Key) => faults.map((fault) => fault[key] ?? null)
  await sql`insert into register_imports.fault (realm, run_id, line, no, reason, field, detail)
    select ${realm}, ${runId}, * from unnest(${list('line')}::bigint[], ${list('no')}::int[], ${list('reason')}::text[],
      ${list('field')}::text[], ${faults.map(({ detail }) => detail.slice(0, 500))}::text[])`.execute(tx)
}

export async function deleteFaults(tx: Tx, realm: string, runId: string): Promise<void> {
  await sql`delete from register_imports.fault where realm = ${realm} and run_id = ${runId}`.execute(tx)
}

/** In the order of the file, after a place in it. */
export async function selectFaults(
  db: Db,
  realm: string,
  runId: string,
  { after, limit }: { after: { line: number; no: number }; limit: number },
): Promise<ImportFault[]> {
  const { rows } = await sql<Omit<ImportFault, 'field'> & { field: string | null }>`
    select line, no, reason, field, detail from register_imports.fault
    where realm = ${realm} and run_id = ${runId} and (line, no) > (${after.line}, ${after.no})
    order by line, no limit ${limit}`.execute(db)
  return rows.map(({ field, ...row }) => ({ ...row, ...(field === null ? {} : { field }) }))
}
