import { Readable } from 'node:stream'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { Files } from '#ground/files/files.ts'
import type { NewId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { catalogueImported } from '../events.ts'
import { managedDivisions } from '../policy.ts'
import type { ItemFinder } from '../search/service.ts'
import { demandManager, notManager } from '../service.ts'
import { type Counts, loadBatch, type MappedLine } from './batch.ts'
import { catalogues, findCatalogue } from './catalogues.ts'
import type { ImportRow, ImportRun } from './contract.ts'
import { type Catalogue, type Mapped, mapRecord, type RawRecord } from './mapping.ts'
import { type FileRecord, readRecords } from './records.ts'
import { insertRun, type RunRow, selectRows, selectRun, selectRuns, takeTurn, updateRun } from './store.ts'

/** The job that reads a stored catalogue file to its end. */
export const importJob = 'items.import'

export const largestFile = 200 * 1024 * 1024
const BATCH = 250
const ROWS_PER_PAGE = 100

export type StartOptions = {
  /** How the file is written; found out from its rows when left out. */
  catalogue?: string | undefined
  divisionCode?: string
  /** False for a caller that runs the import itself. */
  queue?: boolean
}

export type ItemImports = {
  /** Stores the file and queues the import; the division is where the items are kept, the manager's own when left out. */
  start: (actor: Actor, source: Readable, wanted: StartOptions) => Promise<ImportRun>
  /** Does a queued import, or goes on with one that was cut off after its last committed batch. */
  run: (realm: string, runId: string, onProgress?: (run: ImportRun) => void) => Promise<ImportRun>
  get: (actor: Actor, runId: string) => Promise<ImportRun>
  list: (actor: Actor) => Promise<ImportRun[]>
  rows: (
    actor: Actor,
    runId: string,
    find: { state?: ImportRow['state']; after?: number },
  ) => Promise<{ items: ImportRow[]; next?: number }>
}

export function createItemImports(needs: {
  db: Db
  clock: Clock
  newId: NewId
  publish: Publish
  jobs: Jobs
  files: Files
  finder: ItemFinder
}): ItemImports {
  const { db, clock, newId, jobs, files } = needs

  const find = async (realm: string, runId: string) => {
    const run = await selectRun(db, realm, runId)
    if (!run) throw new Refusal('missing', 'items.import-missing', 'There is no such import')
    return run
  }
  const findFor = async (actor: Actor, runId: string) => {
    const run = await find(actor.realm, runId)
    demandManager(actor, run.division_code)
    return run
  }
  const commit = (run: RunRow, catalogue: Catalogue, lines: MappedLine[], bytesRead: number) =>
    inTransaction(db, async (tx) => {
      await takeTurn(tx, run.realm)
      // Another process may have gone on with the same run meanwhile.
      const now = await selectRun(tx, run.realm, run.id)
      const position = lines.at(-1)?.line ?? run.position
      if (!now || now.position !== run.position) throw new Error(`Import ${run.id} is being done by another process`)
      const counts = await loadBatch(tx, needs, { ...run, catalogue: catalogue.system }, lines)
      const change = { ...sum(now, counts), position, bytes_read: bytesRead, catalogue: catalogue.system }
      await updateRun(tx, run.realm, run.id, change)
      return { ...now, ...change }
    })
  const finish = (run: RunRow, catalogue: string | undefined) =>
    inTransaction(db, async (tx) => {
      const change = { state: 'done' as const, bytes_read: run.file_bytes, finished_at: clock() }
      await updateRun(tx, run.realm, run.id, change)
      const { added, changed, proposed, refused } = run
      const data = { runId: run.id, catalogue: catalogue ?? '', added, changed, proposed, refused }
      await needs.publish(tx, catalogueImported, { realm: run.realm, subject: run.id, data })
      return { ...run, ...change }
    })

  return {
    async start(actor, source, { catalogue, divisionCode, queue = true }) {
      const division = divisionCode ?? managedDivisions(actor)[0]
      if (!division) throw notManager()
      demandManager(actor, division)
      if (catalogue !== undefined) demandCatalogue(catalogue)
      const stored = await files.put(source, { maxBytes: largestFile })
      const run = newRun(actor, newId(), stored, { catalogue, division, now: clock() })
      await inTransaction(db, async (tx) => {
        await insertRun(tx, run)
        if (queue)
          await jobs.add(tx, importJob, { realm: actor.realm, runId: run.id }, { key: `${importJob}:${run.id}` })
      })
      return runOf(run)
    },
    async run(realm, runId, onProgress) {
      let run = await find(realm, runId)
      if (run.state === 'done' || run.state === 'failed') return runOf(run)
      await updateRun(db, realm, runId, { state: 'running' })
      let catalogue = run.catalogue === null ? undefined : demandCatalogue(run.catalogue)
      const { source, bytesRead } = counted(await files.open(run.file_hash))
      let lines: MappedLine[] = []
      try {
        for await (const record of readRecords(source)) {
          if (record.line <= run.position) continue
          catalogue ??= recognise(record)
          lines.push({ line: record.line, mapped: mapLine(catalogue, record) })
          if (lines.length < BATCH) continue
          if (!catalogue) throw unknownCatalogue()
          run = await commit(run, catalogue, lines, bytesRead())
          lines = []
          onProgress?.(runOf(run))
        }
        if (!catalogue && lines.length > 0) throw unknownCatalogue()
        if (catalogue && lines.length > 0) run = await commit(run, catalogue, lines, bytesRead())
        lines = []
        run = await finish(run, catalogue?.system)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        // What was read before the break is kept: the rows are good.
        if (catalogue && lines.length > 0) run = await commit(run, catalogue, lines, bytesRead())
        const change = { state: 'failed' as const, problem: error.code, finished_at: clock() }
        await updateRun(db, realm, runId, change)
        run = { ...run, ...change }
      } finally {
        source.destroy()
      }
      onProgress?.(runOf(run))
      return runOf(run)
    },
    get: async (actor, runId) => runOf(await findFor(actor, runId)),
    async list(actor) {
      const divisions = managedDivisions(actor)
      if (actor.kind !== 'system' && divisions.length === 0) throw notManager()
      return (await selectRuns(db, actor.realm, 50)).map(runOf)
    },
    async rows(actor, runId, { state, after = 0 }) {
      const run = await findFor(actor, runId)
      const rows = await selectRows(db, run.realm, run.id, {
        ...(state ? { state } : {}),
        after,
        limit: ROWS_PER_PAGE + 1,
      })
      const shown = rows.slice(0, ROWS_PER_PAGE)
      const last = shown.at(-1)
      return { items: shown.map(rowOf), ...(rows.length > ROWS_PER_PAGE && last ? { next: last.line } : {}) }
    },
  }
}

function mapLine(catalogue: Catalogue | undefined, record: FileRecord): Mapped {
  if (!record.ok) return { ok: false, reason: record.reason, detail: record.detail }
  if (catalogue) return mapRecord(catalogue, record.record)
  return { ok: false, reason: 'does-not-fit', detail: 'No known catalogue writes rows like this' }
}

function unknownCatalogue(): Refusal {
  const known = catalogues.map(({ system }) => system)
  return new Refusal('invalid', 'items.catalogue-unknown', `The rows are of none of: ${known.join(', ')}`, { known })
}

/** The catalogue that writes rows like this one. */
function recognise(record: FileRecord): Catalogue | undefined {
  if (!record.ok || typeof record.record !== 'object' || record.record === null) return undefined
  return catalogues.find((catalogue) => catalogue.recognises(record.record as RawRecord))
}

function demandCatalogue(system: string): Catalogue {
  const found = findCatalogue(system)
  if (!found) throw unknownCatalogue()
  return found
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

function sum(run: RunRow, counts: Counts): Counts {
  const added = Object.entries(counts).map(([name, count]) => [name, run[name as keyof Counts] + count])
  return Object.fromEntries(added) as Counts
}

function newRun(
  actor: Actor,
  id: string,
  stored: { hash: string; size: number },
  { catalogue, division, now }: { catalogue: string | undefined; division: string; now: Date },
): RunRow {
  return {
    realm: actor.realm,
    id,
    catalogue: catalogue ?? null,
    file_hash: stored.hash,
    file_bytes: stored.size,
    division_code: division,
    started_by: actor.name,
    state: 'queued',
    problem: null,
    position: 0,
    bytes_read: 0,
    rows: 0,
    loaded: 0,
    repaired: 0,
    refused: 0,
    added: 0,
    changed: 0,
    proposed: 0,
    unchanged: 0,
    created_at: now,
    finished_at: null,
  }
}

function runOf(row: RunRow): ImportRun {
  const { id, state, rows, loaded, repaired, refused, added, changed, proposed, unchanged } = row
  return {
    id,
    state,
    ...(row.catalogue === null ? {} : { catalogue: row.catalogue }),
    ...(row.problem === null ? {} : { problem: row.problem }),
    ...{ rows, loaded, repaired, refused, added, changed, proposed, unchanged },
    progress: { bytes: row.bytes_read, of: row.file_bytes },
    startedBy: row.started_by,
    createdAt: row.created_at.toISOString(),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at.toISOString() }),
  }
}

function rowOf(row: Awaited<ReturnType<typeof selectRows>>[number]): ImportRow {
  const { line, state, effect, catalogue_key: key, item_id: itemId, name, repairs, reason, detail } = row
  const given = Object.entries({ effect, key, itemId, name, reason, detail }).filter(([, value]) => value !== null)
  return { line, state, repairs, ...Object.fromEntries(given) }
}
