import { sql } from 'kysely'
import { type Db, insertAtCommit, type Tx } from '#ground/database/index.ts'
import type { Subtree } from '#kernel/merkle.ts'

export type PendingRow = {
  realm: string
  id: string
  kind: string
  subject: string
  digest: Buffer
  hash: Buffer
  at: Date
}
export type LeafRow = PendingRow & { position: number }
export type TreeRow = { size: number; sha256: Buffer[]; sm3: Buffer[] }
export type HeadRow = {
  realm: string
  size: number
  root: Buffer
  rootSm3: Buffer
  at: Date
  keyId: string
  signature: Buffer
}
export type NodeRow = Subtree & { hash: Uint8Array }

export async function insertPending(tx: Tx, rows: PendingRow[]): Promise<void> {
  await insertAtCommit(tx, 'ledger.pending', rows)
}

export async function realmsWaiting(db: Db): Promise<string[]> {
  const { rows } = await sql<{ realm: string }>`select distinct realm from ledger.pending
    union select realm from ledger.tree t where size > coalesce((select max(size) from ledger.head h where h.realm = t.realm), 0)`.execute(
    db,
  )
  return rows.map(({ realm }) => realm)
}

/** Takes hold of the realm's tree for this transaction; undefined while another process holds it. */
export async function holdTree(tx: Tx, realm: string): Promise<TreeRow | undefined> {
  await sql`insert into ledger.tree values (${realm}, 0, '{}', '{}') on conflict do nothing`.execute(tx)
  const { rows } =
    await sql<TreeRow>`select size, sha256, sm3 from ledger.tree where realm = ${realm} for update skip locked`.execute(
      tx,
    )
  return rows[0]
}

/** The oldest waiting leaves, taken out of the queue. */
export async function takePending(tx: Tx, realm: string, limit: number): Promise<PendingRow[]> {
  const { rows } = await sql<PendingRow>`
    with next as (select id from ledger.pending where realm = ${realm} order by id limit ${limit})
    delete from ledger.pending p using next where p.realm = ${realm} and p.id = next.id
    returning p.realm, p.id, p.kind, p.subject, p.digest, p.hash, p.at`.execute(tx)
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
}

export async function insertLeaves(tx: Tx, leaves: LeafRow[]): Promise<void> {
  const column = <Key extends keyof LeafRow>(key: Key) => leaves.map((leaf) => leaf[key])
  await sql`insert into ledger.leaf (realm, position, id, kind, subject, digest, at, hash)
    select * from unnest(${column('realm')}::text[], ${column('position')}::bigint[], ${column('id')}::uuid[],
      ${column('kind')}::text[], ${column('subject')}::text[], ${column('digest')}::bytea[], ${column('at')}::timestamptz[],
      ${column('hash')}::bytea[])`.execute(tx)
}

export async function insertNodes(tx: Tx, realm: string, nodes: NodeRow[]): Promise<void> {
  if (nodes.length === 0) return
  await sql`insert into ledger.node (realm, level, index, hash)
    select ${realm}, * from unnest(${nodes.map(({ level }) => level)}::smallint[], ${nodes.map(({ index }) => index)}::bigint[],
      ${nodes.map(({ hash }) => Buffer.from(hash))}::bytea[])`.execute(tx)
}

export async function updateTree(tx: Tx, realm: string, tree: TreeRow): Promise<void> {
  await sql`update ledger.tree set size = ${tree.size}, sha256 = ${tree.sha256}::bytea[], sm3 = ${tree.sm3}::bytea[]
    where realm = ${realm}`.execute(tx)
}

export async function insertHead(tx: Tx, head: HeadRow): Promise<void> {
  await sql`insert into ledger.head (realm, size, root, root_sm3, at, key_id, signature)
    values (${head.realm}, ${head.size}, ${head.root}, ${head.rootSm3}, ${head.at}, ${head.keyId}, ${head.signature})`.execute(
    tx,
  )
}

