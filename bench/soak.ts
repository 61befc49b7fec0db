import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startCity } from './city.ts'
import { createClient, expectStatus, newKey, signInAll } from './client.ts'
import { openFiles, usageOf } from './cpu.ts'
import { granted, toIntake } from './scenarios/people.ts'
import { settlePlatform } from './scenarios/settle.ts'
import { beginTalent, submitTalent, talentItem } from './scenarios/talent.ts'
import { createPace } from './soak/pace.ts'
import { judge, type Sample } from './soak/verdict.ts'

const usage = `npm run bench -- soak [--minutes 60] [--rate N] [--concurrency 8] [--every 15]
  Loads a city for so long, with at most N operations a second if told; every so many seconds looks at memory, open files and tables; says in the end whether anything grew that must not.`

/** Tables that come and go: what they hold is bounded, so their size must be. */
const passing = `'ground.outbox', 'ledger.pending', 'identity.audit_unlinked', 'applications.application', 'graphile_worker._private_jobs', 'ground.job_pool', 'credentials.reserved'`
/** Tables that are written to again: dead rows must be taken away as fast as they come. */
const changing = `${passing}, 'cases.case', 'cases.task', 'identity.session', 'cases.number_block', 'credentials.counter', 'ledger.tree'`

/** `npm run bench -- soak`: memory flat, tables without bloat, the rate as it was. Exit 0 only if so. */
export async function soak(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '60' },
      rate: { type: 'string', default: 'Infinity' },
      concurrency: { type: 'string', default: '8' },
      every: { type: 'string', default: '15' },
      help: { type: 'boolean' },
    },
  })
  const given = [values.minutes, values.concurrency, values.every, values.rate].map(Number)
  const [minutes = 0, concurrency = 0, every = 0, rate = 0] = given
  if (values.help || !given.every((value) => value > 0)) {
    console.log(usage)
    process.exit(values.help ? 0 : 2)
  }
  const city = await startCity()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void city.stop().then(() => process.exit(130)))
  const { ask, close } = createClient(city.url, { connections: concurrency })
  const pool = new pg.Pool({ connectionString: city.databaseUrl, max: 1 })
  try {
    const postgres = await city.postgres()
    const work = await workOf(ask)
    const samples: Sample[] = []
    const began = performance.now()
    const until = began + minutes * 60_000
    let done = 0
    const errors = new Set<string>()
    const pace = createPace(rate)
    const workers = Array.from({ length: concurrency }, async (_, i) => {
      for (let turn = i; performance.now() < until; turn++) {
        await pace()
        await work(turn).catch((error: Error) => errors.add(error.message))
        done++
      }
    })
    let before = { at: began, done: 0 }
    while (performance.now() < until) {
      await sleep(Math.min(every * 1000, Math.max(0, until - performance.now())))
      const at = performance.now()
      const rate = (done - before.done) / ((at - before.at) / 1000)
      before = { at, done }
      const sample: Sample = {
        minute: (at - began) / 60_000,
        rate,
        memory: usageOf([city.server], [postgres])?.memory ?? Number.NaN,
        handles: openFiles(city.server),
        tables: await tablesOf(pool),
      }
      samples.push(sample)
      const outbox = sample.tables.find(({ name }) => name === 'ground.outbox')
      console.log(
        `${sample.minute.toFixed(1).padStart(6)} min  ${rate.toFixed(0).padStart(5)}/s  ${mib(sample.memory)} MB  ${sample.handles ?? '?'} files  outbox ${mib(outbox?.bytes ?? 0)} MB`,
      )
    }
    await Promise.all(workers)
    await settlePlatform(pool)
    console.log(`\n${done} operations; ${errors.size} kinds of errors`)
    for (const error of [...errors].slice(0, 5)) console.log(`  ${error}`)
    for (const { name, bytes, dead, live } of samples.at(-1)?.tables ?? [])
      console.log(`${name.padEnd(34)} ${mib(bytes).padStart(7)} MB  ${live} rows, ${dead} dead`)
    const verdicts = judge(samples)
    for (const { what, holds, how } of verdicts) console.log(`${holds ? '✓' : '✗'} ${what}: ${how}`)
    if (errors.size > 0 || verdicts.some(({ holds }) => !holds)) process.exitCode = 1
  } finally {
    await pool.end()
    close()
    await city.stop()
  }
}

/** What people do all day: apply and are granted, apply and are accepted, look at lists. */
async function workOf(ask: ReturnType<typeof createClient>['ask']): Promise<(turn: number) => Promise<void>> {
  const first = granted[0]!
  const [citizen = '', applicant = '', officer = ''] = await signInAll(ask, [
    first.username,
    toIntake.username,
    toIntake.officer,
  ])
  const itemId = await talentItem(ask)
  return async (turn) => {
    const kind = turn % 4
    if (kind === 0) {
      const id = await beginTalent(ask, itemId, { token: applicant, answers: toIntake.answers })
      const { caseId } = await submitTalent(ask, id, applicant)
      const seen = expectStatus(await ask('GET', `/api/v1/cases/${caseId}`, { token: officer }), 200)
      const { taskId } = seen.may.find((each: { verb: string }) => each.verb === 'accept')
      const body = { verb: 'accept', taskId, expectedVersion: seen.version }
      expectStatus(await ask('POST', `/api/v1/cases/${caseId}/acts`, { token: officer, key: newKey(), body }), 200)
    } else if (kind === 1) {
      expectStatus(await ask('GET', '/api/v1/tasks?limit=20', { token: officer }), 200)
      expectStatus(await ask('GET', '/api/v1/cases?limit=20', { token: citizen }), 200)
    } else await submitTalent(ask, await beginTalent(ask, itemId, { token: citizen, answers: first.answers }), citizen)
  }
}

async function tablesOf(pool: pg.Pool): Promise<Sample['tables']> {
  const { rows } = await pool.query<Sample['tables'][number]>(
    `select schemaname || '.' || relname as name, pg_total_relation_size(relid)::float8 as bytes, n_dead_tup::float8 as dead,
       n_live_tup::float8 as live, schemaname || '.' || relname in (${passing}) as passing
     from pg_stat_user_tables where schemaname || '.' || relname in (${changing}) order by 1`,
  )
  return rows
}

const mib = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0)
