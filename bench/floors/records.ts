import { createHash, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { canonicalJson } from '../../platform/kernel/canonical-json.ts'
import { queryCode } from '../../platform/kernel/codes/case-number.ts'
import { cryptoSuite } from '../../platform/kernel/crypto/suites.ts'
import { fillRandom } from '../../platform/kernel/random.ts'
import { prepared } from './floor.ts'
import { seal } from './sealing.ts'

// What every act of the platform leaves behind, written by hand: history, a signed document, ledger leaf, event, answer.

export const tables = `
  create table if not exists bench_floor."case" (
    id uuid primary key, no text not null unique, query_code text not null unique, lookup_index bytea not null, party_id uuid not null, party_name text not null,
    item text not null, status text not null, outcome text, answers bytea not null, state jsonb not null, version int not null,
    submitted_at timestamptz not null, closed_at timestamptz);
  create index if not exists case_party on bench_floor."case" (party_id, submitted_at desc);
  create table if not exists bench_floor.step (
    case_id uuid not null, seq int not null, at timestamptz not null, verb text not null, name text not null, actor text not null,
    status text not null, digest bytea not null, data jsonb, primary key (case_id, seq));
  create table if not exists bench_floor.document (
    id uuid primary key, number text not null unique, holder uuid not null, case_id uuid not null, record bytea not null,
    digest bytea not null, signature bytea not null, issued_at timestamptz not null, verify_code text not null unique);
  create index if not exists document_holder on bench_floor.document (holder, issued_at desc);
  create table if not exists bench_floor.seal (id int primary key, state text not null);
  insert into bench_floor.seal values (1, 'issued') on conflict do nothing;
  create table if not exists bench_floor.seal_use (
    document_id uuid primary key, seal_id int not null, digest bytea not null, operator text not null, case_id uuid not null, at timestamptz not null);
  create table if not exists bench_floor.pending (
    id uuid primary key, subject uuid not null, digest bytea not null, hash bytea not null, at timestamptz not null);
  create table if not exists bench_floor.outbox (
    id bigint generated always as identity primary key, event_id uuid not null, subject uuid not null, data jsonb not null,
    at timestamptz not null);
  create table if not exists bench_floor.answer (
    scope bytea primary key, status int not null, body jsonb not null, at timestamptz not null);`

export const signer = cryptoSuite('GM').signer(cryptoSuite('GM').generateKeys().privateKey)

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

const insertStep = (rows: number) =>
  prepared(
    `steps-${rows}`,
    `insert into bench_floor.step values ${Array.from({ length: rows }, (_, row) => `(${Array.from({ length: 9 }, (_, column) => `$${row * 9 + column + 1}`).join()})`).join()}`,
  )
const stepInserts = new Map([2, 3, 5].map((rows) => [rows, insertStep(rows)]))
const insertDocument = prepared(
  'document',
  'insert into bench_floor.document values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
)
/** 用章记录: a seal that is not in force seals nothing. */
const insertSealUse = prepared(
  'seal-use',
  `insert into bench_floor.seal_use select $1, id, $2, $3, $4, $5 from bench_floor.seal where id = 1 and state = 'issued'`,
)
const insertLeaf = prepared('leaf', 'insert into bench_floor.pending values ($1, $2, $3, $4, $5)')
const insertEvent = prepared(
  'event',
  'insert into bench_floor.outbox (event_id, subject, data, at) values ($1, $2, $3, $4)',
)
const insertAnswer = prepared('answer', 'insert into bench_floor.answer values ($1, $2, $3, $4)')

export type Step = { verb: string; name: string; actor: string; status: string; data?: unknown }

export async function writeSteps(
  client: pg.PoolClient,
  caseId: string,
  first: number,
  steps: Step[],
  now: Date,
): Promise<void> {
  const values = steps.flatMap(({ verb, name, actor, status, data }, i) => {
    const text = JSON.stringify(data ?? null)
    return [caseId, first + i, now, verb, name, actor, status, sha256(text), text]
  })
  await client.query(stepInserts.get(steps.length)!(values))
}

/** A document with one real SM2 signature over its canonical form, kept sealed, and the use of the office's seal. */
export async function writeDocument(
  client: pg.PoolClient,
  record: { holder: string; caseId: string; operator: string; content: unknown },
  now: Date,
): Promise<string> {
  const id = randomUUID()
  const number = `ZT${id.replaceAll('-', '').toUpperCase()}`
  const verifyCode = queryCode(fillRandom)
  const text = canonicalJson({ id, number, verifyCode, ...record, issuedAt: now.toISOString() })
  const bytes = Buffer.from(text)
  const digest = cryptoSuite('GM').hash(bytes)
  const { holder, caseId, operator } = record
  await client.query(
    insertDocument([id, number, holder, caseId, seal(text), digest, signer.sign(bytes), now, verifyCode]),
  )
  const { rowCount } = await client.query(insertSealUse([id, digest, operator, caseId, now]))
  if (rowCount !== 1) throw new Error('the seal is not in force')
  await writeLeaf(client, id, digest, now)
  return number
}

export async function writeLeaf(client: pg.PoolClient, subject: string, digest: Buffer, now: Date): Promise<void> {
  const hash = createHash('sha256').update(Buffer.of(0)).update(digest).digest()
  await client.query(insertLeaf([randomUUID(), subject, digest, hash, now]))
}

export async function writeEvent(client: pg.PoolClient, subject: string, data: unknown, now: Date): Promise<void> {
  await client.query(insertEvent([randomUUID(), subject, JSON.stringify(data), now]))
}

export async function writeAnswer(client: pg.PoolClient, key: string, answer: string, now: Date): Promise<void> {
  await client.query(insertAnswer([sha256(key), 201, answer, now]))
}
