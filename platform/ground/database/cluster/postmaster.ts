import { execFile, spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../../telemetry/log.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { plainEnvironment } from './pgdata.ts'

/** One running PostgreSQL server process. */
export type Postmaster = {
  pid: number
  exited: Promise<void>
  /** Ends it in order: no new connections, open transactions undone, all written down. */
  end(): Promise<void>
  /** Waits until it answers at `url`. Fails with its own last words when it ends instead. */
  ready(url: string): Promise<void>
}

const gentle = 30_000

/** Starts PostgreSQL in a session of its own, so that Ctrl-C reaches only us and we end it when we are done. */
export function spawnPostmaster(needs: {
  binaries: Binaries
  pgdata: string
  account: Account | undefined
  settings: Record<string, string>
  log: Pick<Log, 'debug' | 'warn'>
}): Postmaster {
  const { binaries, pgdata, account, settings, log } = needs
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(binaries.postgres, ['-D', pgdata, ...flags], {
    ...account,
    cwd: dirname(binaries.postgres),
    env: plainEnvironment(),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const lastWords: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastWords.push(line)
    if (lastWords.length > 20) lastWords.shift()
    log[isWorthTelling(line) ? 'warn' : 'debug']({ postgres: line }, 'PostgreSQL says')
  })
  // A cluster alone never keeps its process alive.
  child.unref()
  if (child.stderr instanceof Socket) child.stderr.unref()

  let alive = true
  const exited = new Promise<void>((resolve) => {
    const end = (reason: string) => {
      alive = false
      lastWords.push(reason)
      resolve()
    }
    child.once('error', (error) => end(error.message))
    child.once('exit', (code, signal) => end(`(ended with ${signal ?? code})`))
  })

  return {
    pid: child.pid ?? 0,
    exited,
    async end() {
      if (!alive) return
      if (process.platform === 'win32') execFile(binaries.pgCtl, ['stop', '-D', pgdata, '-m', 'fast'])
      else child.kill('SIGINT')
      child.ref()
      const insist = setTimeout(() => child.kill('SIGQUIT'), gentle)
      await exited
      clearTimeout(insist)
    },
    async ready(url) {
      while (alive) {
        if (await answers(url)) return
        await sleep(15)
      }
      throw new Error(`PostgreSQL did not start:\n${lastWords.join('\n')}`)
    },
  }
}

/** Starting, stopping and "still starting up" are its routine; slow statements, FATAL and PANIC are not. */
function isWorthTelling(line: string): boolean {
  return !/^(LOG: {2}(?!duration)|FATAL: {2}(the database system is|terminating connection due to administrator) )/.test(
    line,
  )
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined) // told by connect as well
  try {
    await client.connect()
    return true
  } catch (error) {
    // A server that answers with an error other than "not yet" (57P03) is up, and the error is about us.
    if (error instanceof pg.DatabaseError && error.code !== '57P03') throw error
    return false
  } finally {
    await client.end().catch(() => undefined) // never opened
  }
}
