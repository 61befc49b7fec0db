import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { ownCpu, usageOf } from './cpu.ts'
import type { FilledCity } from './filled.ts'
import { type Load, type Operation, percentile, runLoad } from './load.ts'

/** What is driven: the platform, or the hand-written program that does the same. */
export type Subject = {
  operation: Operation
  /** Makes at least so many things to work on, before a round; without it an operation needs nothing prepared. */
  stock?(count: number): Promise<void>
  /** Waits until the work that the operations left behind (events, ledger) is done; its CPU counts. */
  settle?(): Promise<void>
  /** Processes whose trees are charged: CPU of both, memory of the server's without PostgreSQL's. */
  server: number
  postgres: number
}

export type Scenario = {
  name: string
  /** What one operation is, and what the floor does instead. */
  operation: string
  floor: string
  /** At least this ratio and rate; at most this median, in milliseconds, and this many times the floor's. */
  target?: { ratio?: number; rate?: number; p50?: number; p50Growth?: number }
  /** What the two lines of the result are called, where the floor is not a hand-written program. */
  labels?: (bench: Bench) => [floor: string, platform: string]
  /** Operations a round at most, where each uses up something prepared. */
  most?: number
  prepare(bench: Bench): Promise<{ scenario: Subject; floor: Subject; note?: string }>
}

/** What scenarios are prepared with: the running city and floor, and who speaks to them. */
export type Bench = {
  url: string
  /** The city's database. */
  pool: pg.Pool
  concurrency: number
  /** Waits until the city has done what its answers left behind. */
  settle(): Promise<void>
  city: { server: number; postgres: number }
  /** A city that holds so many cases, started when first asked for. */
  filled(cases: number): Promise<FilledCity>
  /** How many cases the great city of `…-million` holds. */
  million: number
  /** Starts the floor of this name; it ends with the bench. */
  startFloor(name: string): Promise<{ url: string; pid: number }>
}

/** CPU seconds: in all, of the processes that serve, of the first one that does what answers leave to be done, of PostgreSQL. */
export type Cpu = { all: number; serving: number; afterwards: number; postgres: number }

export type Figures = {
  /** Operations a second while the load ran. */
  rate: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** What an operation cost; undefined where the machine does not tell. */
  cpu?: Cpu
  /** The most bytes the server's processes held at once, PostgreSQL's aside. */
  memory?: number
  operations: number
  errors: string[]
}

export type Result = {
  name: string
  operation: string
  floorIs: string
  floor: Figures
  scenario: Figures
  ratio: number
  note?: string
  labels?: [floor: string, platform: string]
  met?: boolean
}

export type Effort = { rounds: number; seconds: number; concurrency: number; most: number }

/** Warms both up, then measures floor and scenario in turn, so that whatever else the machine does falls on both. */
export async function measure(scenario: Scenario, bench: Bench, wanted: Effort): Promise<Result> {
  const effort = { ...wanted, most: scenario.most ?? wanted.most }
  const subjects = await scenario.prepare(bench)
  const rounds: Record<'floor' | 'scenario', Round[]> = { floor: [], scenario: [] }
  const order = ['floor', 'scenario'] as const
  // Until the code that runs hot has been compiled: a count, and not a time, so that a busy machine is as warm.
  for (const which of order) await warmUp(subjects[which], effort)
  for (let round = 0; round < effort.rounds; round++)
    for (const which of order) rounds[which].push(await runRound(subjects[which], effort))

  const floor = figuresOf(rounds.floor)
  const own = figuresOf(rounds.scenario)
  const ratio = own.rate / floor.rate
  return {
    name: scenario.name,
    operation: scenario.operation,
    floorIs: scenario.floor,
    floor,
    scenario: own,
    ratio,
    ...(subjects.note ? { note: subjects.note } : {}),
    ...(scenario.labels ? { labels: scenario.labels(bench) } : {}),
    ...(scenario.target ? { met: meets(scenario.target, floor, own) } : {}),
  }
}

/** Each process that serves must have done this often what it will be measured by. */
const warmOperations = 2_400

async function warmUp(subject: Subject, effort: Effort): Promise<void> {
  for (let done = 0; done < warmOperations; ) {
    const { load } = await runRound(subject, { ...effort, seconds: 20, most: Math.min(800, effort.most) })
    // What fails now fails again when it is measured, and is told then.
    if (load.errors.length > 0) return
    done += load.done
  }
}

function meets(target: NonNullable<Scenario['target']>, floor: Figures, own: Figures): boolean {
  const { ratio = 0, rate = 0, p50 = Number.POSITIVE_INFINITY, p50Growth = Number.POSITIVE_INFINITY } = target
  return own.rate / floor.rate >= ratio && own.rate >= rate && own.p50 < p50 && own.p50 <= p50Growth * floor.p50
}

type Round = { load: Load; cpu?: Cpu; memory?: number }

async function runRound(subject: Subject, effort: Effort): Promise<Round> {
  await subject.stock?.(effort.most)
  await subject.settle?.()
  const before = cpuOf(subject)
  const memory = watchMemory(subject)
  const load = await runLoad(subject.operation, effort)
  const most = memory.stop()
  await subject.settle?.()
  await sleep(100) // the last counters are written a tick later
  return { load, ...cpuBetween(before, cpuOf(subject)), ...(most === undefined ? {} : { memory: most }) }
}

function cpuOf({ server, postgres }: Subject): Cpu | undefined {
  const all = usageOf([server, postgres])
  const database = usageOf([postgres])
  const afterwards = ownCpu(server)
  if (!all || !database || afterwards === undefined) return undefined
  const serving = all.cpu - database.cpu - afterwards
  return { all: all.cpu, serving, afterwards, postgres: database.cpu }
}

const parts = ['all', 'serving', 'afterwards', 'postgres'] as const

const eachPart = (of: (part: keyof Cpu) => number): Cpu =>
  Object.fromEntries(parts.map((part) => [part, of(part)])) as Cpu

function cpuBetween(before: Cpu | undefined, after: Cpu | undefined): { cpu?: Cpu } {
  return before && after ? { cpu: eachPart((part) => after[part] - before[part]) } : {}
}

function watchMemory({ server, postgres }: Subject): { stop(): number | undefined } {
  let most: number | undefined
  const look = () => {
    const now = usageOf([server], [postgres])
    if (now) most = Math.max(most ?? 0, now.memory)
  }
  look()
  const timer = setInterval(look, 500)
  return {
    stop() {
      clearInterval(timer)
      look()
      return most
    },
  }
}

function figuresOf(rounds: Round[]): Figures {
  const sum = (of: (round: Round) => number) => rounds.reduce((total, round) => total + of(round), 0)
  const latencies = rounds.flatMap(({ load }) => load.latencies)
  const operations = sum(({ load }) => load.done)
  const isMeasured = rounds.every(({ cpu }) => cpu !== undefined)
  return {
    rate: operations / sum(({ load }) => load.seconds),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    ...(isMeasured
      ? {
          cpu: eachPart((part) => sum(({ cpu }) => cpu?.[part] ?? 0) / operations),
          memory: Math.max(...rounds.map(({ memory = 0 }) => memory)),
        }
      : {}),
    operations,
    errors: rounds.flatMap(({ load }) => load.errors.map((error) => error.message)),
  }
}
