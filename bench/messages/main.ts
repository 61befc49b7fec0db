import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type City, startCity } from '../city.ts'
import { createClient, expectStatus, signInAll } from '../client.ts'
import { usageOf } from '../cpu.ts'
import { type Gateway, openFloor } from './floor.ts'

const usage = `npm run bench -- messages [--seconds 15] [--concurrency 16] [--workers 1] [--json FILE]
  Another department's program sends text messages through the v2 API for so long; each counts when its receipt is written
  down. Beside it a bare client of the same gateway. Target: 350 sends a second.`
const target = 350
const words = '粤S·测试停车超时，请尽快驶离。'

/** What is driven: how to send one, and how many have their receipt. */
type Subject = { send(place: number): Promise<void>; delivered(): Promise<number> }
type Figures = { perSecond: number; sent: number; cpuPerSend?: number }

/** `npm run bench -- messages`: exit 0 only when the target is met. */
export async function messages(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '15' },
      concurrency: { type: 'string', default: '16' },
      workers: { type: 'string', default: '1' },
      profile: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const [seconds, concurrency] = [Number(values.seconds), Number(values.concurrency)]
  if (values.help || !(seconds > 0) || !(concurrency > 0)) return console.log(usage)
  const folder = await mkdtemp(join(tmpdir(), 'zt-bench-messages-'))
  const simulators = await startSimulators(join(folder, 'messages.json'))
  const city = await startMorning(folder, values.workers, values.profile)
  const pool = new pg.Pool({ connectionString: city.databaseUrl, max: concurrency })
  try {
    const gateway = JSON.parse(await readFile(join(folder, 'messages.json'), 'utf8'))[0] as Gateway
    const floorClient = await openFloor(pool, gateway)
    const floor = await drive(
      { send: (place) => floorClient.send(numberOf(place), words), delivered: floorClient.delivered },
      { seconds, concurrency, processes: [process.pid, await city.postgres()] },
    )
    floorClient.stop()
    const platform = await drive(await openPlatform(city, pool, concurrency), {
      ...{ seconds, concurrency, processes: [city.server] },
    })
    const ratio = platform.perSecond / floor.perSecond
    console.log(
      [
        `floor     ${said(floor)}  a bare client of the gateway, one insert and two updates each`,
        `platform  ${said(platform)}  v2 API, sealed, queued, receipts settled`,
        `of the floor ${ratio.toFixed(2)}; target ${target}/s ${platform.perSecond >= target ? 'met' : 'not met'}`,
      ].join('\n'),
    )
    if (values.json) await writeFile(values.json, `${JSON.stringify({ floor, platform, ratio, target }, null, 2)}\n`)
    process.exitCode = platform.perSecond >= target ? 0 : 1
  } finally {
    await pool.end()
    await city.stop()
    simulators.kill('SIGTERM')
    await rm(folder, { recursive: true, force: true })
  }
}

const said = ({ perSecond, sent, cpuPerSend }: Figures) =>
  `${perSecond.toFixed(0).padStart(6)}/s  ${String(sent).padStart(6)} sent${cpuPerSend ? `  ${(cpuPerSend * 1000).toFixed(2)} ms CPU each` : ''}`
const numberOf = (place: number) => `139${String(place % 100_000_000).padStart(8, '0')}`

/** Sends for so long, then waits for the last receipt: the rate counts until then. */
async function drive(
  subject: Subject,
  { seconds, concurrency, processes }: { seconds: number; concurrency: number; processes: number[] },
): Promise<Figures> {
  const began = performance.now()
  const before = usageOf(processes)
  let sent = 0
  const lanes = Array.from({ length: concurrency }, async () => {
    while (performance.now() - began < seconds * 1000) await subject.send(sent++)
  })
  await Promise.all(lanes)
  for (let left = 1200; (await subject.delivered()) < sent; left--) {
    if (left === 0) throw new Error(`${sent - (await subject.delivered())} messages have no receipt after two minutes`)
    await sleep(100)
  }
  const after = usageOf(processes)
  const cpu = before && after ? after.cpu - before.cpu : undefined
  return {
    sent,
    perSecond: (sent * 1000) / (performance.now() - began),
    ...(cpu === undefined ? {} : { cpuPerSend: cpu / sent }),
  }
}

/** A department's system with a template and a key, sending by the v2 API. */
async function openPlatform(city: City, pool: pg.Pool, connections: number): Promise<Subject> {
  const { ask } = createClient(city.url, { connections })
  const [token] = await signInAll(ask, ['admin'])
  const post = async (path: string, body: unknown) =>
    expectStatus(await ask('POST', `/api/v1${path}`, { token, body }), 201) as unknown as Record<string, string>
  const { id: sender } = await post('/message-senders', { name: '停车提醒系统' })
  const { id: template } = await post(`/message-senders/${sender}/templates`, {
    ...{ name: '提醒', channel: 'sms', texts: { zh: { body: '((plate))停车超时，请尽快驶离。' } } },
  })
  const { apiKey } = await post(`/message-senders/${sender}/keys`, { name: 'parking' })
  const secret = apiKey!.slice(-36)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const head = part({ alg: 'HS256', typ: 'JWT' })
  const jwt = () => {
    const text = `${head}.${part({ iss: sender, iat: Math.floor((Date.now() + offset) / 1000) })}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }
  return {
    async send(place) {
      const body = { template_id: template, phone_number: numberOf(place), personalisation: { plate: '粤S·测试' } }
      expectStatus(await ask('POST', '/v2/notifications/sms', { token: jwt(), body }), 201)
    },
    async delivered() {
      const { rows } = await pool.query<{ n: number }>(
        `select count(*)::int as n from messages.message where status = 'delivered' and sender_id = $1`,
        [sender],
      )
      return rows[0]!.n
    },
  }
}

/** Ten in the morning in China: at night text messages wait, and there would be nothing to measure. */
const offset = (() => {
  const now = new Date()
  const morning = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, 2)
  return morning - now.getTime()
})()

async function startMorning(folder: string, workers: string, profile: string | undefined): Promise<City> {
  const clock = join(folder, 'clock')
  await writeFile(clock, String(Math.round(offset / 1000)))
  const shift = fileURLToPath(new URL('../../journeys/clock-shift.mjs', import.meta.url))
  return startCity({
    node: ['--import', shift, ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])],
    args: ['--workers', workers],
    env: { ZT_MESSAGES: join(folder, 'messages.json'), ZT_TEST_CLOCK: clock },
  })
}

async function startSimulators(settings: string): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('../../platform/testing/simulate-messages.ts', import.meta.url))
  const child = spawn(process.execPath, [program, '--settings', settings, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(createInterface({ input: child.stdout! }), 'line')
  return child
}
