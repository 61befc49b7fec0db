import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { City } from '../city.ts'
import type { Ask } from '../client.ts'
import type { Load } from './record.ts'
import { makeTimersDue } from './timers.ts'

/** A way to harm a running city, and to see to it that it serves again. Answers what was killed. */
export type Kill = {
  name: string
  strike(city: City, ask: Ask, random: () => number, load: Pick<Load, 'due'>): Promise<string>
}

const server: Kill = {
  name: 'server',
  async strike(city) {
    const pid = city.server
    await city.kill()
    await city.start()
    return `process ${pid}`
  },
}

const serverInTimers: Kill = {
  name: 'server while timers run',
  async strike(city, _ask, random, load) {
    const pool = new pg.Pool({ connectionString: city.databaseUrl, max: 1 })
    const due = await makeTimersDue(pool, 6, random)
    load.due.push(...due)
    await pool.end()
    // Timers are looked for every second.
    await sleep(1100 * random())
    const pid = city.server
    await city.kill()
    await city.start()
    return `process ${pid}, ${due.length} timers due`
  },
}

const postmaster: Kill = {
  name: 'postgres',
  async strike(city, ask) {
    const pid = await city.postgres()
    process.kill(pid, 'SIGKILL')
    while ((await city.postgres().catch(() => pid)) === pid) await sleep(20)
    await servesAgain(ask)
    return `process ${pid}`
  },
}

const backend: Kill = {
  name: 'postgres backend',
  async strike(city, ask, random) {
    const pids = await backendsOf(city.databaseUrl)
    const pid = pids[Math.floor(random() * pids.length)]
    if (pid === undefined) throw new Error('PostgreSQL has no backends to kill')
    process.kill(pid, 'SIGKILL')
    await sleep(100) // all other backends end with it
    await servesAgain(ask)
    return `process ${pid}, one of ${pids.length}`
  },
}

export const kills: readonly Kill[] = [server, serverInTimers, postmaster, backend]

async function backendsOf(databaseUrl: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by pid`,
  )
  await client.end()
  return rows.map(({ pid }) => pid)
}

async function servesAgain(ask: Ask): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await ask('GET', '/readyz').catch(() => undefined)
    if (answer?.status === 200) return
    await sleep(50)
  }
  throw new Error('The city does not serve again')
}
