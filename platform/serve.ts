import { type Clock, systemClock } from '#ground/clock.ts'
import type { Config, Role } from '#ground/config.ts'
import { migrate, openDatabase } from '#ground/database/index.ts'
import { createFolderFiles } from '#ground/files/folder.ts'
import { createS3Files, readS3Url } from '#ground/files/s3.ts'
import { createHttp, forgetAnswers, operatorRoutes, servePages } from '#ground/http/index.ts'
import { newId } from '#ground/ids.ts'
import { jobs, migrateJobs, type RunningJobs, startJobs } from '#ground/jobs.ts'
import { startDispatcher } from '#ground/outbox/dispatcher.ts'
import { createSecrets, loadMasterKey } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import { watchMachine } from '#ground/watch/watch.ts'
import { watchWork } from '#ground/watch/work.ts'
import { compose, modules } from './compose.ts'
import { loadCity } from './wiring/city.ts'
import { openDoors } from './wiring/doors.ts'

export type Served = { port: number; welcome: string[]; stop(): Promise<void> }

const minute = 60_000

/** A clock that leaps forward by more than this holds the timers. */
const leapToHold = 10 * minute

/** One process of the platform: opens the ground, composes the modules, and serves, works, or both, by its roles. */
export async function serve(given: {
  config: Config
  log: Log
  root: string
  roles: Role[]
  isPrimary: boolean
  /** Another time than the machine's, for stories that take weeks. */
  clock?: Clock
}): Promise<Served> {
  const { config, log, root, roles, isPrimary, clock = systemClock } = given
  const database = openDatabase({ url: config.databaseUrl!, log, max: roles.includes('web') ? 20 : 10 })
  const { db, pool } = database
  const masterKey = await loadMasterKey({
    dataDir: config.dataDir,
    ...(config.masterKeyFile ? { file: config.masterKeyFile } : {}),
  })
  const folder = `${config.dataDir}/files`
  const files = config.s3Url ? await createS3Files(readS3Url(config.s3Url), folder) : await createFolderFiles(folder)
  const metrics = createMetrics()
  let running: RunningJobs | undefined
  const machine = watchMachine({
    dataDir: config.dataDir,
    log,
    metrics,
    onLeap: ({ millis }, off) => {
      if (!running) return
      // What the law gives a person time for must not run out because a clock was set wrong: somebody looks first.
      if (millis > leapToHold) {
        log.error({ seconds: config.clockHold }, 'timers wait, in case the clock is wrong; set it right, or they go on')
        void running.hold(config.clockHold * 1000)
      } else if (Math.abs(off) < leapToHold) void running.resume()
    },
  })
  const ground = { db, clock, newId, secrets: createSecrets(masterKey), jobs, files, log, metrics, config }
  if (isPrimary) {
    await migrate(db, modules)
    await migrateJobs(pool)
  }
  const platform = await compose(ground)
  const welcome = isPrimary ? await loadCity(platform, ground) : []
  await platform.calendars.follow()

  const stopping: (() => Promise<unknown>)[] = [async () => machine.stop()]
  const following = setInterval(() => {
    platform.calendars.follow().catch((error: unknown) => log.error({ err: error }, 'the calendar was not looked up'))
  }, 5_000)
  stopping.push(async () => clearInterval(following))
  const dispatcher = roles.includes('worker')
    ? startDispatcher({ db, clock, log, reactions: platform.reactions })
    : undefined
  if (dispatcher) {
    stopping.push(() => dispatcher.stop())
    const doing = await startJobs({
      pool,
      log,
      handlers: platform.jobHandlers,
      beforeEach: machine.lookAtClock,
    })
    running = doing
    stopping.push(() => doing.stop())
    watchWork({ db, pool, metrics })
    stopping.push(...platform.startWork())
    const sweep = setInterval(() => {
      forgetAnswers(db).catch((error: unknown) => log.error({ err: error }, 'old answers were not forgotten'))
    }, 10 * minute)
    stopping.push(async () => clearInterval(sweep))
  }

  let port = 0
  if (roles.includes('web')) {
    let ready = false
    const app = await createHttp({
      config,
      db,
      newId,
      log,
      metrics,
      authenticate: platform.authenticate,
      needLevel: platform.needLevel,
      problems: platform.problems,
      programs: platform.programs,
      onChange: () => {
        dispatcher?.wake()
        platform.wake()
      },
    })
    operatorRoutes(app, { db, metrics, problems: platform.problems, isReady: () => ready, machine: machine.state })
    await openDoors(app, platform)
    const others = ['/api/', '/docs', '/log/', '/oidc', '/v2/', '/assets/']
    await servePages(app, { prefix: '/workbench', folder: `${root}/apps/workbench/dist`, except: others })
    await servePages(app, {
      prefix: '/',
      folder: `${root}/apps/portal/dist`,
      except: others,
      plain: platform.plainPages,
    })
    const address = await app.listen({ host: config.host, port: config.port })
    port = Number(new URL(address).port)
    ready = true
    stopping.unshift(() => app.close())
  }
  stopping.push(() => platform.credentials.stop())
  stopping.push(() => database.close())
  return {
    port,
    welcome,
    async stop() {
      for (const stop of stopping) await stop()
    },
  }
}
