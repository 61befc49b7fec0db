import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { hash as hashPassword, verify as verifyPassword } from '@node-rs/argon2'
import { type Floor, prepared, transaction } from './floor.ts'

const signAsync = promisify(sign)
const newToken = () => randomBytes(32).toString('base64url')
const hashOf = (token: string) => createHash('sha256').update(token).digest()

const insertSession = prepared(
  'open-session',
  `insert into bench_floor.opened (token_hash, who, expires_at) values ($1, $2, now() + interval '12 hours')`,
)
const opened =
  'create table if not exists bench_floor.opened (token_hash bytea primary key, who text, expires_at timestamptz)'

/** One argon2id of the platform's cost, off the main thread, and one row. */
export const passwordFloor: Floor = {
  prepare: async (pool) => void (await pool.query(opened)),
  async open(pool) {
    const stored = await hashPassword('Zhengtong-2026', { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
    return async ({ body }) => {
      if (!(await verifyPassword(stored, String(body.password)))) throw new Error('wrong')
      const token = newToken()
      await pool.query(insertSession([hashOf(token), String(body.username)]))
      return JSON.stringify({ token })
    }
  },
}

const putChallenge = prepared('challenge', 'insert into bench_floor.challenge values ($1)')
const takeChallenge = prepared('take', 'delete from bench_floor.challenge where id = $1 returning id')

/** A challenge kept; then one ES256 signature checked, the challenge taken and one row, in one transaction. */
export const passkeyFloor: Floor = {
  prepare: async (pool) => {
    await pool.query(opened)
    await pool.query('create table if not exists bench_floor.challenge (id text primary key)')
  },
  open:
    async (pool) =>
    async ({ path, body }) => {
      if (path === '/options') {
        const challenge = newToken()
        await pool.query(putChallenge([challenge]))
        return JSON.stringify({ challenge })
      }
      const { key, data, signature, challenge } = body as Record<string, string>
      const signed = Buffer.from(data ?? '', 'base64url')
      const spki = { key: Buffer.from(key ?? '', 'base64url'), format: 'der', type: 'spki' } as const
      if (!verify('sha256', signed, spki, Buffer.from(signature ?? '', 'base64url'))) throw new Error('wrong')
      const token = newToken()
      await transaction(pool, async (client) => {
        if ((await client.query(takeChallenge([challenge]))).rowCount !== 1) throw new Error('not asked')
        await client.query(insertSession([hashOf(token), 'somebody']))
      })
      return JSON.stringify({ token })
    },
}

const tokens = `create table if not exists bench_floor.token
  (token_hash bytea primary key, who text not null, kind text not null, used_at timestamptz)`
const insertTokens = prepared(
  'tokens',
  `insert into bench_floor.token (token_hash, who, kind) values ($1, $3, 'access'), ($2, $3, 'refresh')`,
)
const useToken = prepared(
  'use-token',
  'update bench_floor.token set used_at = now() where token_hash = $1 and kind = $2 and used_at is null returning who',
)
const insertCode = prepared('code', `insert into bench_floor.token (token_hash, who, kind) values ($1, $2, 'code')`)

function issuer() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return async (who: string) => {
    const text = `${part({ alg: 'ES256', kid: 'floor' })}.${part({ sub: who, aud: 'floor', iat: Math.floor(Date.now() / 1000) })}`
    const signature = await signAsync('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
    return `${text}.${signature.toString('base64url')}`
  }
}

/** One transaction that uses up what was brought and keeps an access and a refresh token; one ES256 identity token. */
function exchange(kind: 'code' | 'refresh'): Floor {
  return {
    prepare: async (pool) => void (await pool.query(tokens)),
    async open(pool) {
      const identityToken = issuer()
      return async ({ path, body }) => {
        if (path === '/begin') {
          const code = newToken()
          await pool.query(insertCode([hashOf(code), 'somebody']))
          return JSON.stringify({ code })
        }
        const [access, refresh] = [newToken(), newToken()]
        const who = await transaction(pool, async (client) => {
          const given = String(body.token ?? '')
          const { rows } = given ? await client.query(useToken([hashOf(given), kind])) : { rows: [{ who: 'somebody' }] }
          if (!rows[0]) throw new Error('used')
          await client.query(insertTokens([hashOf(access), hashOf(refresh), rows[0].who]))
          return String(rows[0].who)
        })
        return JSON.stringify({ access_token: access, refresh_token: refresh, id_token: await identityToken(who) })
      }
    },
  }
}

export const codeFloor = exchange('code')
export const refreshFloor = exchange('refresh')
