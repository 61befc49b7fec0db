import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Database, type Migrations, migrate, openDatabase, readMigrations } from '#ground/database/index.ts'
import { groundModule } from '#ground/ground.ts'
import { migrateJobs } from '#ground/jobs.ts'
import { createLog } from '#ground/telemetry/log.ts'

export type TestDatabase = Database & { url: string }

/**
 * A fresh database with the ground's, the job queue's and the given modules' tables, cloned from a template that the
 * first to ask for this set makes. `close` drops it.
 */
export async function testDatabase(modules: readonly Migrations[] = []): Promise<TestDatabase> {
  const server = await serverUrl()
  const all = [groundModule, ...modules.filter(({ name }) => name !== groundModule.name)]
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asOwner(server, async (owner) => {
    const template = await makeTemplate(owner, server, all)
    await owner.query(`create database ${name} template ${template}`)
  })
  const url = withDatabase(server, name)
  const database = openDatabase({ url, log: createLog('error') })
  return {
    ...database,
    url,
    async close() {
      await database.close()
      await dropDatabase(server, name)
    },
  }
}

/** A database with nothing in it yet, for a whole server that migrates by itself. */
export const emptyDatabase = () => cityDatabase(async () => undefined)

/** A clone of what `build` makes of an empty database, once for the same `content`. */
export const builtDatabase = (content: string, build: (url: string) => Promise<void>) =>
  cityDatabase((owner, server) => templateOnce(owner, server, content, build))

async function cityDatabase(
  templateOf: (owner: pg.Client, server: string) => Promise<string | undefined>,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = await serverUrl()
  const name = `city_${randomUUID().replaceAll('-', '')}`
  await asOwner(server, async (owner) => {
    const template = await templateOf(owner, server)
    await owner.query(`create database ${name} ${template ? `template ${template}` : ''}`)
  })
  return {
    url: withDatabase(server, name),
    close: () => dropDatabase(server, name),
  }
}

/** The template of a set of migrations: named by their text, so another set is another template. */
async function makeTemplate(owner: pg.Client, server: string, modules: readonly Migrations[]): Promise<string> {
  const steps = await readMigrations(modules)
  return templateOnce(owner, server, JSON.stringify(steps), async (url) => {
    const { db, pool, close } = openDatabase({ url, log: createLog('error') })
    try {
      await migrate(db, modules)
      await migrateJobs(pool)
    } finally {
      await close()
    }
  })
}

/** A database to clone, named by what went into it: `build` fills it for the first who asks, all others wait for that. */
async function templateOnce(
  owner: pg.Client,
  server: string,
  content: string,
  build: (url: string) => Promise<void>,
): Promise<string> {
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 24)
  const [template, draft] = [`template_${digest}`, `draft_${digest}`]
  await owner.query('select pg_advisory_lock(hashtext($1))', [template]) // freed when the session ends
  const found = await owner.query('select from pg_database where datname = $1', [template])
  if (found.rowCount) return template
  await owner.query(`drop database if exists ${draft}`)
  await owner.query(`create database ${draft}`)
  await build(withDatabase(server, draft))
  await owner.query(`alter database ${draft} rename to ${template}`)
  return template
}

/** The server's own vacuum may be at work in it, which we may not end: then a moment later. */
async function dropDatabase(server: string, name: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await asOwner(server, (owner) => owner.query(`drop database if exists ${name} with (force)`))
    } catch (error) {
      if (tries === 20 || !(error instanceof pg.DatabaseError) || error.code !== '42501') throw error
      await sleep(250)
    }
  }
}

async function asOwner(server: string, work: (owner: pg.Client) => Promise<unknown>): Promise<void> {
  const owner = new pg.Client({ connectionString: withDatabase(server, 'postgres') })
  await owner.connect()
  try {
    await work(owner)
  } finally {
    await owner.end()
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** The cluster of the whole run, which `npm test` names; a file that runs alone starts one that ends with it. */
async function serverUrl(): Promise<string> {
  process.env.ZT_TEST_DATABASE_URL ??= await startOwnCluster()
  return process.env.ZT_TEST_DATABASE_URL
}

async function startOwnCluster(): Promise<string> {
  const program = fileURLToPath(new URL('./cluster.ts', import.meta.url))
  const child = spawn(process.execPath, [program], { detached: true, stdio: ['pipe', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('error', reject).once('exit', () => reject(new Error('The test cluster did not start')))
  })
  child.unref()
  for (const stream of [child.stdin, child.stdout]) if (stream instanceof Socket) stream.unref()
  return url
}
