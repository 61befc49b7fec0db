import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Log } from '../telemetry/log.ts'
import { gatherRows, sendRows } from './at-commit.ts'
import { createGate, type Gate } from './gate.ts'
import { isDatabaseLost } from './lost.ts'
import { preparingPool } from './prepared.ts'

/** The database as services pass it on; a store sees its own tables by `db.withTables<OwnTables>()`. */
export type Db = Kysely<unknown>
export type Tx = Transaction<unknown>

export type Database = { db: Db; pool: pg.Pool; close(): Promise<void> }

export type DatabaseOptions = {
  url: string
  log: Pick<Log, 'warn'>
  /** Connections at most; 10 unless told. */
  max?: number
  /** Milliseconds a statement may run; 30,000 unless told. */
  statementTimeout?: number
}

/**
 * Opens a pool that survives restarts of the server. Values arrive as: int8 → number (beyond 2^53 the query fails),
 * numeric → string, date → 'YYYY-MM-DD', timestamptz → Date, json → parsed.
 */
export function openDatabase({ url, log, max = 10, statementTimeout = 30_000 }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: { getTypeParser },
    application_name: 'zhengtong',
    // Statements that do not wait for each other go out together.
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // Beyond what the server itself allows: then it is not there any more, and nobody waits for it.
    query_timeout: statementTimeout + 5_000,
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
    statement_timeout: statementTimeout,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
  })
  pool.on('connect', (client) => {
    // The reason alone: the error carries the whole connection with its settings.
    client.on('error', ({ message }) => {
      if (!pool.ending) log.warn({ reason: message }, 'A database connection was lost')
    })
  })
  pool.on('error', () => undefined) // the same event of an idle connection again, told above
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: preparingPool(pool) }) })
  gates.set(db, createGate(Math.max(1, Math.floor(max * 0.75))))
  // Not db.destroy(): it leaves a pool open that only plain statements have used.
  return { db, pool, close: () => pool.end() }
}

/**
 * Transactions of a pool that run at once. Some connections are always left over: a transaction may look something up
 * beside itself (a cache, a block of numbers), and if every connection held a transaction that waits for one more, none
 * would ever end.
 */
const gates = new WeakMap<Db, Gate>()

/**
 * Runs `fn` in one transaction and commits what it did, or rolls all of it back when it throws. When PostgreSQL gives up
 * because of others (serialization failure, deadlock) `fn` runs again, three times at most, so it must only touch the
 * database. Inside a transaction it joins that one.
 */
export async function inTransaction<Result>(db: Db, fn: (tx: Tx) => Promise<Result>): Promise<Result> {
  if (isTransaction(db)) return fn(db)
  const gate = gates.get(db)
  return gate ? gate(() => transact(db, fn)) : transact(db, fn)
}

const afterRollback = new WeakMap<Tx, (() => void)[]>()

/** Gives back what was taken beside a transaction of `inTransaction`, if that is undone. A process that is killed gives nothing back. */
export function onRollback(tx: Tx, giveBack: () => void): void {
  afterRollback.get(tx)?.push(giveBack)
}

async function transact<Result>(db: Db, fn: (tx: Tx) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const taken: (() => void)[] = []
    try {
      return await db.transaction().execute(async (tx) => {
        gatherRows(tx)
        afterRollback.set(tx, taken)
        const result = await fn(tx)
        await sendRows(tx, { last: true })
        return result
      })
    } catch (error) {
      // After a commit whose answer was lost nobody knows: whoever gives back must look, or wait until that is settled.
      if (!isDatabaseLost(error)) for (const giveBack of taken) giveBack()
      if (attempt === 3 || !lostToOthers(error)) throw error
      await sleep(attempt * 10 * (1 + Math.random()))
    }
  }
}

/** Waits until the database answers. After `deadline` milliseconds (60,000 unless told) it fails with the last reason. */
export async function awaitDatabase(url: string, { deadline = 60_000, every = 200 } = {}): Promise<void> {
  const until = Date.now() + deadline
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
    client.on('error', () => undefined) // a connection that breaks here is told by connect or query below
    try {
      await client.connect()
      await client.query('select 1')
      return
    } catch (cause) {
      if (Date.now() > until) throw new Error(`The database did not answer within ${deadline} ms`, { cause })
      await sleep(every)
    } finally {
      await client.end().catch(() => undefined) // already closed
    }
  }
}

function isTransaction(db: Db): db is Tx {
  return db.isTransaction
}

/** 40001 serialization_failure, 40P01 deadlock_detected: PostgreSQL has undone the transaction and asks for another try. */
function lostToOthers(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01')
}

const asText = (text: string) => text
const asSafeInteger = (text: string) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} is beyond what a number holds exactly`)
  return value
}
const TEXT_ARRAY: number = 1009 // the driver's own type lists no arrays
const NUMERIC_ARRAY = 1231
const listOf = (parse: (text: string) => unknown) => (text: string) => {
  const entries: (string | null)[] = pg.types.getTypeParser(TEXT_ARRAY)(text)
  return entries.map((entry) => (entry === null ? null : parse(entry)))
}

/** `{"\\x0a",NULL}` cut at its commas, as no other list can be; the driver reads it letter by letter. */
const asListOfBytes = (text: string): (Buffer | null)[] => {
  if (text === '{}') return []
  return text
    .slice(1, -1)
    .split(',')
    .map((each) => (each === 'NULL' ? null : Buffer.from(each.slice(4, -1), 'hex')))
}

const ownParsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, asSafeInteger],
  [1016, listOf(asSafeInteger)], // int8[]
  [NUMERIC_ARRAY, listOf(asText)],
  [pg.types.builtins.DATE, asText],
  [1182, listOf(asText)], // date[]
  [1001, asListOfBytes], // bytea[]
])

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  ownParsers.get(oid) ?? pg.types.getTypeParser(oid, format ?? 'text')
