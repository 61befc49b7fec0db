import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'

type Row = Record<string, unknown>
type Tables = Record<string, Row>

const waiting = new WeakMap<Transaction<unknown>, Map<string, Row[]>>()

/** Begins to gather rows for this transaction; done by `inTransaction`. */
export function gatherRows(tx: Transaction<unknown>): void {
  waiting.set(tx, new Map())
}

/**
 * Inserts rows that nothing in the transaction reads again (history, events, leaves): they wait and go together, in one round
 * trip for all tables, just before the commit. Rows of a table keep their order and must have the same columns. What the
 * database refuses of them it refuses then, and the transaction is undone as ever.
 */
export async function insertAtCommit(tx: Transaction<unknown>, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const gathered = waiting.get(tx)
  if (!gathered) {
    await insertInto(tx, table, rows).execute()
    return
  }
  const before = gathered.get(table)
  if (before) before.push(...rows)
  else gathered.set(table, [...rows])
}

/** Sends now what waits: before the commit, or before a savepoint that must hold it. */
export async function sendRows(tx: Transaction<unknown>): Promise<void> {
  const gathered = waiting.get(tx)
  if (!gathered || gathered.size === 0) return
  const inserts = [...gathered].map(([table, rows]) => insertInto(tx, table, rows))
  gathered.clear()
  const [only, second] = inserts
  if (only && !second) await only.execute()
  else await together(inserts.map((insert, i) => sql`${sql.ref(`part${i}`)} as (${insert})`)).execute(tx)
}

/** Forgets what waits, with a savepoint that is rolled back. */
export function dropRows(tx: Transaction<unknown>): void {
  waiting.get(tx)?.clear()
}

const insertInto = (db: Kysely<unknown>, table: string, rows: readonly Row[]) =>
  db
    .withTables<Tables>()
    .insertInto(table)
    .values([...rows])

const together = (parts: RawBuilder<unknown>[]) => sql`with ${sql.join(parts)} select`
