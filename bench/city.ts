import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, readyLine } from '../journeys/city.ts'
import { findRunning } from '../platform/ground/database/index.ts'
import { makeDataFolder } from '../platform/testing/data-folder.ts'

const main = fileURLToPath(new URL('../platform/main.ts', import.meta.url))

/** A demo city with its own embedded, durable PostgreSQL, all in processes and a folder of its own. */
export type City = {
  readonly url: string
  readonly databaseUrl: string
  /** The server's process now. */
  readonly server: number
  /** PostgreSQL's first process now. */
  postgres(): Promise<number>
  dataDir: string
  /** Ends the server as `kill -9` does. */
  kill(): Promise<void>
  /** Ends it in order, with its database; its data stay. */
  pause(): Promise<void>
  /** Starts it again on the same port and data. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Starts one; `node` are flags for its node, such as a profiler's. A `dataDir` of the caller's stays when it is stopped. */
export async function startCity(
  given: { args?: string[]; node?: string[]; env?: Record<string, string>; dataDir?: string } = {},
): Promise<City> {
  const folder = given.dataDir ? { path: given.dataDir, remove: async () => undefined } : await makeDataFolder()
  const dataDir = folder.path
  const port = await freePort()
  let server: ChildProcess
  let url = ''
  let databaseUrl = ''

  async function start(): Promise<void> {
    server = spawn(
      process.execPath,
      [...(given.node ?? []), main, '--port', String(port), '--data', dataDir, ...(given.args ?? [])],
      {
        env: { ...plainEnvironment(), ZT_LOG: 'error', ZT_RATE_LIMIT: '10000000', ...given.env },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    url = await readyLine(server)
    databaseUrl = (await findRunning(dataDir)) ?? ''
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    const exit = once(server, 'exit')
    server.kill(signal)
    await exit
  }

  try {
    await start()
  } catch (error) {
    await folder.remove()
    throw error
  }
  return {
    get url() {
      return url
    },
    get databaseUrl() {
      return databaseUrl
    },
    get server() {
      return server.pid!
    },
    async postgres() {
      const [pid] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
      return Number(pid)
    },
    dataDir,
    kill: () => end('SIGKILL'),
    pause: () => end('SIGTERM'),
    start,
    async stop() {
      await end('SIGTERM')
      await folder.remove()
    },
  }
}

/** Our own settings must not become the city's. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(ZT_|DATABASE_URL$|PORT$|NODE_TEST)/.test(name)),
  )
}
