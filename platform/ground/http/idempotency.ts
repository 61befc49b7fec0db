import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { Refusal } from '#kernel/errors.ts'
import { type Db, insistAtCommit, type Tx } from '../database/index.ts'
import { actorOf } from './actor.ts'
import type { RouteConfig } from './app.ts'

/** Thrown when the same request was answered before: the handler of problems gives that answer again. */
export class Answered extends Error {
  readonly status: number
  readonly body: unknown

  constructor(status: number, body: unknown) {
    super('This request was answered before')
    this.status = status
    this.body = body
  }
}

/** Ends a transaction whose request was answered before; what is sent is that answer. */
class AnsweredBefore extends Error {
  override message = 'This request was answered before'
}

/**
 * The right to answer one Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07). A verb calls `answer` in its own
 * transaction, so the act and its answer are kept together or not at all. Nobody looks beforehand, since keys hardly ever
 * come twice: an act that was done before fails, at the latest with its commit, and the kept answer is sent instead.
 */
export type Claim = { answer(tx: Tx, status: number, body: unknown): Promise<void> }

type Held = Claim & { recall(): Promise<Answered | Refusal | undefined> }

const claims = new WeakMap<FastifyRequest, Held>()

/** The claim of this request, if it carried a key. */
export function claimOf(request: FastifyRequest): Claim | undefined {
  return claims.get(request)
}

/** What a request that failed was answered when it came before with the same key; asked once a request. */
export async function recallAnswer(request: FastifyRequest): Promise<Answered | Refusal | undefined> {
  const claim = claims.get(request)
  claims.delete(request)
  return claim?.recall()
}

export const isClaimed = (request: FastifyRequest): boolean => claims.has(request)

type Row = { fingerprint: Buffer; status: number; body: unknown }

/** Readies the claim of a request that carries a key. Answers are kept for 24 hours. */
export async function claimKey(request: FastifyRequest, db: Db): Promise<void> {
  const wanted = (request.routeOptions.config as Partial<RouteConfig>).idempotency
  if (!wanted) return
  const key = keyOf(request)
  if (key === undefined) {
    if (wanted === 'optional') return
    throw new Refusal(
      'invalid',
      'http.idempotency-key-missing',
      'Send an Idempotency-Key header of 8 to 128 characters',
    )
  }
  const actor = actorOf(request)
  const principal = actor.kind === 'anonymous' ? `ip:${actor.ip}` : actor.accountId
  const scope = digest([actor.realm, principal, request.method, request.url.split('?')[0]!, key])
  const fingerprint = digest([request.url, JSON.stringify(request.body ?? null)])

  claims.set(request, {
    answer(tx, status, body) {
      const text = JSON.stringify(body)
      const keep = sql`
        insert into ground.idempotency (scope, fingerprint, status, body)
        values (${scope}, ${fingerprint}, ${status}, ${text}) on conflict (scope) do nothing`
      return insistAtCommit(tx, keep, () => new AnsweredBefore())
    },
    async recall() {
      const before = await find(db, scope)
      return before && answerAgain(before, fingerprint)
    },
  })
}

/** Forgets answers older than 24 hours. */
export async function forgetAnswers(db: Db): Promise<void> {
  await sql`delete from ground.idempotency where answered_at < now() - interval '24 hours'`.execute(db)
}

function answerAgain(row: Row, fingerprint: Buffer): Answered | Refusal {
  if (!row.fingerprint.equals(fingerprint))
    return new Refusal('invalid', 'http.idempotency-key-reused', 'The key belongs to a request with other content')
  return new Answered(row.status, row.body)
}

async function find(db: Db, scope: Buffer): Promise<Row | undefined> {
  const { rows } =
    await sql<Row>`select fingerprint, status, body from ground.idempotency where scope = ${scope}`.execute(db)
  return rows[0]
}

/** The key as sent: bare, or as the structured-field string of the draft, in quotes. */
function keyOf(request: FastifyRequest): string | undefined {
  const sent = request.headers['idempotency-key']
  if (typeof sent !== 'string') return undefined
  const key = /^"(.*)"$/.exec(sent)?.[1] ?? sent
  if (!/^[\x21-\x7e]{8,128}$/.test(key))
    throw new Refusal(
      'invalid',
      'http.idempotency-key-missing',
      'An Idempotency-Key has 8 to 128 visible ASCII characters',
    )
  return key
}

function digest(parts: string[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part)
  return hash.digest()
}
