import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startCluster } from '#ground/database/index.ts'
import { createLog } from '#ground/telemetry/log.ts'

// A program of its own: runs a throw-away cluster, prints its URL, and ends with its standard input. However its parent
// ends, even by `kill -9`, the input closes with it, so nothing is left running or lying about.

const dataDir = await realpath(await mkdtemp(join(tmpdir(), 'zhengtong-test-')))
await chmod(dataDir, 0o755) // as root, PostgreSQL's account must pass through
const cluster = await startCluster({ dataDir, log: createLog('error'), fsync: false })
const admin = new pg.Client({ connectionString: cluster.adminUrl })
await admin.connect()
await admin.query('alter role zhengtong createdb')
await admin.end()
process.stdout.write(`${cluster.url}\n`)

process.stdin.resume().once('close', async () => {
  await cluster.stop()
  await rm(dataDir, { recursive: true, force: true })
})