const headColumns = sql`realm, size, root, root_sm3 as "rootSm3", at, key_id as "keyId", signature`

export async function selectHead(db: Db | Tx, realm: string): Promise<HeadRow | undefined> {
  const { rows } =
    await sql<HeadRow>`select ${headColumns} from ledger.head where realm = ${realm} order by size desc limit 1`.execute(
      db,
    )
  return rows[0]
}

export async function selectHeads(db: Db | Tx, realm: string, above: number, upTo: number): Promise<HeadRow[]> {
  const { rows } = await sql<HeadRow>`
    select ${headColumns} from ledger.head where realm = ${realm} and size > ${above} and size <= ${upTo} order by size`.execute(
    db,
  )
  return rows
}

export async function selectTree(db: Db | Tx, realm: string): Promise<TreeRow | undefined> {
  const { rows } = await sql<TreeRow>`select size, sha256, sm3 from ledger.tree where realm = ${realm}`.execute(db)
  return rows[0]
}

export async function findLeaf(db: Db, realm: string, hash: Buffer): Promise<{ position: number } | undefined> {
  const { rows } = await sql<{ position: number }>`
    select position from ledger.leaf where realm = ${realm} and hash = ${hash} order by position limit 1`.execute(db)
  return rows[0]
}

export async function isPending(db: Db, realm: string, hash: Buffer): Promise<boolean> {
  const { rows } = await sql`select from ledger.pending where realm = ${realm} and hash = ${hash} limit 1`.execute(db)
  return rows.length > 0
}

/** The hashes of complete subtrees, in the order asked for. */
export async function selectSubtrees(db: Db, realm: string, wanted: Subtree[]): Promise<Buffer[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<{ hash: Buffer | null }>`
    select coalesce(n.hash, l.hash) as hash
    from unnest(${wanted.map(({ level }) => level)}::smallint[], ${wanted.map(({ index }) => index)}::bigint[])
      with ordinality as w (level, index, place)
    left join ledger.node n on n.realm = ${realm} and n.level = w.level and n.index = w.index and w.level > 0
    left join ledger.leaf l on l.realm = ${realm} and l.position = w.index and w.level = 0
    order by place`.execute(db)
  return rows.map(({ hash }, i) => {
    if (!hash) throw new Error(`The ledger lacks subtree ${JSON.stringify(wanted[i])}`)
    return hash
  })
}

/** Neighbouring hashes of one level, as many as there are of those asked for. */
export async function selectLevel(
  db: Db,
  realm: string,
  level: number,
  from: number,
  width: number,
): Promise<Buffer[]> {
  const { rows } = await (level === 0
    ? sql<{ hash: Buffer }>`select hash from ledger.leaf
        where realm = ${realm} and position >= ${from} and position < ${from + width} order by position`
    : sql<{ hash: Buffer }>`select hash from ledger.node where realm = ${realm} and level = ${level}
        and index >= ${from} and index < ${from + width} order by index`
  ).execute(db)
  return rows.map(({ hash }) => hash)
}

export async function selectLeaves(db: Db | Tx, realm: string, from: number, limit: number): Promise<LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    select realm, position, id, kind, subject, digest, at, hash from ledger.leaf
    where realm = ${realm} and position >= ${from} order by position limit ${limit}`.execute(db)
  return rows
}

/** What was written about one thing, waiting or in the log, in the order of writing. */
export async function selectBySubject(
  db: Db,
  realm: string,
  subject: string,
): Promise<{ kind: string; digest: Buffer; hash: Buffer }[]> {
  const { rows } = await sql<{ kind: string; digest: Buffer; hash: Buffer }>`
    select kind, digest, hash from (
      select id, kind, digest, hash from ledger.leaf where realm = ${realm} and subject = ${subject}
      union select id, kind, digest, hash from ledger.pending where realm = ${realm} and subject = ${subject}) l
    order by id`.execute(db)
  return rows
}
