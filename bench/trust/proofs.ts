import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from '../../platform/ground/database/index.ts'
import { newId } from '../../platform/ground/ids.ts'
import { createSecrets } from '../../platform/ground/secrets.ts'
import { createLog } from '../../platform/ground/telemetry/log.ts'
import { createKeys, keysModule } from '../../platform/support/keys/index.ts'
import { createLedger, leafIsUnder, ledgerModule, startSequencer } from '../../platform/support/ledger/index.ts'
import { testDatabase } from '../../platform/testing/database.ts'

const realm = 'bench'
const asked = 2000

type Times = { p50: number; p99: number }

/** Proofs of random leaves from a log of so many, every one checked, beside the least that finds a leaf: one query by its hash. */
export async function measureProofs(
  leaves: number,
): Promise<{ leaves: number; filled: number; floor: Times; proof: Times }> {
  const database = await testDatabase([keysModule, ledgerModule])
  const { db } = database
  const clock = () => new Date()
  const keys = createKeys({ db, clock, secrets: createSecrets(Buffer.alloc(32, 3)) })
  const ledger = createLedger({ db, clock, newId })
  const sequencer = startSequencer({
    db,
    clock,
    log: createLog('error'),
    logSigner: keys.logSigner,
    everyMs: 3_600_000,
  })
  try {
    const from = performance.now()
    await fill(database.url, leaves)
    await sequencer.drain()
    const filled = (performance.now() - from) / 1000
    const hashes = await randomHashes(db, leaves)
    const floor = await timesOf(hashes, async (hash) => {
      const found = sql`select position from ledger.leaf where realm = ${realm} and hash = ${Buffer.from(hash, 'hex')}`
      await found.execute(db)
    })
    const proof = await timesOf(hashes, async (hash) => {
      const answer = await ledger.proof(realm, hash)
      if (answer.status !== 'included' || !leafIsUnder(hash, answer.proof, answer.head))
        throw new Error(`No proof of ${hash}`)
    })
    return { leaves, filled, floor, proof }
  } finally {
    await sequencer.stop()
    await database.close()
  }
}

/** The SQL of the hash of leaf `n`: SHA-256(0x00 ‖ digest), where the digest is SHA-256 of the position. */
const leafAt = (n: string) => `sha256('\\x00'::bytea || sha256(int8send(${n})))`

/**
 * The log as its sequencer would leave it, made by PostgreSQL itself: leaves on one connection, every complete subtree on
 * another; indexes afterwards, and nothing written to the WAL. The SM3 edge repeats the first, since nothing here reads it.
 */
async function fill(url: string, leaves: number): Promise<void> {
  const last = leaves - 1
  await Promise.all([
    onItsOwn(url, [
      'alter table ledger.leaf set unlogged',
      'drop index ledger.leaf_hash, ledger.leaf_subject',
      'alter table ledger.leaf drop constraint leaf_realm_id_key, drop constraint leaf_pkey',
      `insert into ledger.leaf (realm, position, id, kind, subject, digest, at, hash)
        select '${realm}', i, lpad(to_hex(i), 32, '0')::uuid, 'bench.leaf', i::text, sha256(int8send(i)), now(), ${leafAt('i')}
        from generate_series(0, ${last}::bigint) i`,
      'alter table ledger.leaf add primary key (realm, position)',
      'create index leaf_hash on ledger.leaf (realm, hash)',
      'vacuum analyze ledger.leaf',
    ]),
    onItsOwn(url, [
      'alter table ledger.node set unlogged',
      'alter table ledger.node drop constraint node_pkey',
      `insert into ledger.node select '${realm}', 1, i, sha256('\\x01'::bytea || ${leafAt('2 * i')} || ${leafAt('2 * i + 1')})
        from generate_series(0, ${Math.floor(leaves / 2) - 1}::bigint) i`,
      ...Array.from(
        { length: Math.floor(Math.log2(leaves)) - 1 },
        (_, i) => `insert into ledger.node
          select '${realm}', ${i + 2}, index / 2, sha256('\\x01'::bytea || string_agg(hash, '' order by index))
          from ledger.node where realm = '${realm}' and level = ${i + 1} group by index / 2 having count(*) = 2`,
      ),
      'alter table ledger.node add primary key (realm, level, index)',
      'vacuum analyze ledger.node',
    ]),
  ])
  const edge = levelsOf(leaves).map(({ level, index }) =>
    level === 0
      ? `(select hash from ledger.leaf where realm = '${realm}' and position = ${index})`
      : `(select hash from ledger.node where realm = '${realm}' and level = ${level} and index = ${index})`,
  )
  await onItsOwn(url, [
    `insert into ledger.tree values ('${realm}', ${leaves}, array[${edge.join()}], array[${edge.join()}])`,
  ])
}

/** On a connection of its own: the platform's end a statement that takes so long. */
async function onItsOwn(url: string, statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query("set work_mem = '512MB'; set maintenance_work_mem = '1GB'")
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The complete subtrees that make up the tree, from left to right: one for each 1 in the binary form of its size. */
function levelsOf(size: number): { level: number; index: number }[] {
  const found: { level: number; index: number }[] = []
  let at = 0
  for (let level = Math.floor(Math.log2(size)); level >= 0; level--) {
    const width = 2 ** level
    if (Math.floor(size / width) % 2 === 0) continue
    found.push({ level, index: at / width })
    at += width
  }
  return found
}

async function randomHashes(db: Db, leaves: number): Promise<string[]> {
  const positions = Array.from({ length: asked }, () => Math.floor(Math.random() * leaves))
  const { rows } = await sql<{ hash: string }>`select encode(hash, 'hex') as hash from ledger.leaf
    where realm = ${realm} and position = any(${positions}::bigint[])`.execute(db)
  return rows.map(({ hash }) => hash)
}

async function timesOf(hashes: string[], ask: (hash: string) => Promise<void>): Promise<Times> {
  for (const hash of hashes.slice(0, 200)) await ask(hash)
  const times: number[] = []
  for (const hash of hashes) {
    const from = performance.now()
    await ask(hash)
    times.push(performance.now() - from)
  }
  times.sort((a, b) => a - b)
  return { p50: times[Math.floor(times.length * 0.5)]!, p99: times[Math.floor(times.length * 0.99)]! }
}
