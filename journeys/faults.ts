import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, realpath, rm, statfs, unlink, writeFile } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

/** Asks until the answer is there; longer than a story otherwise waits, since what is broken takes time to mend. */
export async function within<T>(seconds: number, what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const until = performance.now() + seconds * 1000
  for (;;) {
    const answer = await ask().catch(() => undefined)
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() > until) throw new Error(`${what}: not within ${seconds} seconds`)
    await new Promise((later) => setTimeout(later, 200))
  }
}

/** A clock that a test sets: the environment of a server that goes by it. */
export async function settableClock(): Promise<{
  env: Record<string, string>
  /** So many seconds beside the true time. */
  set(seconds: number): Promise<void>
  remove(): Promise<void>
}> {
  const folder = await mkdtemp(join(tmpdir(), 'zt-clock-'))
  const file = join(folder, 'offset')
  await writeFile(file, '0')
  const preload = fileURLToPath(new URL('./clock-shift.mjs', import.meta.url))
  return {
    env: { ZT_TEST_CLOCK: file, NODE_OPTIONS: `--import ${preload}` },
    set: (seconds) => writeFile(file, String(seconds)),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A way to a database that can be cut: `refused` closes the door, `silent` leaves it open and answers nothing. */
export async function breakableDatabase(url: string) {
  const target = new URL(url)
  const folder = target.searchParams.get('host')
  const port = Number(target.port || 5432)
  const reach = () =>
    folder?.startsWith('/') ? connect(join(folder, `.s.PGSQL.${port}`)) : connect(port, target.hostname)
  let mode: 'open' | 'refused' | 'silent' = 'open'
  const pairs = new Set<[Socket, Socket]>()
  const server = createServer((near) => {
    if (mode === 'refused') return near.destroy()
    const far = reach()
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    const end = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const socket of pair) socket.on('error', end).on('close', end)
    near.pipe(far).pipe(near)
    if (mode === 'silent') for (const socket of pair) socket.pause()
    return undefined
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: own } = server.address() as { port: number }
  const near = new URL(url)
  near.hostname = '127.0.0.1'
  near.port = String(own)
  near.searchParams.delete('host')

  return {
    url: near.href,
    set(wanted: typeof mode): void {
      mode = wanted
      for (const [near, far] of pairs) {
        if (mode === 'refused') near.destroy()
        else if (mode === 'silent') {
          near.unpipe(far).pause()
          far.unpipe(near).pause()
        } else {
          // What was silent for long is not continued: the peer has given up.
          near.destroy()
        }
      }
    },
    async close(): Promise<void> {
      for (const [near] of pairs) near.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

export type SmallDisk = {
  path: string
  /** Leaves only so many bytes free. */
  fill(leave: number): Promise<void>
  /** Makes room again. */
  clear(): Promise<void>
  remove(): Promise<void>
}

/** A disk of its own that can be filled: a file system in memory. Undefined where we may not mount one. */
export async function smallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'zt-disk-')))
  await chmod(path, 0o755)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', path], { stdio: 'pipe' })
  } catch {
    await rm(path, { recursive: true, force: true })
    return undefined
  }
  const ballast = join(path, 'ballast')
  return {
    path,
    async fill(leave) {
      const { bavail, bsize } = await statfs(path)
      await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leave))).catch(
        (error: NodeJS.ErrnoException) => {
          // Somebody else wrote meanwhile: then it is fuller than asked, which is as good.
          if (error.code !== 'ENOSPC') throw error
        },
      )
    },
    clear: () => unlink(ballast),
    async remove() {
      execFileSync('umount', ['-l', path])
      await rm(path, { recursive: true, force: true })
    },
  }
}

/** Looks into the database beside the platform, as an operator may. */
export async function beside<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** How often a case was moved by a timer, which timers it still has, and whether its row is what its last step says. */
export async function timersOf(url: string, caseId: string) {
  return beside(url, async (client) => {
    const { rows } = await client.query<{ fired: number; set: number; jobs: number; status: string; last: string }>(
      `select (select count(*)::int from cases.step where case_id = c.id and verb = 'timer') as fired,
         (select count(*)::int from cases.timer where case_id = c.id) as set,
         (select count(*)::int from graphile_worker.jobs where key like '%' || c.id || '%') as jobs, c.status,
         (select status_after from cases.step where case_id = c.id order by seq desc limit 1) as last
       from cases."case" c where c.id = $1`,
      [caseId],
    )
    return rows[0]!
  })
}
