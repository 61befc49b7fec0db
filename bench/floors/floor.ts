import type pg from 'pg'

export type Call = { path: string; query: URLSearchParams; body: Record<string, unknown>; key: string; token: string }

/** A hand-written program. */
export type Floor = {
  /** Makes its tables, once for all processes. */
  prepare?(pool: pg.Pool): Promise<void>
  /** Answers each call with JSON text. */
  open(pool: pg.Pool): Promise<(call: Call) => Promise<string>>
}

/** A statement that PostgreSQL parses once a connection. */
export function prepared(name: string, text: string): (values: unknown[]) => pg.QueryConfig {
  return (values) => ({ name, text, values })
}

/** One transaction on one connection. */
export async function transaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
