import { createHash, createHmac, randomUUID } from 'node:crypto'
import { type Floor, prepared } from './floor.ts'

const masked = `uscc, name, left(legal_representative, 1) || repeat('*', greatest(char_length(legal_representative) - 2, 0))
  || right(legal_representative, 1) as legal_representative, status`
const inForce = `realm = '441900' and valid_to = 'infinity' and valid_from <= now()`
const findKey = prepared('key', 'select key_id from bench_floor.gateway_key where digest = $1')
const point = prepared('point', `select ${masked} from register.legal_entity where ${inForce} and uscc = $1 limit 2`)
const page = prepared('page', `select ${masked} from register.legal_entity where ${inForce} order by uscc limit 101`)
const logReads = prepared(
  'reads',
  `insert into bench_floor.gateway_read (id, at, subject, register, reader, fields, purpose)
   select * from unnest($1::uuid[], $2::timestamptz[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[])`,
)
const logCall = prepared(
  'call',
  `insert into bench_floor.gateway_call (id, at, key_id, register, rows, purpose) values ($1, $2, $3, $4, $5, $6)`,
)

/** What anybody would write by hand: the key, the record, the two logs, the signature; no grant, nonce, quota or cursor. */
export const gatewayFloor: Floor = {
  async prepare(pool) {
    await pool.query(`
      create table if not exists bench_floor.gateway_key (digest bytea primary key, key_id text not null);
      create table if not exists bench_floor.gateway_read (id uuid primary key, at timestamptz not null, subject bytea not null,
        register text not null, reader text not null, fields text not null, purpose text not null);
      create index if not exists gateway_read_subject on bench_floor.gateway_read (subject, at);
      create table if not exists bench_floor.gateway_call (id uuid primary key, at timestamptz not null, key_id text not null,
        register text not null, rows integer not null, purpose text not null)`)
    await pool.query('insert into bench_floor.gateway_key values ($1, $2) on conflict do nothing', [
      createHash('sha256').update('bench').digest(),
      'bench',
    ])
  },
  open:
    async (pool) =>
    async ({ path, query, token }) => {
      const known = await pool.query(findKey([createHash('sha256').update(token).digest()]))
      const keyId = known.rows[0]?.key_id as string | undefined
      if (!keyId) throw new Error('no key')
      const { rows } = await pool.query(path === '/point' ? point([query.get('uscc')]) : page([]))
      const items = rows.slice(0, 100) as { uscc: string }[]
      const at = new Date()
      const same = (text: string) => items.map(() => text)
      const subjects = items.map(({ uscc }) => createHash('sha256').update(uscc).digest())
      const ids = items.map(() => randomUUID())
      const register = same('legal-entity')
      await Promise.all([
        pool.query(
          logReads([
            ids,
            items.map(() => at),
            subjects,
            register,
            same(keyId),
            same('uscc,name'),
            same('核对参保单位'),
          ]),
        ),
        pool.query(logCall([randomUUID(), at, keyId, 'legal-entity', items.length, '核对参保单位'])),
      ])
      const body = JSON.stringify({ items })
      if (path !== '/point') return body
      const digest = createHash('sha256').update(body).digest('base64')
      const signature = createHmac('sha256', token).update(digest).digest('base64')
      return JSON.stringify({ items, digest, signature })
    },
}
