import type pg from 'pg'
import { cryptoSuite } from '../../platform/kernel/crypto/suites.ts'
import { leafHash } from '../../platform/kernel/merkle.ts'
import { appendLeaf, type CompletedSubtree, frontierRoot } from '../../platform/kernel/merkle-frontier.ts'
import { prepared, transaction } from './floor.ts'
import { signer } from './records.ts'

// What answers leave to be done: the applicant hears of it, and leaves get their places in a log under a signed head. By hand, in lots.

const tables = `
  create table if not exists bench_floor.notice (
    id uuid primary key default gen_random_uuid(), subject uuid not null, title text not null, body text not null, at timestamptz not null,
    read_at timestamptz);
  create index if not exists notice_subject on bench_floor.notice (subject, at desc);
  create table if not exists bench_floor.tree (one int primary key, size bigint not null, sha256 bytea[] not null, sm3 bytea[] not null);
  create table if not exists bench_floor.leaf (
    position bigint primary key, id uuid not null, subject uuid not null, digest bytea not null, hash bytea not null, at timestamptz not null);
  create index if not exists leaf_hash on bench_floor.leaf (hash);
  create table if not exists bench_floor.node (level smallint not null, index bigint not null, hash bytea not null, primary key (level, index));
  create table if not exists bench_floor.head (
    size bigint primary key, root bytea not null, root_sm3 bytea not null, at timestamptz not null, signature bytea not null);
  insert into bench_floor.tree values (1, 0, '{}', '{}') on conflict do nothing;`

const hear = `
  with heard as (
    delete from bench_floor.outbox where id in (select id from bench_floor.outbox order by id limit 500) returning subject, data, at)
  insert into bench_floor.notice (subject, title, body, at)
  select subject, '您的办件有进展', '办件编号 ' || coalesce(data ->> 'no', ''), at from heard`
const holdTree = 'select size::int, sha256, sm3 from bench_floor.tree where one = 1 for update'
const take = 'delete from bench_floor.pending returning id, subject, digest, hash, at'
const insertLeaves = prepared(
  'leaves',
  `insert into bench_floor.leaf select * from unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[], $6::timestamptz[])`,
)
const insertNodes = prepared(
  'nodes',
  'insert into bench_floor.node select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])',
)
const updateTree = prepared('tree', 'update bench_floor.tree set size = $1, sha256 = $2, sm3 = $3 where one = 1')
const insertHead = prepared('head', 'insert into bench_floor.head values ($1, $2, $3, $4, $5)')

type Pending = { id: string; subject: string; digest: Buffer; hash: Buffer; at: Date }

const hashes = { sha256: cryptoSuite('INTL').hash, sm3: cryptoSuite('GM').hash }

const everyMs = 200
const headEveryMs = 1_000

/** Does it for as long as the process lives. */
export async function startAfterwards(pool: pg.Pool): Promise<void> {
  await pool.query(tables)
  let signedAt = 0

  async function sequence(): Promise<void> {
    await transaction(pool, async (client) => {
      const { rows: held } = await client.query(holdTree)
      const { size, sha256, sm3 } = held[0] as { size: number; sha256: Buffer[]; sm3: Buffer[] }
      const { rows: leaves } = await client.query<Pending>(take)
      if (leaves.length === 0) return
      let first = { size, subtrees: sha256 as readonly Uint8Array[] }
      let second = { size, subtrees: sm3 as readonly Uint8Array[] }
      const completed: CompletedSubtree[] = []
      for (const { digest } of leaves) {
        const appended = appendLeaf(hashes.sha256, first, leafHash(hashes.sha256, digest))
        completed.push(...appended.completed)
        first = appended.frontier
        second = appendLeaf(hashes.sm3, second, leafHash(hashes.sm3, digest)).frontier
      }
      const column = <Key extends keyof Pending>(key: Key) => leaves.map((leaf) => leaf[key])
      const positions = leaves.map((_, i) => size + i)
      await client.query(
        insertLeaves([positions, column('id'), column('subject'), column('digest'), column('hash'), column('at')]),
      )
      const nodes = completed.filter(({ level }) => level > 0)
      await client.query(
        insertNodes([
          nodes.map(({ level }) => level),
          nodes.map(({ index }) => index),
          nodes.map(({ hash }) => Buffer.from(hash)),
        ]),
      )
      const bytes = (all: readonly Uint8Array[]) => all.map((hash) => Buffer.from(hash))
      await client.query(updateTree([first.size, bytes(first.subtrees), bytes(second.subtrees)]))
      if (Date.now() - signedAt < headEveryMs) return
      signedAt = Date.now()
      const [root, rootSm3] = bytes([frontierRoot(hashes.sha256, first), frontierRoot(hashes.sm3, second)])
      const signature = signer.sign(Buffer.concat([root!, rootSm3!]))
      await client.query(insertHead([first.size, root, rootSm3, new Date(), signature]))
    })
  }

  async function round(): Promise<void> {
    await pool.query(hear)
    await sequence()
    setTimeout(again, everyMs)
  }
  const again = () => {
    round().catch((error: unknown) => {
      // A floor that cannot do this has no figure.
      console.error(error)
      process.exit(1)
    })
  }
  again()
}
