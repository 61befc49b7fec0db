import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { type City, startCity } from './city.ts'
import { createClient } from './client.ts'
import { generateCases } from './generate/generate.ts'
import { progressBar } from './generate/main.ts'

/** A city that holds so many cases. */
export type FilledCity = { city: City; url: string; pool: pg.Pool; server: number; postgres: number }

/** Cities of the bench by how many cases they hold: made when first asked for, kept in `keep` for the next run. */
export function createFilledCities(keep: string | undefined) {
  const open = new Map<number, Promise<FilledCity>>()

  async function start(count: number): Promise<FilledCity> {
    const dataDir = keep && join(keep, `cases-${count}`)
    if (dataDir && !existsSync(dataDir)) await fill(dataDir, count)
    const city = await startCity(dataDir ? { dataDir } : {})
    if (!dataDir) await fillRunning(city, count)
    const pool = new pg.Pool({ connectionString: city.databaseUrl, max: 2 })
    pool.on('error', () => undefined) // the city may end before we do
    return { city, url: city.url, pool, server: city.server, postgres: await city.postgres() }
  }

  return {
    of(count: number): Promise<FilledCity> {
      const known = open.get(count) ?? start(count)
      open.set(count, known)
      return known
    },
    async stop(): Promise<void> {
      for (const filling of open.values()) {
        const filled = await filling.catch(() => undefined) // told to who asked for it
        await filled?.pool.end()
        await filled?.city.stop()
      }
    },
  }
}

/** A folder has its name only when it is full: what a run left half done is made anew. */
async function fill(dataDir: string, count: number): Promise<void> {
  const draft = `${dataDir}.part`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true })
  const city = await startCity({ dataDir: draft })
  try {
    await fillRunning(city, count)
  } finally {
    await city.stop()
  }
  await rename(draft, dataDir)
}

async function fillRunning(city: City, count: number): Promise<void> {
  const client = createClient(city.url, { connections: 4 })
  console.log(`  filling a city with ${count.toLocaleString('en')} cases`)
  const { ask } = client
  await generateCases({ city, ask, count, seed: 1, onProgress: progressBar(process.stderr) })
  client.close()
}
