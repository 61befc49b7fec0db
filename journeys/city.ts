import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { emptyDatabase } from '../platform/testing/database.ts'
import { preparedCity } from './prepared-city.ts'

const main = fileURLToPath(new URL('../platform/main.ts', import.meta.url))

/** A whole demo city in processes of its own, reached as anybody reaches it: by its address. */
export type City = { url: string; dataDir: string; databaseUrl: string; pid: number; stop(): Promise<void> }

type Options = { args?: string[]; env?: Record<string, string>; onLog?: (line: string) => void }

/**
 * Starts a demo city on a database and a data folder of its own, copies of those that a first start made for all
 * journeys; with `fresh` it makes its own keys and data. `DATABASE_URL` is the test cluster's. Its log goes to ours, or
 * line by line to `onLog`.
 */
export async function startCity(options: Options & { fresh?: boolean } = {}): Promise<City> {
  const dataDir = await mkdtemp(join(tmpdir(), 'zt-city-'))
  const database = await (options.fresh
    ? emptyDatabase()
    : preparedCity(dataDir, async (url) => {
        const { end } = await startServer(url, dataDir, {})
        await end()
      }))
  const { end, ...server } = await startServer(database.url, dataDir, options)
  return {
    ...server,
    dataDir,
    databaseUrl: database.url,
    async stop() {
      await end()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function startServer(databaseUrl: string, dataDir: string, options: Options) {
  const port = await freePort()
  const { onLog } = options
  const child = spawn(process.execPath, [main, '--port', String(port), '--data', dataDir, ...(options.args ?? [])], {
    env: { ...process.env, DATABASE_URL: databaseUrl, ZT_LOG: 'warn', ZT_RATE_LIMIT: '1000000', ...options.env },
    stdio: ['ignore', 'pipe', onLog ? 'pipe' : 'inherit'],
  })
  if (onLog && child.stderr) createInterface({ input: child.stderr }).on('line', onLog)
  const url = await readyLine(child)
  const end = async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  }
  return { url, pid: child.pid!, end }
}

/** Resolves with the address of the `ready` line; rejects when the process ends before it. */
export async function readyLine(child: ChildProcess): Promise<string> {
  return new Promise((ready, failed) => {
    child.once('exit', (code) => failed(new Error(`The server ended with ${code} before it was ready`)))
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const found = /^ready (http:\S+)$/.exec(line)
      if (found) ready(found[1]!)
    })
  })
}

export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}
