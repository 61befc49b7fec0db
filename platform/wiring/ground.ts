import type { Clock } from '#ground/clock.ts'
import type { Config } from '#ground/config.ts'
import type { Db } from '#ground/database/index.ts'
import type { Files } from '#ground/files/files.ts'
import type { NewId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { Metrics } from '#ground/telemetry/metrics.ts'

/** The machine as modules are given it. */
export type Ground = {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  jobs: Jobs
  files: Files
  log: Log
  metrics: Metrics
  config: Config
}
