import { type Compilable, CompiledQuery, type RawBuilder, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { wholeTransaction } from './late-begin.ts'

type Row = Record<string, unknown>

/** A statement that must touch a row, and the refusal when it touches none. */
type Insistence = { statement: RawBuilder<unknown>; otherwise: () => Error }
/** A statement that changes rows, or an expression whose function does. */
type Change = { statement: Compilable<unknown> } | { call: RawBuilder<unknown> }
type Insert = { table: string; once: boolean; rows: Row[] }
type Gathered = { rows: Map<string, Insert>; insistences: Insistence[]; changes: Change[] }

const waiting = new WeakMap<Transaction<unknown>, Gathered>()

/** What `ground.insist` raises. */
const touchedNothing = 'ZT001'

/** Begins to gather rows for this transaction; done by `inTransaction`. */
export function gatherRows(tx: Transaction<unknown>): void {
  waiting.set(tx, { rows: new Map(), insistences: [], changes: [] })
}

/**
 * Inserts rows that nothing in the transaction reads again (history, events, leaves): they wait and go together, in one round
 * trip for all tables, just before the commit. Rows of a table keep their order and must have the same columns. What the
 * database refuses of them it refuses then, and the transaction is undone as ever. With `once` a row that is there already is
 * left as it is.
 */
export async function insertAtCommit(
  tx: Transaction<unknown>,
  table: string,
  rows: readonly Row[],
  { once = false } = {},
): Promise<void> {
  if (rows.length === 0) return
  const gathered = waiting.get(tx)
  if (!gathered) {
    const values: unknown[] = []
    const text = insertText({ table, once, rows: [...rows] }, values)
    await tx.executeQuery(CompiledQuery.raw(text, values))
    return
  }
  const key = `${table} ${once}`
  const before = gathered.rows.get(key)
  if (before) before.rows.push(...rows)
  else gathered.rows.set(key, { table, once, rows: [...rows] })
}

/**
 * Runs, with what else waits for the commit, a statement that must touch at least one row; when it touches none the whole
 * transaction is undone and fails with `otherwise`. So a row that somebody else may have taken meanwhile needs neither a
 * lock nor a look beforehand. It sees the tables as they were before the other statements that wait.
 */
export async function insistAtCommit(
  tx: Transaction<unknown>,
  statement: RawBuilder<unknown>,
  otherwise: () => Error,
): Promise<void> {
  const gathered = waiting.get(tx)
  if (gathered) {
    gathered.insistences.push({ statement, otherwise })
    return
  }
  const { numAffectedRows } = await statement.execute(tx)
  if (!numAffectedRows) throw otherwise()
}

/** Runs an update or a delete with what else waits for the commit; no other of them may touch the same rows. */
export async function changeAtCommit(tx: Transaction<unknown>, statement: Compilable<unknown>): Promise<void> {
  const gathered = waiting.get(tx)
  if (gathered) gathered.changes.push({ statement })
  else await tx.executeQuery(statement.compile())
}

/** Calls a function of the database for what it does, such as adding a job, with what else waits for the commit. */
export async function callAtCommit(tx: Transaction<unknown>, call: RawBuilder<unknown>): Promise<void> {
  const gathered = waiting.get(tx)
  if (gathered) gathered.changes.push({ call })
  else await sql`select ${call}`.execute(tx)
}

/** Sends now what waits: before the commit, or before a savepoint that must hold it. `last` when only the commit follows. */
export async function sendRows(tx: Transaction<unknown>, { last = false } = {}): Promise<void> {
  const gathered = waiting.get(tx)
  if (!gathered || gathered.rows.size + gathered.insistences.length + gathered.changes.length === 0) return
  gatherRows(tx)
  const { insistences } = gathered
  const { text, values } = together(tx, gathered)
  try {
    await tx.executeQuery(CompiledQuery.raw(last ? wholeTransaction + text : text, values))
  } catch (error) {
    throw otherwiseOf(error, insistences) ?? error
  }
}

/** Forgets what waits, with a savepoint that is rolled back. */
export function dropRows(tx: Transaction<unknown>): void {
  if (waiting.has(tx)) gatherRows(tx)
}

type Statement = { text: string; values: unknown[] }

/** One statement for all of it: each part a `with` query; what is called, and the look at what was insisted on, last. */
function together(tx: Transaction<unknown>, { insistences, changes, rows }: Gathered): Statement {
  const values: unknown[] = []
  const textOf = ({ sql: text, parameters }: CompiledQuery): string => {
    const before = values.length
    values.push(...parameters)
    return before === 0 ? text : text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + before}`)
  }
  const parts: string[] = []
  const answers: string[] = []
  for (const [i, { statement }] of insistences.entries()) {
    parts.push(`must${i} as (${textOf(statement.compile(tx))} returning 1)`)
    // The function is there to raise an error: it is called for nothing else.
    answers.push(`case when not exists (select from must${i}) then ground.insist(false, ${i}) end`)
  }
  for (const [i, change] of changes.entries()) {
    if ('call' in change) answers.push(textOf(change.call.compile(tx)))
    else parts.push(`change${i} as (${textOf(change.statement.compile())})`)
  }
  for (const [i, insert] of [...rows.values()].entries()) parts.push(`part${i} as (${insertText(insert, values)})`)
  return { text: `${parts.length > 0 ? `with ${parts.join()} ` : ''}select ${answers.join()}`, values }
}

/** Written out by hand: a query builder makes an object of every value of every row, which costs more than all else of an act. */
function insertText({ table, rows, once }: Insert, values: unknown[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const lines = rows.map((row) => {
    const places = columns.map((name) => `$${values.push(row[name])}`)
    return `(${places.join()})`
  })
  const names = columns.map(quoted).join()
  const target = table.split('.').map(quoted).join('.')
  return `insert into ${target} (${names}) values ${lines.join()}${once ? ' on conflict do nothing' : ''}`
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

function otherwiseOf(error: unknown, insistences: Insistence[]): Error | undefined {
  if (!(error instanceof pg.DatabaseError) || error.code !== touchedNothing) return undefined
  return insistences[Number(error.message)]?.otherwise()
}
