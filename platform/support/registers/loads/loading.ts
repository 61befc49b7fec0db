import type { Db, Tx } from '#ground/database/index.ts'
import type { Register } from '../contract.ts'
import { checkCell } from '../record.ts'
import type { createRecording } from '../recording.ts'
import { lockDeclaration } from '../store.ts'
import { fieldOf, planTable, searchColumn, tableName } from '../table.ts'
import * as store from './store.ts'

/** Why a row does not fit its register. */
export type RowFault = {
  field: string
  reason: 'wrong-value' | 'not-in-codes' | 'wrong-check' | 'key-blank'
  detail: string
}

export type LoadResult = store.Merged & { same: number; rows: number; checksum: string }

/** A row that fits, to be staged. */
export type ReadyRow = store.StagedRow

/**
 * Bringing great files into a register: rows are checked and staged in as many transactions as they need, and then moved
 * into the register in one. Until then nothing of them can be read there.
 */
export type Loading = {
  /** The row as it will be kept, from the text of its cells by field; or every fault of it. */
  ready(register: Register, line: number, cells: Record<string, string>): ReadyRow | RowFault[]
  open(tx: Tx, register: Register, loadId: string): Promise<void>
  stage(tx: Tx, register: Register, loadId: string, rows: readonly ReadyRow[]): Promise<void>
  /** How many rows wait, and the sum of their digests. */
  staged(loadId: string): Promise<store.Sum>
  empty(loadId: string): Promise<void>
  /** Rows whose key stands on an earlier line, page by page; they are left out when the load is moved. */
  twins(tx: Tx, register: Register, loadId: string): AsyncGenerator<store.Twin[]>
  /** Moves the rows into the register in the caller's transaction, and proves by count and sum that they are there. */
  move(
    tx: Tx,
    realm: string,
    register: Register,
    loadId: string,
    wanted: { whole: boolean; at: Date },
  ): Promise<LoadResult>
  close(loadId: string): Promise<void>
}

const twinsPerPage = 1000

export function createLoading(db: Db, recording: ReturnType<typeof createRecording>): Loading {
  const stagingOf = (register: Register, loadId: string): store.Staging => {
    const step = planTable(register, undefined).steps.find((each) => each.do === 'create-table')
    return { loadId, columns: step?.columns ?? [] }
  }
  const keyColumnsOf = (register: Register) => register.keyFields.map((name) => searchColumn(fieldOf(register, name)))

  return {
    ready(register, line, cells) {
      const faults: RowFault[] = []
      const values: Record<string, unknown> = {}
      for (const field of register.fields) {
        const checked = checkCell(field, cells[field.key] ?? '')
        if (checked.ok) values[field.key] = checked.value
        else faults.push({ field: field.key, reason: checked.reason, detail: checked.detail })
      }
      for (const field of register.keyFields)
        if (values[field] === null) faults.push({ field, reason: 'key-blank', detail: `${field} must not be blank` })
      if (faults.length > 0) return faults
      const { columns, digest } = recording.rowOf(register, values)
      return { line, columns, digest }
    },
    open: (tx, register, loadId) => store.makeStaging(tx, stagingOf(register, loadId)),
    stage: (tx, register, loadId, rows) => store.insertStaged(tx, stagingOf(register, loadId), rows),
    staged: (loadId) => store.sumStaged(db, loadId, true),
    empty: (loadId) => store.emptyStaging(db, loadId),
    async *twins(tx, register, loadId) {
      await store.markTwins(tx, loadId, keyColumnsOf(register))
      for (let after = 0; ; ) {
        const page = await store.listTwins(tx, loadId, after, twinsPerPage)
        if (page.length === 0) return
        yield page
        after = page.at(-1)!.line
      }
    },
    async move(tx, realm, register, loadId, { whole, at }) {
      // A table must not change shape meanwhile, nor another load go between its looks and its writes.
      await lockDeclaration(tx, realm, register.key)
      const { columns } = stagingOf(register, loadId)
      const keyColumns = keyColumnsOf(register)
      const merge = { table: tableName(register.key), realm, loadId, columns, keyColumns, at }
      const wanted = await store.sumStaged(tx, loadId, false)
      const merged = await store.mergeStaged(tx, merge, whole)
      const found = await store.sumMerged(tx, merge)
      const isWhole = !whole || (await store.countCurrent(tx, merge.table, realm)) === wanted.rows
      if (found.rows !== wanted.rows || found.checksum !== wanted.checksum || !isWhole)
        throw new Error(`Load ${loadId} of ${register.key} does not add up: ${JSON.stringify({ wanted, found })}`)
      return { ...merged, ...wanted, same: wanted.rows - merged.added - merged.changed }
    },
    close: (loadId) => store.dropStaging(db, loadId),
  }
}
