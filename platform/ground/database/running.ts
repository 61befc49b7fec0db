import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

const fileIn = (dataDir: string) => join(dataDir, 'database.url')

/** Leaves word, for the owner's eyes alone, where the database of a data folder answers while its server runs. */
export async function tellRunning(dataDir: string, url: string): Promise<() => Promise<void>> {
  await writeFile(fileIn(dataDir), `${url}\n`, { mode: 0o600 })
  return () => rm(fileIn(dataDir), { force: true })
}

/** Where the database of a data folder answers now, if a server runs it. What a killed server left behind answers nothing. */
export async function findRunning(dataDir: string): Promise<string | undefined> {
  const url = (await readFile(fileIn(dataDir), 'utf8').catch(() => '')).trim()
  if (!url) return undefined
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  return client
    .connect()
    .then(() => client.end())
    .then(
      () => url,
      () => undefined,
    )
}
