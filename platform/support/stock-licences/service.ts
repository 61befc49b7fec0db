import type { Readable } from 'node:stream'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Files } from '#ground/files/files.ts'
import type { NewId } from '#ground/ids.ts'
import type { JobHandler, Jobs } from '#ground/jobs.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { CredentialService, CredentialType, Territory } from '#support/credentials/index.ts'
import { clean, mostColumns, readTable } from '#support/tables/index.ts'
import { doBatch, type Holder, type MappedLine } from './batch.ts'
import type { StockImport, StockLine, StockLineState, StockRun, StockType } from './contract.ts'
import { mappingFaults, readLicence, type StockLicence, suggestMapping, targetsOf } from './mapping.ts'
import { mayImport, officesOf } from './policy.ts'
import * as store from './store.ts'

/** The job that reads a stored file on, for a while. */
export const stockJob = 'stock-licences.run'

export const largestFile = 64 * 1024 * 1024
const batchSize = 50
const linesPerPage = 100
/** How long one job goes on; then it makes room for others and for a stop of the process. */
const slice = 20_000

export type StockNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  jobs: Jobs
  files: Files
  credentials: Pick<CredentialService, 'issueMany' | 'numbered' | 'wouldIssue'>
  types: () => Promise<CredentialType[]>
  typeOf: (key: string) => Promise<CredentialType>
  territory: () => Promise<Territory>
  /** The party of this number, made known when it is not; `undefined` when it is known under another name. */
  holderOf: (realm: string, holder: StockLicence['holder']) => Promise<{ partyId: string; idType: string } | undefined>
}

export type Start = { type: string; departmentId?: string | undefined; fileName: string }

