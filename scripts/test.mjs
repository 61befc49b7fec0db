// npm test [stage…]: runs everything, or the stages named; leaves nothing running; ends with "N passed, N failed".
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { compiled, ensureInstalled, explain, findNode, root } from './ensure.mjs'
import { stagesOf } from './stages.mjs'

const node = prepare()
const say = (text = '') => process.stdout.write(`${text}\n`)

function prepare() {
  try {
    ensureInstalled()
    return findNode()
  } catch (error) {
    return explain(error)
  }
}

/** What the tests see of our environment: not the caller's own servers. */
const plainEnvironment = Object.fromEntries(
  Object.entries({ ...compiled, ...process.env }).filter(
    ([name]) => name === 'ZT_TEST_DATABASE_URL' || !/^(ZT_|DATABASE_URL$|PORT$|NODE_TEST)/.test(name),
  ),
)

let current // the program that runs now
let cluster // the run's own PostgreSQL
let interrupted = false

/** Runs a program of ours in a group of its own, so that it and all that it started can be ended together. */
async function run(args, { env = {}, show } = {}) {
  if (interrupted) throw new Error('interrupted')
  const child = spawn(node, args, {
    cwd: root,
    env: { ...plainEnvironment, ...env },
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  current = child
  let output = ''
  let line = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text
    if (!show) return
    const lines = (line + text).split('\n')
    line = lines.pop()
    for (const whole of lines) show(whole)
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output += text
    if (show) process.stderr.write(text)
  })
  const [code] = await once(child, 'close')
  current = undefined
  if (interrupted) throw new Error('interrupted')
  return { code: code ?? 1, output }
}

/** One PostgreSQL for all test files. It ends when our end of its standard input closes, however we end. */
async function database() {
  if (plainEnvironment.ZT_TEST_DATABASE_URL) return {}
  cluster ??= await startCluster()
  return { ZT_TEST_DATABASE_URL: cluster.url }
}

async function startCluster() {
  const child = spawn(node, [join('platform', 'testing', 'cluster.ts')], {
    cwd: root,
    env: plainEnvironment,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const first = await Promise.race([once(child.stdout.setEncoding('utf8'), 'data'), exited.then(() => [''])])
  if (!first[0]) throw new Error('the test database did not start')
  const stop = async () => {
    child.stdin.end()
    await exited
  }
  return { url: first[0].trim(), stop }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true
    endCurrent('SIGTERM')
    setTimeout(() => endCurrent('SIGKILL'), 5_000).unref()
  })
}

function endCurrent(signal) {
  if (!current?.pid) return
  if (process.platform === 'win32') current.kill(signal)
  else process.kill(-current.pid, signal)
}

const stages = stagesOf({ node, run, database })
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in stages))
if (unknown.length > 0) {
  say(`There is no stage ${unknown.join(', ')}: the stages are ${Object.keys(stages).join(', ')}`)
  process.exit(2)
}

const results = []
for (const name of asked.length > 0
  ? Object.keys(stages).filter((stage) => asked.includes(stage))
  : Object.keys(stages)) {
  if (interrupted) break
  const began = Date.now()
  say(`▶ ${name}`)
  const result = await stages[name]().catch((error) => {
    say(error.message.replaceAll(/^/gm, '    '))
    return { passed: 0, failed: 1, skipped: 0, notes: [] }
  })
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  results.push({ name, ...result, seconds })
  say(`${result.failed ? '✗' : result.passed ? '✓' : '–'} ${name} (${seconds} s)`)
}
await cluster?.stop()

const total = (key) => results.reduce((sum, result) => sum + result[key], 0)
say()
say('stage        passed  failed  skipped   time')
for (const { name, passed, failed, skipped, seconds } of results) {
  say(`${name.padEnd(12)} ${cell(passed)} ${cell(failed)} ${cell(skipped, 8)} ${cell(`${seconds} s`, 8)}`)
}
say()
const notes = results.flatMap(({ name, notes }) => notes.map((note) => `  ${name}: ${note}`))
if (!existsSync(join(root, '..', 'shared', 'data')))
  notes.push('  ../shared/data is not here: what reads it was skipped')
if (notes.length > 0) say(`Skipped:\n${notes.join('\n')}\n`)
if (interrupted) say('Interrupted: not everything ran.')
say(`${total('passed')} passed, ${total('failed') + (interrupted ? 1 : 0)} failed, ${total('skipped')} skipped`)
process.exitCode = total('failed') > 0 || interrupted ? 1 : 0

function cell(value, width = 7) {
  return String(value).padStart(width)
}
