import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { createSecrets } from '../../platform/ground/secrets.ts'
import { cryptoSuite } from '../../platform/kernel/crypto/suites.ts'
import { leafHash } from '../../platform/kernel/merkle.ts'
import { Bytes } from './bytes.ts'
import { createSealing, idAt, makeCopy, type NewLeaf, type Placed, planCopy, writeResident } from './clone.ts'
import { leafColumns, type NewLeaves } from './ledger.ts'
import { takePrototype } from './prototype.ts'
import { residentOf } from './residents.ts'
import { openSigner } from './signer.ts'
import { fill } from './template.ts'
import type { Walk } from './walks.ts'

// A thread of the generator: told to make residents and their cases from one number to another, it answers with rows in
// the binary form of COPY, table by table, and with the leaves of the ledger, which only the main thread gives positions.

export type Order = { copies: readonly [from: number, to: number]; residents: readonly [from: number, to: number] }
export type Start = {
  databaseUrl: string
  masterKey: Buffer
  realm: string
  seed: number
  walks: Walk[]
  passwordHash: string
}
export type Job = { task: string; key: string; payload: string; runAt: string }
export type Done = {
  made: number
  tables: [table: string, rows: Uint8Array<ArrayBuffer>][]
  leaves: NewLeaves
  jobs: Job[]
}

const { databaseUrl, masterKey, realm, seed, walks, passwordHash } = workerData as Start
const sha256 = cryptoSuite('INTL').hash
const sm3 = cryptoSuite('GM').hash
const secrets = createSecrets(Buffer.from(masterKey))
const sealing = createSealing(secrets)

const client = new pg.Client({ connectionString: databaseUrl })
await client.connect()
const prototypes: Placed[] = []
for (const { caseId, share, open, window } of walks)
  prototypes.push({ prototype: await takePrototype(client, secrets, caseId, window), share, open })
const { birthYear } = prototypes[0]!.prototype
const sign = await openSigner(client, secrets, realm)
await client.end()

const means = { secrets, sealing, seed, birthYear, sign }

function make({ copies, residents }: Order): Done {
  const tables = new Map<string, Bytes>()
  const into = (table: string): Bytes => {
    const known = tables.get(table) ?? new Bytes()
    tables.set(table, known)
    return known
  }
  for (let index = residents[0]; index < residents[1]; index++) {
    const given = { realm, passwordHash, secrets, seed }
    writeResident(residentOf(index, birthYear), given, into('identity.party'), into('identity.account'))
  }
  const jobs: Job[] = []
  const leaves: NewLeaf[] = []
  for (let n = copies[0]; n < copies[1]; n++) {
    const copy = planCopy(n, { seed, residents, prototypes })
    const { prototype } = prototypes[copy.prototype]!
    const made = makeCopy(prototype, copy, means)
    for (const { table, rows } of prototype.tables) {
      const out = into(table)
      for (const write of rows) write(out, made.values)
    }
    for (const job of prototype.jobs) {
      const [key, payload, runAt] = [job.key, job.payload, job.runAt].map((part) =>
        fill(part, made.values.texts, copy.shift),
      )
      jobs.push({ task: job.task, key: key!, payload: payload!, runAt: runAt! })
    }
    leaves.push(...made.leaves)
  }
  sealing.forget()
  return {
    made: copies[1] - copies[0],
    tables: [...tables].map(([table, bytes]) => [table, bytes.take()]),
    leaves: leavesOf(leaves),
    jobs,
  }
}

function leavesOf(leaves: readonly NewLeaf[]): NewLeaves {
  const rows = new Bytes()
  const holes = new Uint32Array(leaves.length)
  const both = { sha256: new Uint8Array(32 * leaves.length), sm3: new Uint8Array(32 * leaves.length) }
  for (const [i, { kind, subject, at, digest }] of leaves.entries()) {
    const hash = leafHash(sha256, digest)
    both.sha256.set(hash, 32 * i)
    both.sm3.set(leafHash(sm3, digest), 32 * i)
    rows.int16(leafColumns.length)
    rows.text(realm)
    rows.int32(8)
    holes[i] = rows.length
    rows.int64(0)
    rows.cell(idAt(at, (bytes) => crypto.getRandomValues(bytes)))
    rows.text(kind)
    rows.text(subject)
    rows.cell(digest)
    rows.timestamp(at)
    rows.cell(hash)
  }
  return { rows: rows.take(), holes, ...both }
}

parentPort!.on('message', (order: Order) => {
  const done = make(order)
  const { rows, holes, sha256, sm3 } = done.leaves
  const handed = [...done.tables.map(([, bytes]) => bytes), rows, holes, sha256, sm3]
  parentPort!.postMessage(
    done,
    handed.map(({ buffer }) => buffer),
  )
})
parentPort!.postMessage(prototypes.flatMap(({ prototype }) => prototype.tables.map(({ table }) => table)))