/** 存量证照: licences given before there were electronic ones, read from a file and issued under the office's seal. */
export function createStockLicences(needs: StockNeeds) {
  const { db, clock, newId, jobs, files } = needs

  const collected = (type: CredentialType) =>
    type.kind !== 'letter' && type.collection !== undefined && type.collection.from <= cityDate(clock())

  async function find(realm: string, id: string): Promise<store.ImportRow> {
    const row = await store.selectImport(db, realm, id)
    if (!row) throw new Refusal('missing', 'stock.missing', `No import ${id}`)
    return row
  }

  async function seen(actor: Actor, id: string): Promise<store.ImportRow> {
    const row = await find(actor.realm, id)
    if (mayImport(actor, row.departmentId, await needs.territory())) return row
    throw new Refusal('missing', 'stock.missing', `No import ${id} for ${actor.accountId}`)
  }

  async function importOf(row: store.ImportRow): Promise<StockImport> {
    const type = await needs.typeOf(row.type)
    const { id, departmentId, fileName, columns, mapping, state, trial, of, startedBy } = row
    const { issued, repaired, unchanged, refused } = row
    return {
      ...{ id, departmentId, fileName, columns, mapping, state, trial, of, startedBy },
      ...{ issued, repaired, unchanged, refused },
      type: { key: type.key, name: type.name, nameEn: type.nameEn },
      targets: targetsOf(type),
      ...(row.problem ? { problem: row.problem } : {}),
      createdAt: row.createdAt.toISOString(),
      ...(row.finishedAt ? { finishedAt: row.finishedAt.toISOString() } : {}),
    }
  }

  /** Parties are made known before the batch, each by itself: knowing one twice changes nothing. */
  async function withHolders(realm: string, lines: MappedLine[]): Promise<MappedLine[]> {
    const found: MappedLine[] = []
    for (const line of lines) {
      if (!line.mapped.ok) {
        found.push(line)
        continue
      }
      const party = await needs.holderOf(realm, line.mapped.licence.holder)
      const holder: Holder = party ? { ok: true, ...party } : { ok: false }
      found.push({ ...line, holder })
    }
    return found
  }

  return {
    /** The types that are collected, for who may import some office's. */
    async listTypes(actor: Actor): Promise<StockType[]> {
      if (actor.kind !== 'system' && officesOf(actor).length === 0) throw forbidden(actor)
      return (await needs.types()).filter(collected).map(({ key, name, nameEn, collection }) => ({
        ...{ key, name, nameEn },
        ...collection!,
      }))
    },

    /** Stores the file, looks through it once, and proposes which column is what. */
    async upload(actor: Actor, source: Readable, { type: key, departmentId, fileName }: Start): Promise<StockImport> {
      const office = departmentId ?? officesOf(actor)[0]
      if (!office || !mayImport(actor, office, await needs.territory())) throw forbidden(actor)
      const type = await needs.typeOf(key)
      if (!collected(type)) throw new Refusal('conflict', 'stock.not-collected', `${key} is not collected`)
      const stored = await files.put(source, { maxBytes: largestFile })
      const { columns, of } = await lookThrough(await files.open(stored.hash))
      const row: store.ImportRow = {
        ...{ id: newId(), type: key, departmentId: office, columns, of },
        fileName: clean(fileName).slice(0, 200) || '（没有文件名）',
        fileHash: stored.hash,
        mapping: suggestMapping(type, columns),
        ...{ state: 'uploaded', trial: true, problem: null, position: 0 },
        ...{ issued: 0, repaired: 0, unchanged: 0, refused: 0 },
        startedBy: actor.name,
        starterId: actor.accountId,
        ...{ version: 1, createdAt: clock(), finishedAt: null },
      }
      await inTransaction(db, (tx) => store.insertImport(tx, actor.realm, row))
      return importOf(row)
    },

    /** Begins a trial or the import in earnest; one that failed goes on where it was when it is begun the same way. */
    async begin(actor: Actor, id: string, { mapping, trial }: StockRun, { queue = true } = {}): Promise<StockImport> {
      const row = await seen(actor, id)
      if (row.state === 'queued' || row.state === 'running')
        throw new Refusal('conflict', 'stock.under-way', `Import ${id} is under way`)
      if (row.state === 'done') throw new Refusal('conflict', 'stock.done', `Import ${id} is done`)
      const faults = mappingFaults(await needs.typeOf(row.type), row.columns, mapping)
      if (faults.length > 0) throw new Refusal('invalid', 'stock.mapping', 'The mapping is incomplete', { faults })
      const goesOn =
        row.state === 'failed' && row.trial === trial && JSON.stringify(row.mapping) === JSON.stringify(mapping)
      const afresh = goesOn ? {} : { position: 0, issued: 0, repaired: 0, unchanged: 0, refused: 0 }
      const to: store.Change = { mapping, trial, state: 'queued', problem: null, finishedAt: null, ...afresh }
      await inTransaction(db, async (tx) => {
        if (!(await store.updateImport(tx, actor.realm, row, to))) throw overtaken(id)
        if (!goesOn) await store.deleteLines(tx, actor.realm, id)
        if (queue) await jobs.add(tx, stockJob, { realm: actor.realm, id }, { key: `${stockJob}:${id}` })
      })
      return importOf(await find(actor.realm, id))
    },

    /** Reads on after the last batch that was committed, until the end or `until`. */
    async run(
      realm: string,
      id: string,
      { until, onProgress }: { until?: number; onProgress?: (run: StockImport) => void } = {},
    ): Promise<StockImport> {
      let row = await find(realm, id)
      if (row.state !== 'queued' && row.state !== 'running') return importOf(row)
      const type = await needs.typeOf(row.type)
      const today = cityDate(clock())
      const commit = async (lines: MappedLine[]) => {
        const settled = await withHolders(realm, lines)
        row = await inTransaction(db, async (tx) => {
          await store.takeTurn(tx, realm, row.type)
          const done = await doBatch(needs, tx, { realm, row, type }, settled)
          const to = { ...added(row, done), state: 'running' as const, position: lines.at(-1)!.line }
          // Another process may have gone on with the same import meanwhile.
          if (!(await store.updateImport(tx, realm, row, to))) throw overtaken(id)
          await store.insertLines(tx, realm, id, done)
          return { ...row, ...to, version: row.version + 1 }
        })
        onProgress?.(await importOf(row))
      }
      let lines: MappedLine[] = []
      try {
        for await (const line of readTable(await files.open(row.fileHash))) {
          if (line.line <= row.position) continue
          lines.push({ line: line.line, mapped: line.ok ? readLicence(type, row.mapping, line.cells, today) : line })
          if (lines.length < batchSize) continue
          await commit(lines)
          lines = []
          if (until !== undefined && performance.now() > until) return importOf(row)
        }
        if (lines.length > 0) await commit(lines)
        row = await ended(realm, row, { state: row.trial ? 'checked' : 'done', finishedAt: clock() })
      } catch (error) {
        if (!(error instanceof Refusal) || error.code === 'stock.under-way') throw error
        row = await ended(realm, row, { state: 'failed', problem: error.code, finishedAt: clock() })
      }
      onProgress?.(await importOf(row))
      return importOf(row)
    },

    get: async (actor: Actor, id: string) => importOf(await seen(actor, id)),

    async list(actor: Actor): Promise<StockImport[]> {
      if (actor.kind !== 'system' && officesOf(actor).length === 0) throw forbidden(actor)
      const territory = await needs.territory()
      const rows = await store.selectImports(db, actor.realm, 100)
      return Promise.all(rows.filter((row) => mayImport(actor, row.departmentId, territory)).map(importOf))
    },

    async lines(
      actor: Actor,
      id: string,
      { state, after = 0 }: { state?: StockLineState | undefined; after?: number | undefined },
    ): Promise<{ items: StockLine[]; next?: number }> {
      await seen(actor, id)
      const found = await store.selectLines(db, actor.realm, id, { state, after, limit: linesPerPage + 1 })
      const items = found.slice(0, linesPerPage)
      return { items, ...(found.length > linesPerPage ? { next: items.at(-1)!.line } : {}) }
    },

    get jobHandlers(): Record<string, JobHandler> {
      return {
        [stockJob]: async (payload) => {
          const { realm, id } = payload as { realm: string; id: string }
          const { state } = await this.run(realm, id, { until: performance.now() + slice })
          if (state === 'running')
            await inTransaction(db, (tx) => jobs.add(tx, stockJob, { realm, id }, { key: `${stockJob}:${id}:on` }))
        },
      }
    },
  }

  async function ended(realm: string, row: store.ImportRow, to: store.Change): Promise<store.ImportRow> {
    await inTransaction(db, async (tx) => {
      if (!(await store.updateImport(tx, realm, row, to))) throw overtaken(row.id)
    })
    return { ...row, ...to, version: row.version + 1 }
  }
}

