import type { PostgresPoolClient, PostgresQueryResult } from 'kysely'

/**
 * Stands at the start of a statement after which only the commit follows, which then goes with it. If nothing came before it either,
 * it is a transaction by itself and needs neither `begin` nor `commit`.
 */
export const wholeTransaction = '/* all of it */ '

const nothing: PostgresQueryResult<never> = { command: 'COMMIT', rowCount: 0, rows: [] }

/**
 * A connection that says `begin` only with the first statement that needs it, and `commit` together with the last: a transaction that
 * ends before has cost the database nothing, one that is a single statement costs one round trip instead of three, and others one
 * for each statement.
 */
export function beginLate(client: PostgresPoolClient): PostgresPoolClient {
  let transaction: 'none' | 'asked' | 'begun' | 'over' = 'none'

  async function query(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<unknown>> {
    if (text === 'begin') {
      transaction = 'asked'
      return nothing
    }
    if (text === 'commit' || text === 'rollback') {
      const begun = transaction === 'begun'
      transaction = 'none'
      if (!begun) return nothing
      return client.query(text, values)
    }
    const isLast = text.startsWith(wholeTransaction)
    if (transaction === 'begun' && isLast) {
      transaction = 'over'
      // Of a statement that failed PostgreSQL has undone everything, and says so to this commit.
      const [answer, ended] = await Promise.allSettled([client.query(text, values), client.query('commit', [])])
      if (answer.status === 'rejected') throw answer.reason
      if (ended.status === 'rejected') throw ended.reason
      return answer.value
    }
    if (transaction === 'asked' && !isLast) {
      transaction = 'begun'
      // Sent together: the statement waits for no answer to `begin`, and fails by itself if that does.
      const [, answer] = await Promise.all([client.query('begin', []), client.query(text, values)])
      return answer
    }
    return client.query(text, values)
  }

  return { ...client, query: query as PostgresPoolClient['query'] }
}
