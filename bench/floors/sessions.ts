import { createHash } from 'node:crypto'
import type pg from 'pg'
import { prepared } from './floor.ts'

const table = `
  create table if not exists bench_floor.session (
    token_hash bytea primary key, who text not null, expires_at timestamptz not null, ended_at timestamptz);`
const insert = prepared(
  'session',
  `insert into bench_floor.session values ($1, $2, now() + interval '1 day') on conflict do nothing`,
)
const select = prepared(
  'find-session',
  'select who from bench_floor.session where token_hash = $1 and ended_at is null and expires_at > now()',
)

/** As long as the platform trusts a session it has just seen. */
const trustMillis = 5_000

export type Sessions = (token: string) => Promise<string>

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** Opens a session for each of these people, whose token is their name. */
export async function openSessions(pool: pg.Pool, people: readonly string[]): Promise<void> {
  await pool.query(table)
  for (const who of people) await pool.query(insert([hashOf(who), who]))
}

/** Answers who is behind a token, and refuses others. */
export function createSessions(pool: pg.Pool): Sessions {
  const known = new Map<string, { who: string; until: number }>()
  return async (token) => {
    const hash = hashOf(token)
    const key = hash.toString('base64')
    const seen = known.get(key)
    if (seen && Date.now() < seen.until) return seen.who
    const { rows } = await pool.query(select([hash]))
    if (!rows[0]) throw new Error('nobody is signed in')
    const { who } = rows[0] as { who: string }
    known.set(key, { who, until: Date.now() + trustMillis })
    return who
  }
}
