import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { builtDatabase } from '../platform/testing/database.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * The database and the data folder of a demo city as its first start leaves them. `firstStart` makes them once for all
 * the journeys of a run, and again after the code or the packs changed; the folder's files travel in the template.
 */
export async function preparedCity(
  dataDir: string,
  firstStart: (databaseUrl: string) => Promise<void>,
): Promise<{ url: string; close(): Promise<void> }> {
  const database = await builtDatabase(await stateOfCode(), async (url) => {
    await firstStart(url)
    await withClient(url, (client) => keepFiles(client, dataDir))
  })
  await withClient(database.url, (client) => layFiles(client, dataDir))
  return database
}

async function keepFiles(client: pg.Client, folder: string): Promise<void> {
  await client.query('create schema data_folder create table file (path text, mode int, content bytea)')
  for (const path of await filesUnder(folder)) {
    const place = join(folder, path)
    const { mode } = await stat(place)
    await client.query('insert into data_folder.file values ($1, $2, $3)', [path, mode, await readFile(place)])
  }
}

async function layFiles(client: pg.Client, folder: string): Promise<void> {
  const { rows } = await client.query('select path, mode, content from data_folder.file')
  for (const { path, mode, content } of rows) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content, { mode })
  }
  await client.query('drop schema data_folder cascade')
}

/** Changes whenever a file that a city is made of does, and each day: demo cases lie some days back. */
async function stateOfCode(): Promise<string> {
  const files = []
  for (const folder of ['platform', 'packs'])
    for (const path of await filesUnder(join(root, folder))) {
      const { size, mtimeMs } = await stat(join(root, folder, path))
      files.push([folder, path, size, mtimeMs])
    }
  return JSON.stringify([new Date().toISOString().slice(0, 10), files])
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
  return files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort()
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
