import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { type PostgresPool, type PostgresPoolClient, type PostgresQueryResult, type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import { beginLate } from './late-begin.ts'
import { isDatabaseLost } from './lost.ts'

/** A text earns a name when it comes the third time; longer ones, and those beyond the first 300, are parsed each time. */
const usesToName = 3
const longestText = 20_000
const mostNames = 300
const mostWatched = 2000

const mark = '/* planned afresh */ '

/**
 * Stands first in a statement whose best plan hangs on its values, as searches and long lists have it: PostgreSQL then plans
 * it each time. All others get one plan for any values once that proves no dearer.
 */
export const plannedAfresh: RawBuilder<never> = sql.raw(mark)

const patience = '/* takes its time */ '

/** Stands first in a statement that may take hours, such as a new index over all that a city has kept: nobody gives it up. */
export const takesItsTime: RawBuilder<never> = sql.raw(patience)

/** The longest that a timer of this machine can wait: 24 days. */
const forever = 2 ** 31 - 1

/**
 * A pool whose connections have PostgreSQL parse the statements that come again and again only once. Statements are told
 * apart by their text, so values must be parameters, as everywhere.
 */
export function preparingPool(pool: pg.Pool): PostgresPool {
  const nameOf = createNames()
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect()
      const preparing = known.get(client) ?? beginLate(preparingClient(client, nameOf))
      known.set(client, preparing)
      return preparing
    },
    end: () => pool.end(),
  }
}

function preparingClient(client: pg.PoolClient, nameOf: (text: string) => string | undefined): PostgresPoolClient {
  let outdated = false
  async function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    const name = values.length > 0 ? nameOf(text) : undefined
    try {
      const limit = text.startsWith(patience) ? { query_timeout: forever } : {}
      const statement = { text, values: values.map(asSent), ...(name ? { name } : {}), ...limit }
      return (await client.query(statement)) as unknown as PostgresQueryResult<Row>
    } catch (error) {
      // A table changed its shape under a plan that was kept ("cached plan must not change result type").
      if (error instanceof pg.DatabaseError && error.code === '0A000') outdated = true
      // The server has closed it; the driver hears of that a moment later, when somebody else may have it already.
      if (isDatabaseLost(error)) outdated = true
      // Nobody answers: what is asked next on this connection would wait behind what was never answered.
      if (error instanceof Error && error.message === 'Query read timeout')
        (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy()
      throw error
    }
  }
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || outdated),
  }
}

/** A moment as text that PostgreSQL reads; the driver puts the same together piece by piece. */
function asSent(value: unknown): unknown {
  if (!(value instanceof Date)) return value
  const text = Number.isNaN(value.getTime()) ? '' : value.toISOString()
  return text.length === 24 ? text : value
}

function createNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  const uses = new Map<string, number>()
  return (text) => {
    if (text.startsWith(mark)) return undefined
    const name = names.get(text)
    if (name || text.length > longestText || names.size >= mostNames) return name
    const count = (uses.get(text) ?? 0) + 1
    if (count < usesToName) {
      if (uses.size >= mostWatched) uses.clear()
      uses.set(text, count)
      return undefined
    }
    uses.delete(text)
    const made = createHash('sha256').update(text).digest('base64url').slice(0, 24)
    names.set(text, made)
    return made
  }
}
