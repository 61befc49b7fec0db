import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { Files } from '#ground/files/files.ts'
import type { NewId } from '#ground/ids.ts'
import type { JobHandler, Jobs } from '#ground/jobs.ts'
import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import type { ReadyRow, Register, Registers } from '#support/registers/index.ts'
import { clean, mostColumns, readTable } from '#support/tables/index.ts'
import type { ImportFault, ImportStart, RegisterImport } from './contract.ts'
import { registerLoaded } from './events.ts'
import { readLine } from './lines.ts'
import { mappingFaults, suggestMapping } from './mapping.ts'
import { mayImport } from './policy.ts'
import * as store from './store.ts'

/** The job that reads a stored file on, for a while. */
export const importJob = 'register-imports.run'

export const largestFile = 4 * 1024 * 1024 * 1024
const batchSize = 2000
const faultsPerPage = 200
/** How long one job goes on; then it makes room for others and for a stop of the process. */
const slice = 20_000
/** Lines that are looked at for the names of columns. */
const linesLookedAt = 100

export type RegisterImportNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  jobs: Jobs
  files: Files
  publish: Publish
  appendLeaf: (tx: Tx, leaf: { realm: string; kind: string; subject: string; digest: Buffer }) => Promise<void>
  registers: Pick<Registers, 'get' | 'loading'>
}

type RunOptions = { until?: number; onProgress?: (run: RegisterImport) => void }

