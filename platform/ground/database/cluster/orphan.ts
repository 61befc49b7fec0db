import { execFile } from 'node:child_process'
import { readFile, readlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Log } from '../../telemetry/log.ts'
import type { Binaries } from './binaries.ts'

/**
 * Ends the PostgreSQL that a killed supervisor left running on this data, gently first. Also mends a pid file whose
 * number now belongs to some other program.
 */
export async function endOrphan(pgdata: string, binaries: Binaries, log: Pick<Log, 'warn'>): Promise<void> {
  const file = join(pgdata, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  if (!(pid > 0) || !exists(pid)) return
  if (!(await runsOn(pgdata, pid))) {
    // PostgreSQL takes a file that names its own parent for stale, and still reads the shared memory it tells of.
    await writeFile(file, text.replace(/^\d+/, String(process.pid)))
    return
  }
  log.warn({ pid }, 'Ending a PostgreSQL that an earlier start left running')
  if (process.platform === 'win32') {
    await promisify(execFile)(binaries.pgCtl, ['stop', '-D', pgdata, '-m', 'fast', '-w', '-t', '60'])
    return
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    process.kill(pid, signal)
    for (const until = Date.now() + 20_000; Date.now() < until; await sleep(25)) {
      if (!(await runsOn(pgdata, pid))) return
    }
  }
  throw new Error(`PostgreSQL ${pid} runs on ${pgdata} and does not end`)
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether the process is alive and works on this data: a server's working directory is its data, a zombie has none. */
async function runsOn(pgdata: string, pid: number): Promise<boolean> {
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === pgdata
  if (process.platform === 'win32') return exists(pid)
  const ps = await promisify(execFile)('ps', ['-o', 'comm=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return ps.stdout.includes('postgres')
}
