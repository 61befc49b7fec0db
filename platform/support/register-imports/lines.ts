import type { Loading, ReadyRow, Register } from '#support/registers/index.ts'
import type { TableLine } from '#support/tables/index.ts'
import type { FaultReason, ImportMapping } from './contract.ts'
import { mapCells } from './mapping.ts'
import type { NewFault } from './store.ts'

/** A line with more faults than these is told by its first ones. */
const mostFaults = 5

/** A line as it will be kept, or why it is refused. */
export function readLine(
  { loading, register, mapping }: { loading: Loading; register: Register; mapping: ImportMapping },
  line: TableLine,
): ReadyRow | NewFault[] {
  const fault = (reason: FaultReason, detail: string, field?: string, no = 0): NewFault => ({
    ...{ line: line.line, no, reason, detail },
    ...(field === undefined ? {} : { field }),
  })
  if (!line.ok) return [fault(line.reason, line.detail)]
  if (line.short) return [fault('columns-differ', `${line.short} cells fewer than there are names of columns`)]
  const computed = formulaIn(mapping, line)
  if (computed !== undefined) return [fault('formula', `"${computed}" holds a formula instead of a value`)]
  const ready = loading.ready(register, line.line, mapCells(mapping, line.cells))
  if (!Array.isArray(ready)) return ready
  return ready.slice(0, mostFaults).map(({ reason, detail, field }, no) => fault(reason, detail, field, no))
}

/** A column in use whose value a spreadsheet would compute: what it says depends on who opens it. */
function formulaIn(mapping: ImportMapping, line: TableLine & { ok: true }): string | undefined {
  for (const field in mapping) {
    const from = mapping[field]!
    if (!('column' in from)) continue
    if (line.formulas?.includes(from.column) || line.cells[from.column]?.startsWith('=')) return from.column
  }
  return undefined
}