/** Files brought into registers: read, checked and staged in batches, then moved into the register all at once. */
export function createRegisterImports(needs: RegisterImportNeeds) {
  const { db, clock, newId, jobs, files, registers } = needs
  const { loading } = registers

  async function find(realm: string, id: string): Promise<store.RunRow> {
    const row = await store.selectRun(db, realm, id)
    if (!row) throw new Refusal('missing', 'register-imports.missing', `No import ${id}`)
    return row
  }
  function demand(actor: Actor): void {
    if (mayImport(actor)) return
    throw new Refusal('forbidden', 'register-imports.forbidden', `${actor.accountId} is no administrator`)
  }
  async function change(realm: string, row: store.RunRow, to: store.Change, also?: (tx: Tx) => Promise<unknown>) {
    await inTransaction(db, async (tx) => {
      // Another process may have gone on with the same import meanwhile.
      if (!(await store.updateRun(tx, realm, row, to))) throw overtaken(row.id)
      await also?.(tx)
    })
    return { ...row, ...to, version: row.version + 1 }
  }
  const add = (tx: Tx, realm: string, id: string, on: string) =>
    jobs.add(tx, importJob, { realm, id }, { key: `${importJob}:${id}${on}` })

  /** What waits must be what was counted; a server that broke down has lost it, and reading begins again. */
  async function takeUp(realm: string, register: Register, row: store.RunRow): Promise<store.RunRow> {
    await inTransaction(db, (tx) => loading.open(tx, register, row.id))
    const waiting = await loading.staged(row.id)
    if (waiting.rows === row.accepted && waiting.checksum === row.checksum) return row
    await loading.empty(row.id)
    return change(realm, row, afresh, (tx) => store.deleteFaults(tx, realm, row.id))
  }

  /** Stages lines with their count in one transaction. */
  async function stage(realm: string, register: Register, row: store.RunRow, batch: Batch, bytesRead: number) {
    const { ready, faults, lastLine, refused } = batch
    const to: store.Change = {
      ...{ state: 'reading', position: lastLine, bytesRead, accepted: row.accepted + ready.length },
      ...{ refused: row.refused + refused, checksum: plus(row.checksum, ready) },
    }
    return change(realm, row, to, async (tx) => {
      if (ready.length > 0) await loading.stage(tx, register, row.id, ready)
      await store.insertFaults(tx, realm, row.id, faults)
    })
  }

  /** The last step, in one transaction: twins are refused, the rest stands in the register, or nothing does. */
  async function move(realm: string, register: Register, row: store.RunRow): Promise<store.RunRow> {
    const at = clock()
    const to = await inTransaction(db, async (tx): Promise<store.Change> => {
      let { accepted, refused, checksum } = row
      for await (const twins of loading.twins(tx, register, row.id)) {
        accepted -= twins.length
        refused += twins.length
        checksum = plus(checksum, twins)
        const faults = twins.map(({ line, twinOf }): store.NewFault => {
          return { line, no: 0, reason: 'key-twice', detail: `The key stands on line ${twinOf} already` }
        })
        await store.insertFaults(tx, realm, row.id, faults)
      }
      const counted = { accepted, refused, checksum, bytesRead: row.fileBytes, finishedAt: at }
      const stop = (problem: string) => ({ ...counted, state: 'failed' as const, problem })
      const done =
        accepted === 0
          ? stop('register-imports.nothing')
          : row.mode === 'whole' && refused > 0
            ? stop('register-imports.whole-with-faults')
            : { ...counted, state: 'done' as const, ...(await load(tx, realm, register, { ...row, ...counted })) }
      if (!(await store.updateRun(tx, realm, row, done))) throw overtaken(row.id)
      return done
    })
    return { ...row, ...to, version: row.version + 1 }
  }

  async function load(tx: Tx, realm: string, register: Register, row: store.RunRow) {
    const { rows, ...result } = await loading.move(tx, realm, register, row.id, {
      whole: row.mode === 'whole',
      at: row.finishedAt ?? clock(),
    })
    if (rows !== row.accepted || result.checksum !== row.checksum)
      throw new Error(`Import ${row.id}: ${rows} rows were loaded of ${row.accepted} accepted`)
    const { added, changed, same, ended } = result
    const data = {
      ...{ importId: row.id, register: row.register, mode: row.mode, refused: row.refused, checksum: row.checksum },
      ...{ added, changed, same, ended },
    }
    await needs.publish(tx, registerLoaded, { realm, subject: row.id, data })
    const digest = createHash('sha256')
      .update(canonicalJson({ ...data, file: row.fileHash }))
      .digest()
    await needs.appendLeaf(tx, { realm, kind: 'register-imports.load', subject: row.id, digest })
    return { added, changed, same, ended }
  }

  async function read(realm: string, register: Register, begun: store.RunRow, options: RunOptions) {
    let row = begun
    const { source, bytesRead } = counted(await files.open(row.fileHash))
    const into = { loading, register, mapping: row.mapping }
    let batch = newBatch()
    for await (const line of readTable(source)) {
      if (line.line <= row.position) continue
      take(batch, readLine(into, line), line.line)
      if (batch.lines < batchSize) continue
      row = await stage(realm, register, row, batch, bytesRead())
      batch = newBatch()
      options.onProgress?.(importOf(row))
      if (options.until !== undefined && performance.now() > options.until) return { row, ended: false }
    }
    if (batch.lines > 0) row = await stage(realm, register, row, batch, bytesRead())
    return { row, ended: true }
  }

  const service = {
    /** Stores the file, looks at its first lines, and proposes which column is what. */
    async upload(
      actor: Actor,
      source: Readable,
      { register: key, fileName }: { register: string; fileName: string },
    ): Promise<RegisterImport> {
      demand(actor)
      const register = await registers.get(actor.realm, key)
      const stored = await files.put(source, { maxBytes: largestFile })
      const columns = await columnsOf(await files.open(stored.hash))
      const row: store.RunRow = {
        ...{ id: newId(), register: key, columns, mapping: suggestMapping(register, columns) },
        ...{ fileHash: stored.hash, fileBytes: stored.size },
        fileName: clean(fileName).slice(0, 200) || '（没有文件名）',
        ...{ mode: 'changes', state: 'uploaded', problem: null, ...afresh },
        ...{ startedBy: actor.name, version: 1, createdAt: clock(), finishedAt: null },
      }
      await inTransaction(db, (tx) => store.insertRun(tx, actor.realm, row))
      return importOf(row)
    },

    /** Begins the import, or begins a failed one again. Refuses with `register-imports.mapping`, `.under-way`, `.done`. */
    async begin(actor: Actor, id: string, { mapping, mode }: ImportStart, { queue = true } = {}) {
      demand(actor)
      const row = await find(actor.realm, id)
      if (row.state === 'queued' || row.state === 'reading') throw overtaken(id)
      if (row.state === 'done') throw new Refusal('conflict', 'register-imports.done', `Import ${id} is done`)
      const register = await registers.get(actor.realm, row.register)
      const faults = mappingFaults(register, row.columns, mapping)
      if (faults.length > 0)
        throw new Refusal('invalid', 'register-imports.mapping', 'The mapping is incomplete', { faults })
      await loading.close(id)
      const to: store.Change = { mapping, mode, state: 'queued', problem: null, finishedAt: null, ...afresh }
      const begun = await change(actor.realm, row, to, async (tx) => {
        await store.deleteFaults(tx, actor.realm, id)
        if (queue) await add(tx, actor.realm, id, '')
      })
      return importOf(begun)
    },

    /** Reads on after the last batch that was committed, until the end or `until`. */
    async run(realm: string, id: string, options: RunOptions = {}): Promise<RegisterImport> {
      let row = await find(realm, id)
      if (row.state === 'queued' || row.state === 'reading') {
        const register = await registers.get(realm, row.register)
        try {
          row = await takeUp(realm, register, row)
          const done = await read(realm, register, row, options)
          row = done.row
          if (!done.ended) return importOf(row)
          row = await move(realm, register, row)
        } catch (error) {
          if (!(error instanceof Refusal) || error.code === 'register-imports.under-way') throw error
          const stopped = await find(realm, id)
          row = await change(realm, stopped, { state: 'failed', problem: error.code, finishedAt: clock() })
        }
        options.onProgress?.(importOf(row))
      }
      await loading.close(id)
      return importOf(row)
    },

    async get(actor: Actor, id: string): Promise<RegisterImport> {
      demand(actor)
      return importOf(await find(actor.realm, id))
    },

    /** The latest hundred, of one register or of all. */
    async list(actor: Actor, register?: string): Promise<RegisterImport[]> {
      demand(actor)
      return (await store.selectRuns(db, actor.realm, register, 100)).map(importOf)
    },

    async faults(
      actor: Actor,
      id: string,
      after = { line: 0, no: 0 },
    ): Promise<{ items: ImportFault[]; next?: string }> {
      demand(actor)
      await find(actor.realm, id)
      const found = await store.selectFaults(db, actor.realm, id, { after, limit: faultsPerPage + 1 })
      const items = found.slice(0, faultsPerPage)
      const last = items.at(-1)
      return { items, ...(found.length > faultsPerPage && last ? { next: `${last.line}.${last.no}` } : {}) }
    },

    jobHandlers: {
      [importJob]: async (payload) => {
        const { realm, id } = payload as { realm: string; id: string }
        const { state } = await service.run(realm, id, { until: performance.now() + slice })
        if (state === 'reading') await inTransaction(db, (tx) => add(tx, realm, id, ':on'))
      },
    } as Record<string, JobHandler>,
  }
  return service
}

