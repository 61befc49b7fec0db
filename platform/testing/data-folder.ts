import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export type DataFolder = { path: string; remove(): Promise<void> }

/**
 * A new folder for a server's data. It vanishes with `remove`, or when this process ends, even by `kill -9`; and with it
 * the PostgreSQL that still runs on it, which a killed server leaves behind.
 */
export async function makeDataFolder(): Promise<DataFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'zhengtong test ')))
  await chmod(path, 0o755) // as root, PostgreSQL's account must pass through
  const guard = spawn(process.execPath, [fileURLToPath(import.meta.url), path], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  guard.unref()
  if (guard.stdin instanceof Socket) guard.stdin.unref()
  return {
    path,
    async remove() {
      guard.ref()
      guard.stdin.end()
      if (guard.exitCode === null) await once(guard, 'exit')
    },
  }
}

async function clear(path: string): Promise<void> {
  const [pid, , , , sockets] = (await readFile(join(path, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')).split(
    '\n',
  )
  if (pid) {
    try {
      process.kill(Number(pid), 'SIGQUIT')
      for (let wait = 0; wait < 200 && process.kill(Number(pid), 0); wait++) await sleep(25)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error // it is gone
    }
  }
  if (sockets) await rm(sockets, { recursive: true, force: true })
  await rm(path, { recursive: true, force: true })
}

// Run as a program, this file is the guard: its standard input ends with the process that holds it.
const watched = process.argv[2]
if (import.meta.main && watched) process.stdin.resume().once('close', () => clear(watched))
