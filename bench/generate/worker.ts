import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { systemClock } from '../../platform/ground/clock.ts'
import { openDatabase } from '../../platform/ground/database/index.ts'
import { createSecrets } from '../../platform/ground/secrets.ts'
import { createKeys } from '../../platform/support/keys/index.ts'
import { makeCopy, type Placed, planCopy, residentRows } from './clone.ts'
import { copyRows, copyText } from './copy.ts'
import { takePrototype } from './prototype.ts'
import { residentOf } from './residents.ts'
import { fill } from './template.ts'
import type { Walk } from './walks.ts'

// A thread of the generator: told to make residents or copies from one number to another, it writes them in one
// transaction and answers with the ledger leaves of the copies, which only the main thread may give their positions.

export type Order = { kind: 'residents' | 'copies'; from: number; to: number }
export type Start = {
  databaseUrl: string
  masterKey: Buffer
  realm: string
  seed: number
  residents: number
  walks: Walk[]
  passwordHash: string
}
/** Digests one after another, 32 bytes each; kind, subject and moment of each. */
export type Done = { made: number; digests: Uint8Array; about: [kind: string, subject: string, at: string][] }

const start = workerData as Start
const { realm, seed } = start
const secrets = createSecrets(Buffer.from(start.masterKey))
const { db } = openDatabase({ url: start.databaseUrl, log: { warn: () => undefined }, max: 1 })
const keys = createKeys({ db, clock: systemClock, secrets })
const client = new pg.Client({ connectionString: start.databaseUrl })
await client.connect()
// A city that is thrown away may lose its last second.
await client.query('set synchronous_commit = off')

const prototypes: Placed[] = []
for (const { caseId, share, open, window } of start.walks)
  prototypes.push({ prototype: await takePrototype(client, secrets, caseId, window), share, open })
const { birthYear } = prototypes[0]!.prototype
const means = {
  secrets,
  seed,
  birthYear,
  sign: async (keyId: string, bytes: Buffer) => (await keys.signer(realm, keyId)).sign(bytes),
}

async function makeResidents({ from, to }: Order): Promise<Done> {
  let parties = ''
  let accounts = ''
  for (let index = from; index < to; index++) {
    const { party, account } = residentRows(residentOf(index, birthYear), start.passwordHash, means)
    parties += `${[realm, ...party].map(copyText).join('\t')}\n`
    accounts += `${[realm, ...account].map(copyText).join('\t')}\n`
  }
  const natural = ['id', 'kind', 'name', 'id_type', 'id_number_sealed', 'id_number_index', 'mobile_sealed', 'demo']
  await copyRows(client, 'identity.party', ['realm', ...natural, 'created_at'], parties)
  const own = ['id', 'username', 'password_hash', 'kind', 'name', 'party_id', 'level', 'created_at']
  await copyRows(client, 'identity.account', ['realm', ...own], accounts)
  return { made: to - from, digests: new Uint8Array(), about: [] }
}

async function makeCopies({ from, to }: Order): Promise<Done> {
  const tables = new Map<string, { columns: string[]; lines: string[] }>()
  const jobs: { task: string; key: string; payload: string; runAt: string }[] = []
  const digests: Buffer[] = []
  const about: Done['about'] = []
  for (let n = from; n < to; n++) {
    const copy = planCopy(n, { seed, residents: start.residents, prototypes })
    const { prototype } = prototypes[copy.prototype]!
    const { values, leaves } = await makeCopy(prototype, copy, means)
    for (const { table, columns, lines } of prototype.tables) {
      const into = tables.get(table) ?? { columns, lines: [] }
      tables.set(table, into)
      for (const line of lines) into.lines.push(`${fill(line, values, copy.shift)}\n`)
    }
    for (const job of prototype.jobs) {
      const [key, payload, runAt] = [job.key, job.payload, job.runAt].map((part) => fill(part, values, copy.shift))
      jobs.push({ task: job.task, key: key!, payload: payload!, runAt: runAt! })
    }
    for (const { kind, subject, digest, at } of leaves) {
      digests.push(digest)
      about.push([kind, subject, at])
    }
  }
  for (const { table } of prototypes.flatMap(({ prototype }) => prototype.tables)) {
    const into = tables.get(table)
    if (into) await copyRows(client, table, into.columns, into.lines.join(''))
    tables.delete(table)
  }
  if (jobs.length > 0)
    await client.query(
      `select graphile_worker.add_job(j.task, payload := j.payload::json, run_at := j.run_at::timestamptz, job_key := j.key)
       from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as j (task, payload, run_at, key)`,
      [
        jobs.map(({ task }) => task),
        jobs.map(({ payload }) => payload),
        jobs.map(({ runAt }) => runAt),
        jobs.map(({ key }) => key),
      ],
    )
  return { made: to - from, digests: new Uint8Array(Buffer.concat(digests)), about }
}

parentPort!.on('message', async (order: Order) => {
  await client.query('begin')
  const done = await (order.kind === 'residents' ? makeResidents(order) : makeCopies(order))
  await client.query('commit')
  parentPort!.postMessage(done)
})
parentPort!.postMessage('ready')
