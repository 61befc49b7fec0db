import { sql } from 'kysely'
import { type Db, insertAtCommit, type Tx } from '#ground/database/index.ts'
import type { StockImport, StockLine, StockLineState, StockMapping } from './contract.ts'

export type ImportRow = {
  id: string
  type: string
  departmentId: string
  fileName: string
  fileHash: string
  columns: string[]
  of: number
  mapping: StockMapping
  state: StockImport['state']
  trial: boolean
  problem: string | null
  position: number
  issued: number
  repaired: number
  unchanged: number
  refused: number
  startedBy: string
  starterId: string
  version: number
  createdAt: Date
  finishedAt: Date | null
}

const columns = sql`id, type, department_id as "departmentId", file_name as "fileName", file_hash as "fileHash", columns, "of",
  mapping, state, trial, problem, position, issued, repaired, unchanged, refused, started_by as "startedBy",
  starter_id as "starterId", version, created_at as "createdAt", finished_at as "finishedAt"`

const numbers = ['of', 'position', 'issued', 'repaired', 'unchanged', 'refused'] as const

const rowOf = (row: ImportRow): ImportRow => ({
  ...row,
  ...Object.fromEntries(numbers.map((name) => [name, Number(row[name])])),
})

export async function insertImport(tx: Tx, realm: string, row: ImportRow): Promise<void> {
  await sql`insert into stock_licences.import (realm, id, type, department_id, file_name, file_hash, columns, "of", mapping, state,
      trial, started_by, starter_id, created_at)
    values (${realm}, ${row.id}, ${row.type}, ${row.departmentId}, ${row.fileName}, ${row.fileHash},
      ${JSON.stringify(row.columns)}, ${row.of}, ${JSON.stringify(row.mapping)}, ${row.state}, ${row.trial}, ${row.startedBy},
      ${row.starterId}, ${row.createdAt})`.execute(tx)
}

export async function selectImport(db: Db | Tx, realm: string, id: string): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`select ${columns} from stock_licences.import
    where realm = ${realm} and id = ${id}`.execute(db)
  return rows[0] && rowOf(rows[0])
}

export async function selectImports(db: Db, realm: string, limit: number): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`select ${columns} from stock_licences.import
    where realm = ${realm} order by created_at desc limit ${limit}`.execute(db)
  return rows.map(rowOf)
}

export type Change = Partial<
  Pick<
    ImportRow,
    | 'mapping'
    | 'state'
    | 'trial'
    | 'problem'
    | 'position'
    | 'issued'
    | 'repaired'
    | 'unchanged'
    | 'refused'
    | 'finishedAt'
  >
>

/** Changes the import if it is still at this version; false when somebody else was first. */
export async function updateImport(tx: Tx, realm: string, row: ImportRow, change: Change): Promise<boolean> {
  const next = { ...row, ...change }
  const { numAffectedRows } = await sql`update stock_licences.import set mapping = ${JSON.stringify(next.mapping)},
      state = ${next.state}, trial = ${next.trial}, problem = ${next.problem}, position = ${next.position},
      issued = ${next.issued}, repaired = ${next.repaired}, unchanged = ${next.unchanged}, refused = ${next.refused},
      finished_at = ${next.finishedAt}, version = version + 1
    where realm = ${realm} and id = ${row.id} and version = ${row.version}`.execute(tx)
  return numAffectedRows === 1n
}

/** Two imports of a type take turns batch by batch, so that neither issues a number that the other is issuing. */
export async function takeTurn(tx: Tx, realm: string, type: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`stock:${realm}:${type}`}, 0))`.execute(tx)
}

export async function insertLines(tx: Tx, realm: string, importId: string, lines: readonly StockLine[]): Promise<void> {
  await insertAtCommit(
    tx,
    'stock_licences.line',
    lines.map((line) => ({
      realm,
      import_id: importId,
      line: line.line,
      state: line.state,
      number: line.number ?? null,
      holder: line.holder ?? null,
      credential_id: line.credentialId ?? null,
      repairs: JSON.stringify(line.repairs),
      reason: line.reason ?? null,
      detail: line.detail ?? null,
    })),
  )
}

/** What a trial said is put away before the lines are read in earnest. */
export async function deleteLines(tx: Tx, realm: string, importId: string): Promise<void> {
  await sql`delete from stock_licences.line where realm = ${realm} and import_id = ${importId}`.execute(tx)
}

export async function selectLines(
  db: Db,
  realm: string,
  importId: string,
  find: { state?: StockLineState | undefined; after: number; limit: number },
): Promise<StockLine[]> {
  const { rows } = await sql<StockLine & { credentialId: string | null }>`
    select line::int as line, state, number, holder, credential_id as "credentialId", repairs, reason, detail
    from stock_licences.line
    where realm = ${realm} and import_id = ${importId} and line > ${find.after}
      ${find.state ? sql`and state = ${find.state}` : sql``}
    order by line limit ${find.limit}`.execute(db)
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as StockLine)
}

/** Of these numbers, those that an earlier line of the same file has; for trials, in which nothing is issued. */
export async function selectNumbersRead(
  tx: Tx,
  realm: string,
  importId: string,
  wanted: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`select number from stock_licences.line
    where realm = ${realm} and import_id = ${importId} and number = any(${[...wanted]}) and state <> 'refused'`.execute(
    tx,
  )
  return rows.map(({ number }) => number)
}
