import { systemClock } from '#ground/clock.ts'
import type { Config } from '#ground/config.ts'
import { findRunning, migrate, openDatabase, startCluster } from '#ground/database/index.ts'
import { createFolderFiles } from '#ground/files/folder.ts'
import { createS3Files, readS3Url } from '#ground/files/s3.ts'
import { newId } from '#ground/ids.ts'
import { jobs, migrateJobs } from '#ground/jobs.ts'
import { createSecrets, loadMasterKey } from '#ground/secrets.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import { compose, modules, type Platform } from '../compose.ts'

export type Opened = Platform & { realm: string; close: () => Promise<void> }

/** The platform for one command: on the running server's database when there is one, else on a database of its own. */
export async function openPlatform(config: Config): Promise<Opened> {
  const log = createLog('error')
  const known = config.databaseUrl ?? (await findRunning(config.dataDir))
  const cluster = known ? undefined : await startCluster({ dataDir: config.dataDir, log })
  const database = openDatabase({ url: known ?? cluster!.url, log })
  const close = async () => {
    await database.close()
    await cluster?.stop()
  }
  try {
    const { db, pool } = database
    await migrate(db, modules)
    await migrateJobs(pool)
    const folder = `${config.dataDir}/files`
    const files = config.s3Url ? await createS3Files(readS3Url(config.s3Url), folder) : await createFolderFiles(folder)
    const masterKey = await loadMasterKey({
      dataDir: config.dataDir,
      ...(config.masterKeyFile ? { file: config.masterKeyFile } : {}),
    })
    const secrets = createSecrets(masterKey)
    const platform = await compose({
      db,
      clock: systemClock,
      newId,
      secrets,
      jobs,
      files,
      log,
      metrics: createMetrics(),
      config,
    })
    return { ...platform, realm: config.realm, close }
  } catch (error) {
    await close()
    throw error
  }
}
