import { writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, release, totalmem } from 'node:os'
import pg from 'pg'
import type { Effort, Result } from './harness.ts'

export type Machine = {
  cores: number
  processor: string
  memoryBytes: number
  system: string
  node: string
  postgres: string
  /** What a commit waits for, as PostgreSQL says: the same for floor and platform. */
  durability: { fsync: string; synchronousCommit: string }
}

/** What the figures were measured on. */
export async function describeMachine(databaseUrl: string): Promise<Machine> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<Record<'version' | 'fsync' | 'sync', string>>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync`,
  )
  await client.end()
  const { version, fsync, sync } = rows[0]!
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.version,
    postgres: version,
    durability: { fsync, synchronousCommit: sync },
  }
}

export async function writeReport(
  file: string,
  report: { at: string; command: string; machine: Machine; effort: Effort; results: Result[] },
): Promise<void> {
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
}
