import { createHash } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import { mkdir, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../../telemetry/log.ts'
import { type Access, adminRole, appRole, chooseAccess, makeRuntimeDir, writeAccessRules } from './access.ts'
import { clusterAccount } from './account.ts'
import { prepareBinaries } from './binaries.ts'
import { takeLock } from './lock.ts'
import { endOrphan } from './orphan.ts'
import { claimPgdata, findPgdata, makePgdata } from './pgdata.ts'
import { type Postmaster, spawnPostmaster } from './postmaster.ts'
import { serverSettings } from './settings.ts'

export type ClusterOptions = {
  /** The cluster lies in `<dataDir>/postgres`; the folder is made when it is missing. */
  dataDir: string
  log: Pick<Log, 'debug' | 'info' | 'warn' | 'error'>
  /** Windows only: the loopback port, else a free one. Elsewhere nothing listens on the network. */
  port?: number
  /** False gives up durability for speed: for throw-away tests only. */
  fsync?: boolean
  /** Settings of PostgreSQL over the usual ones, such as those for filling a folder. */
  settings?: Record<string, string>
}

export type Cluster = {
  /** Where the platform connects, as a role that owns its database and nothing else. */
  url: string
  /** Where the cluster's superuser connects, for backups. */
  adminUrl: string
  /** The process id of the server that runs now. */
  readonly pid: number
  /** Ends the server in order. */
  stop(): Promise<void>
}

/**
 * Runs the PostgreSQL of a data folder and keeps it running: makes it on the first start, ends what a killed start left
 * behind, starts it again when it dies. Refuses, naming the process, when another one runs it already.
 */
export async function startCluster({
  dataDir,
  log,
  port,
  fsync = true,
  settings = {},
}: ClusterOptions): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true })
  const home = await realpath(dataDir)
  const name = `zhengtong-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`
  const runtimeDir = runtimeDirOf(name)
  const lock = await takeLock(runtimeDir, name)
  if ('heldBy' in lock) throw new Error(`${home} is in use: process ${lock.heldBy} runs its database; stop that first`)
  try {
    const { access, spawn } = await prepare({ home, runtimeDir, port, durable: fsync, log, settings })
    const kept = await keepRunning(spawn, access.url(adminRole, 'postgres'), log)
    const stop = async () => {
      await kept.stop()
      await rm(runtimeDir, { recursive: true, force: true })
      await lock.release()
    }
    try {
      await makeDatabase(access)
    } catch (error) {
      await stop()
      throw error
    }
    return {
      url: access.url(appRole, appRole),
      adminUrl: access.url(adminRole, 'postgres'),
      get pid() {
        return kept.pid()
      },
      stop,
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Brings everything into the state from which the server can be started, and started again. */
async function prepare(needs: {
  home: string
  runtimeDir: string
  port: number | undefined
  durable: boolean
  log: ClusterOptions['log']
  settings: Record<string, string>
}): Promise<{ access: Access; spawn(): Promise<Postmaster> }> {
  const { home, runtimeDir, port, durable, log } = needs
  const found = await findPgdata(home)
  const account = await clusterAccount(found ?? join(home, 'postgres'))
  if (process.platform !== 'win32') await makeRuntimeDir(runtimeDir, account)
  const binaries = await prepareBinaries(account, home)
  const access = await chooseAccess(runtimeDir, home, port)
  if (found) await endOrphan(found, binaries, log)
  else log.info({ dataDir: home }, 'Making a new database')
  const pgdata = found ?? (await makePgdata({ dataDir: home, account, binaries, access, durable }))
  await claimPgdata(pgdata, account)
  await writeAccessRules(access, pgdata, account)
  const settings = { ...serverSettings(durable), ...access.settings, ...needs.settings }
  return {
    access,
    async spawn() {
      await clearSockets(runtimeDir)
      return spawnPostmaster({ binaries, pgdata, account, settings, log })
    },
  }
}

/** Short, since a socket's path ends at 107 bytes, and the same on every start with the same data. */
function runtimeDirOf(name: string): string {
  // Not TMPDIR first: it differs between a person's shells, and root's may be closed to the cluster's account.
  const common = ['/tmp', tmpdir()].find((folder) => isWritable(folder)) ?? tmpdir()
  return join(common, name)
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** A killed server leaves its socket's lock file, and would not start if its number had gone to another program. */
async function clearSockets(runtimeDir: string): Promise<void> {
  if (process.platform === 'win32') return
  for (const name of await readdir(runtimeDir)) {
    if (name.startsWith('.s.PGSQL.')) await rm(join(runtimeDir, name), { force: true })
  }
}

/** Starts the server, and again whenever it ends without being told to, waiting longer each time it dies young. */
async function keepRunning(
  spawn: () => Promise<Postmaster>,
  url: string,
  log: ClusterOptions['log'],
): Promise<{ pid(): number; stop(): Promise<void> }> {
  const stopping = new AbortController()
  let current = await spawn()
  await current.ready(url).catch(async (error) => {
    // The last server was killed and its children are still leaving: their shared memory bars the way for a moment.
    if (!String(error).includes('shared memory block')) throw error
    await sleep(2_000)
    current = await spawn()
    await current.ready(url)
  })

  const watch = async () => {
    for (let failures = 0; ; ) {
      const since = Date.now()
      await current.exited
      if (stopping.signal.aborted) return
      failures = Date.now() - since > 30_000 ? 0 : failures + 1
      const pause = failures < 2 ? 0 : Math.min(5_000, 50 * 2 ** failures)
      log.error({ pid: current.pid, pause }, 'PostgreSQL ended by itself; starting it again')
      await sleep(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined) // told to stop
      if (stopping.signal.aborted) return
      current = await spawn()
      if (stopping.signal.aborted) return current.end()
      const { pid } = current
      current.ready(url).then(
        () => log.info({ pid }, 'PostgreSQL is back'),
        (error) => log.error({ err: error }, 'PostgreSQL did not come back'),
      )
    }
  }
  const watching = watch()

  return {
    pid: () => current.pid,
    async stop() {
      stopping.abort()
      await current.end()
      await watching
    },
  }
}

async function makeDatabase(access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: access.url(adminRole, 'postgres') })
  await client.connect()
  try {
    const role = await client.query('select from pg_roles where rolname = $1', [appRole])
    if (role.rowCount === 0) await client.query(`create role ${appRole} login`)
    if (access.password) await client.query(`alter role ${appRole} password '${access.password}'`)
    const database = await client.query('select from pg_database where datname = $1', [appRole])
    if (database.rowCount === 0) await client.query(`create database ${appRole} owner ${appRole}`)
  } finally {
    await client.end()
  }
}
