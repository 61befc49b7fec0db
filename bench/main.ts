import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { readyLine } from '../journeys/city.ts'
import { startCity } from './city.ts'
import { type Bench, type Effort, measure, type Result, type Scenario } from './harness.ts'
import { describeMachine, writeReport } from './report.ts'
import { guide } from './scenarios/guide.ts'
import { miaopi } from './scenarios/miaopi.ts'
import { officerStep } from './scenarios/officer-step.ts'
import { search } from './scenarios/search.ts'
import { settlePlatform } from './scenarios/settle.ts'
import { todo } from './scenarios/todo.ts'
import { tableOf } from './table.ts'

const scenarios: Scenario[] = [miaopi, officerStep, guide, search, todo]
const usage = `npm run bench -- [scenario…] [--json FILE] [--rounds 3] [--seconds 5] [--concurrency 16] [--profile DIR]
scenarios: ${scenarios.map(({ name }) => name).join(', ')}`

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    concurrency: { type: 'string', default: '16' },
    profile: { type: 'string' },
    help: { type: 'boolean' },
  },
  allowPositionals: true,
})
const wanted = positionals.length > 0 ? scenarios.filter(({ name }) => positionals.includes(name)) : scenarios
const effort: Effort = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  concurrency: Number(values.concurrency),
  most: 20_000,
}
const isUnderstood = [effort.rounds, effort.seconds, effort.concurrency].every((value) => value > 0 && value <= 1000)
if (values.help || !isUnderstood || (positionals.length > 0 && wanted.length !== new Set(positionals).size)) {
  console.log(usage)
  process.exit(values.help ? 0 : 2)
}

const floors: ChildProcess[] = []
process.stdout.write('starting a city and its database … ')
// A CPU profile of the server, for the browser's tools; profiling itself costs a little.
const profiler = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : []
const city = await startCity({ node: profiler })
const pool = new pg.Pool({ connectionString: city.databaseUrl, max: 2 })
pool.on('error', () => undefined) // the city may end before we do
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void close().then(() => process.exit(130)))
console.log('ready')

try {
  const bench: Bench = {
    url: city.url,
    pool,
    concurrency: effort.concurrency,
    settle: () => settlePlatform(pool),
    city: { server: city.server, postgres: await city.postgres() },
    startFloor,
  }
  const results: Result[] = []
  for (const scenario of wanted) {
    console.log(`\n${scenario.name}: ${scenario.operation}\n  floor: ${scenario.floor}`)
    const result = await measure(scenario, bench, effort)
    results.push(result)
    for (const error of new Set([...result.floor.errors, ...result.scenario.errors].slice(0, 5)))
      console.log(`  wrong answer: ${error}`)
    if (result.met === false) console.log('  below its target')
  }
  console.log(`\n${tableOf(results)}`)
  const machine = await describeMachine(city.databaseUrl)
  console.log(
    `\n${machine.cores} cores, node ${machine.node}, PostgreSQL ${machine.postgres}, fsync ${machine.durability.fsync}, synchronous_commit ${machine.durability.synchronousCommit}`,
  )
  if (values.json) {
    const command = ['npm run bench --', ...process.argv.slice(2)].join(' ')
    await writeReport(values.json, { at: new Date().toISOString(), command, machine, effort, results })
  }
  if (results.some(({ floor, scenario }) => floor.errors.length + scenario.errors.length > 0)) process.exitCode = 1
} finally {
  await close()
}

async function startFloor(name: string): Promise<{ url: string; pid: number }> {
  const program = fileURLToPath(new URL('./floors/main.ts', import.meta.url))
  const child = spawn(process.execPath, [program, name], {
    env: { ...process.env, DATABASE_URL: city.databaseUrl },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  floors.push(child)
  return { url: await readyLine(child), pid: child.pid! }
}

async function close(): Promise<void> {
  for (const floor of floors) floor.stdin?.end()
  await pool.end().catch(() => undefined) // ended already
  await city.stop()
}
