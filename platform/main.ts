import cluster from 'node:cluster'
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { type Config, readConfig } from '#ground/config.ts'
import { awaitDatabase, startCluster, tellRunning } from '#ground/database/index.ts'
import { createLog, type Log } from '#ground/telemetry/log.ts'
import { serve } from './serve.ts'

/** Reads the settings, opens the database, starts one process or several, and stops them all in order. */
const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/**
 * What a server remembers (packs, forms, rules, plans) is a hundred megabytes that stay. Left to itself the collector walks all of it again
 * each time a quarter as much was added, which is every few seconds under load; so it waits until one and a half times as much was.
 * Near the limit of the heap it collects as ever.
 */
setFlagsFromString('--heap-growing-percent=150')

await (cluster.isPrimary ? startPrimary() : startWorker()).catch(explain)

async function startPrimary(): Promise<void> {
  const config = configOrExit()
  const log = createLog(config.logLevel)
  hearWarnings(log)
  await mkdir(config.dataDir, { recursive: true })
  const database = config.databaseUrl ? undefined : await startCluster({ dataDir: config.dataDir, log })
  const databaseUrl = config.databaseUrl ?? database!.url
  await awaitDatabase(databaseUrl)
  const stopping: (() => Promise<unknown>)[] = [async () => database?.stop()]
  if (database) stopping.unshift(await tellRunning(config.dataDir, databaseUrl))
  try {
    const prepared = { ...config, databaseUrl }
    const several = config.workers > 1 && config.roles.includes('web')
    const server = await serve({
      config: prepared,
      log,
      root,
      roles: several ? config.roles.filter((role) => role !== 'web') : config.roles,
      isPrimary: true,
    })
    stopping.unshift(server.stop)
    const port = several ? await forkWorkers(prepared, log, stopping) : server.port
    if (config.roles.includes('web')) announce(config, port, server.welcome)
  } catch (error) {
    await stopAll(stopping, log)
    throw error
  }
  stopOnSignals(stopping, log)
}

async function startWorker(): Promise<void> {
  const config = JSON.parse(process.env.ZT_WORKER_CONFIG!) as Config
  const log = createLog(config.logLevel)
  hearWarnings(log)
  const server = await serve({ config, log, root, roles: ['web'], isPrimary: false })
  process.send?.({ port: server.port })
  stopOnSignals([server.stop], log)
}

/** Starts the web processes, replaces one that dies, and answers the port once all serve. */
async function forkWorkers(config: Config, log: Log, stopping: (() => Promise<unknown>)[]): Promise<number> {
  let stopped = false
  // Each takes its connections itself: one handed to a process that was just killed would be answered by nobody.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  // Workers inherit the address by their environment; it holds no more than the primary's own environment did.
  cluster.setupPrimary({ serialization: 'json' })
  const fork = () => cluster.fork({ ZT_WORKER_CONFIG: JSON.stringify(config) })
  const workers = Array.from({ length: config.workers }, fork)
  cluster.on('exit', (worker, code) => {
    if (stopped) return
    log.error({ pid: worker.process.pid, code }, 'a web process ended; starting another')
    setTimeout(() => !stopped && fork(), 500)
  })
  stopping.unshift(async () => {
    stopped = true
    const alive = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
    await Promise.all(
      alive.map((worker) => new Promise<void>((done) => worker.once('exit', () => done()) && worker.kill('SIGTERM'))),
    )
  })
  const ports = await Promise.all(
    workers.map(
      (worker) =>
        new Promise<number>((ready, failed) => {
          worker.once('message', (message: { port: number }) => ready(message.port))
          worker.once('exit', (code) => failed(new Error(`A web process ended with ${code} before it served`)))
        }),
    ),
  )
  return ports[0]!
}

/** What node itself warns of goes into the log; that a part of it is experimental is no operator's concern. */
function hearWarnings(log: Log): void {
  process.removeAllListeners('warning')
  process.on('warning', (warning) =>
    log[warning.name === 'ExperimentalWarning' ? 'debug' : 'warn']({ err: warning }, 'node warns'),
  )
}

function configOrExit(): Config {
  try {
    // A person at a terminal wants to see what went wrong; everything else is for whoever keeps the log.
    const quiet = process.stderr.isTTY ? { ZT_LOG: 'warn' } : {}
    return readConfig(process.argv.slice(2), { ...quiet, ...process.env }, root)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(2)
  }
}

/** Who starts a server reads sentences; stacks are for the log of those who look for a defect (`ZT_LOG=debug`). */
function explain(error: Error): never {
  const causes: string[] = []
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) causes.push(sentenceOf(cause))
  process.stderr.write(`Not started: ${causes.join(': ')}\n`)
  if (process.env.ZT_LOG === 'debug') process.stderr.write(`${error.stack}\n`)
  process.exit(1)
}

function sentenceOf(error: Error & { code?: string; address?: string; port?: number }): string {
  if (error.code === 'EADDRINUSE')
    return `port ${error.port} of ${error.address} is taken; end what listens there, or choose another with --port`
  if (error.code === 'EACCES' && error.port)
    return `port ${error.port} may only be used by the administrator of this machine; choose another with --port`
  return error.message || String(error)
}

function announce(config: Config, port: number, welcome: string[]): void {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  const address = `http://${host}:${port}`
  for (const line of welcome) process.stdout.write(`${line.replaceAll('{address}', address)}\n`)
  process.stdout.write(`ready ${address}\n`)
}

async function stopAll(stopping: (() => Promise<unknown>)[], log: Log): Promise<void> {
  for (const stop of stopping)
    await stop().catch((error: unknown) => log.error({ err: error }, 'stopping met an error; going on with the rest'))
}

function stopOnSignals(stopping: (() => Promise<unknown>)[], log: Log): void {
  let begun = false
  const stop = (signal: string) => {
    if (begun) return
    begun = true
    log.info({ signal }, 'stopping')
    void stopAll(stopping, log).then(() => process.exit(0))
  }
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('SIGTERM', () => stop('SIGTERM'))
  // The launcher keeps a channel open to us: when it is killed, nobody is left to stop us but ourselves.
  process.once('disconnect', () => stop('disconnect'))
  process.channel?.unref()
}