export type RegisterImports = ReturnType<typeof createRegisterImports>

const afresh = {
  ...{ position: 0, bytesRead: 0, accepted: 0, refused: 0, checksum: '0' },
  ...{ added: 0, changed: 0, same: 0, ended: 0 },
}

type Batch = { ready: ReadyRow[]; faults: store.NewFault[]; lines: number; refused: number; lastLine: number }

const newBatch = (): Batch => ({ ready: [], faults: [], lines: 0, refused: 0, lastLine: 0 })

function take(batch: Batch, read: ReadyRow | store.NewFault[], line: number): void {
  batch.lines++
  batch.lastLine = line
  if (!Array.isArray(read)) batch.ready.push(read)
  else {
    batch.refused++
    batch.faults.push(...read)
  }
}

/** Adds digests to a sum, or takes them out again: either is the same. */
function plus(checksum: string, rows: readonly { digest: Buffer }[]): string {
  return rows.reduce((sum, { digest }) => sum ^ digest.readBigInt64BE(0), BigInt(checksum)).toString()
}

/** The stream, and how many bytes of the stored file have gone through it. */
function counted(stream: Readable): { source: Readable; bytesRead: () => number } {
  let bytes = 0
  const count = async function* () {
    for await (const chunk of stream) {
      bytes += (chunk as Buffer).length
      yield chunk as Buffer
    }
  }
  return { source: Readable.from(count(), { objectMode: false }), bytesRead: () => bytes }
}

async function columnsOf(source: Readable): Promise<string[]> {
  const columns = new Set<string>()
  let seen = 0
  for await (const line of readTable(source)) {
    if (line.ok) for (const name of Object.keys(line.cells)) if (name !== '') columns.add(name)
    if (columns.size > mostColumns) throw new Refusal('invalid', 'tables.not-a-table', 'The table has too many columns')
    if (++seen === linesLookedAt) break
  }
  if (columns.size === 0) throw new Refusal('invalid', 'tables.not-a-table', 'No line with named columns was found')
  return [...columns]
}

function importOf(row: store.RunRow): RegisterImport {
  const { id, register, fileName, columns, mapping, mode, state, startedBy, checksum } = row
  const { accepted, refused, added, changed, same, ended } = row
  return {
    ...{ id, register, fileName, columns, mapping, mode, state, startedBy, checksum },
    ...{ accepted, refused, added, changed, same, ended },
    ...(row.problem ? { problem: row.problem } : {}),
    progress: { bytes: row.bytesRead, of: row.fileBytes },
    createdAt: row.createdAt.toISOString(),
    ...(row.finishedAt ? { finishedAt: row.finishedAt.toISOString() } : {}),
  }
}

const overtaken = (id: string) => new Refusal('conflict', 'register-imports.under-way', `Import ${id} is under way`)