export type StockLicences = ReturnType<typeof createStockLicences>

/** The columns that the first lines have, and how many lines there are. */
async function lookThrough(source: Readable): Promise<{ columns: string[]; of: number }> {
  const columns = new Set<string>()
  let of = 0
  for await (const line of readTable(source)) {
    of++
    if (line.ok && of <= 100) for (const name of Object.keys(line.cells)) if (name !== '') columns.add(name)
    if (columns.size > mostColumns) throw new Refusal('invalid', 'tables.not-a-table', 'The table has too many columns')
  }
  if (columns.size === 0) throw new Refusal('invalid', 'tables.not-a-table', 'No line with named columns was found')
  return { columns: [...columns], of }
}

function added(row: store.ImportRow, lines: readonly StockLine[]) {
  const count = (state: StockLineState) => lines.filter((line) => line.state === state).length
  return {
    issued: row.issued + count('issued'),
    repaired: row.repaired + count('repaired'),
    unchanged: row.unchanged + count('unchanged'),
    refused: row.refused + count('refused'),
  }
}

const overtaken = (id: string) => new Refusal('conflict', 'stock.under-way', `Import ${id} was changed meanwhile`)
const forbidden = ({ accountId }: Actor) =>
  new Refusal('forbidden', 'stock.forbidden', `${accountId} decides for no office whose stock this is`)
