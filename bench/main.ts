import { type ChildProcess, spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { readyLine } from '../journeys/city.ts'
import { startCity } from './city.ts'
import { duels, runDuels } from './engines/main.ts'
import { createFilledCities } from './filled.ts'
import { generate } from './generate/main.ts'
import { type Bench, type Effort, measure, type Result, type Scenario } from './harness.ts'
import { messages } from './messages/main.ts'
import { portalLcp } from './portal-lcp.ts'
import { describeMachine, writeReport } from './report.ts'
import { gateway, gatewayPage } from './scenarios/gateway.ts'
import { guide } from './scenarios/guide.ts'
import { miaopi } from './scenarios/miaopi.ts'
import { creationMillion, officerMillion, todoMillion } from './scenarios/million.ts'
import { officerStep } from './scenarios/officer-step.ts'
import { search } from './scenarios/search.ts'
import { settlePlatform } from './scenarios/settle.ts'
import { codeSignIn, passkeySignIn, passwordSignIn, tokenRefresh } from './scenarios/sign-ins.ts'
import { todo } from './scenarios/todo.ts'
import { soak } from './soak.ts'
import { tableOf } from './table.ts'
import { trust } from './trust/main.ts'

const scenarios: Scenario[] = [
  miaopi,
  officerStep,
  guide,
  search,
  todo,
  passwordSignIn,
  passkeySignIn,
  codeSignIn,
  tokenRefresh,
  gateway,
  gatewayPage,
]
/** Scenarios that first fill a city with a million cases: only by name. */
const great: Scenario[] = [todoMillion, creationMillion, officerMillion]
const usage = `npm run bench -- [scenario…] [--json FILE] [--rounds 3] [--seconds 5] [--concurrency 16] [--profile DIR]
                [--keep DIR] [--million 1000000] [--workers N: processes that serve, of platform and floor; as many as cores, four at most]
scenarios: ${scenarios.map(({ name }) => name).join(', ')}
by name only, in cities of 10,000 and of a million cases (kept in DIR for the next run): ${great.map(({ name }) => name).join(', ')}
without a city, against another engine: ${duels.map(({ name }) => name).join(', ')}
npm run bench -- generate --help, npm run bench -- messages --help, npm run bench -- soak --help, npm run bench -- trust --help
in a browser, as a slow telephone opens them: npm run bench -- portal-lcp --help`

// Programs of their own under the same roof.
const programs: Record<string, (args: string[]) => Promise<void>> = {
  generate,
  messages,
  'portal-lcp': portalLcp,
  soak,
  trust,
}
const program = programs[process.argv[2] ?? '']
if (program) {
  await program(process.argv.slice(3))
  process.exit(process.exitCode)
}

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    concurrency: { type: 'string', default: '16' },
    profile: { type: 'string' },
    keep: { type: 'string' },
    million: { type: 'string', default: '1000000' },
    workers: { type: 'string', default: String(Math.min(4, availableParallelism())) },
    help: { type: 'boolean' },
  },
  allowPositionals: true,
})
const wanted =
  positionals.length > 0 ? [...scenarios, ...great].filter(({ name }) => positionals.includes(name)) : scenarios
const effort: Effort = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  concurrency: Number(values.concurrency),
  most: 20_000,
}
const isUnderstood = [effort.rounds, effort.seconds, effort.concurrency].every((value) => value > 0 && value <= 1000)
const isKnown = (name: string) => [...wanted, ...duels].some((each) => each.name === name)
// A duel of engines needs no city, so it is run alone.
const mixed = duels.some(({ name }) => positionals.includes(name)) && wanted.length > 0
if (values.help || !isUnderstood || mixed || !positionals.every(isKnown)) {
  console.log(usage)
  process.exit(values.help ? 0 : 2)
}

const filled = createFilledCities(values.keep)
const duelling = duels.filter(({ name }) => positionals.includes(name))
if (duelling.length > 0) {
  const met = await runDuels(duelling, { ...effort, ...(values.json ? { json: values.json } : {}) })
  process.exit(met ? 0 : 1)
}

const floors: ChildProcess[] = []
process.stdout.write('starting a city and its database … ')
// A CPU profile of the server, for the browser's tools; profiling itself costs a little.
const profiler = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : []
const city = await startCity({ node: profiler, args: ['--workers', values.workers] })
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
    filled: filled.of,
    million: Number(values.million),
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
    env: { ...process.env, DATABASE_URL: city.databaseUrl, FLOOR_PROCESSES: values.workers },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  floors.push(child)
  return { url: await readyLine(child), pid: child.pid! }
}

async function close(): Promise<void> {
  for (const floor of floors) floor.stdin?.end()
  await filled.stop()
  await pool.end().catch(() => undefined) // ended already
  await city.stop()
}
