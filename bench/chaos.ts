import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { checkAll } from './chaos/checks.ts'
import { startLoad } from './chaos/drivers.ts'
import { kills } from './chaos/kills.ts'
import { seededRandom } from './chaos/random.ts'
import { settleTimers } from './chaos/timers.ts'
import { startCity } from './city.ts'
import { createClient } from './client.ts'
import { settlePlatform } from './scenarios/settle.ts'

// npm run chaos -- [--rounds N] [--seed S]: people apply, people and officers do whatever they may, timers come, while the
// server and its database are killed as by `kill -9`; afterwards everything that was acknowledged must be there, once.

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '4' }, seed: { type: 'string' } } })
const rounds = Number(values.rounds)
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed)
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
  console.log('npm run chaos -- [--rounds N] [--seed S]: whole numbers')
  process.exit(2)
}
const random = seededRandom(seed)
console.log(`${rounds} rounds, seed ${seed}`)

// What the server says while its database is away is what must be so.
const city = await startCity({ env: { ZT_LOG: process.env.ZT_LOG ?? 'silent' } })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void city.stop().then(() => process.exit(130)))
const client = createClient(city.url, { connections: 8, timeout: 20_000 })
let failed = 0

try {
  // A pool for each address: a city that starts again may have another.
  const pools = new Map<string, pg.Pool>()
  const poolNow = () => {
    const known = pools.get(city.databaseUrl)
    if (known) return known
    const made = new pg.Pool({ connectionString: city.databaseUrl, max: 1 })
    made.on('error', () => undefined) // it is killed on purpose
    pools.set(city.databaseUrl, made)
    return made
  }
  const load = await startLoad(client.ask, poolNow, seed)
  for (let round = 1; round <= rounds; round++) {
    for (const { name, strike } of kills) {
      await sleep(1000 + 1500 * random())
      const before = load.acknowledged.length
      const began = performance.now()
      const what = await strike(city, client.ask, random, load)
      const seconds = ((performance.now() - began) / 1000).toFixed(1)
      console.log(
        `round ${round}: kill -9 ${name} (${what}) after ${before} acknowledged; serves again after ${seconds} s`,
      )
    }
  }
  await sleep(1000)
  await load.stop()

  const pool = new pg.Pool({ connectionString: city.databaseUrl, max: 2 })
  pool.on('error', () => undefined) // the city may end before we do
  await settleTimers(pool)
  await settlePlatform(pool)
  for (const each of pools.values()) await each.end()
  const submits = load.acknowledged.filter(({ kind }) => kind === 'submit').length
  console.log(
    `${submits} submissions and ${load.acknowledged.length - submits} acts acknowledged (${counted(load.acknowledged)}); ${load.due.length} timers made due; ${load.retries} requests sent again`,
  )
  if (load.refused.size > 0) console.log(`refused: ${[...load.refused].map(([why, n]) => `${why} ${n}`).join(', ')}`)
  const checks = await checkAll({ ...client, pool, databaseUrl: city.databaseUrl, dataDir: city.dataDir, load })
  await pool.end()
  for (const { name, fault } of checks) console.log(fault === undefined ? `✓ ${name}` : `✗ ${name}: ${fault}`)
  failed = checks.filter(({ fault }) => fault !== undefined).length
  process.exitCode = failed > 0 ? 1 : 0
  console.log(`${checks.length - failed} passed, ${failed} failed`)
} finally {
  client.close()
  await city.stop()
}

/** What was done how often, the most frequent first. */
function counted(acts: readonly { verb: string }[]): string {
  const counts = Map.groupBy(acts, ({ verb }) => verb)
  return [...counts]
    .map(([verb, each]) => ({ verb, n: each.length }))
    .sort((a, b) => b.n - a.n)
    .map(({ verb, n }) => `${verb} ${n}`)
    .join(', ')
}
