import type { TableReason } from './contract.ts'

/**
 * One line of a table by column, or why it is none. Lines count from 1, the names of columns included. Who wants it exact
 * looks at `short`, how many cells of a shorter line are missing, and at `formulas`, columns that a workbook computes.
 */
export type TableLine =
  | { line: number; ok: true; cells: Record<string, string>; short?: number; formulas?: string[] }
  | { line: number; ok: false; reason: TableReason; detail: string }

/** Text that can be kept: without signs nobody sees, and halves of characters. */
export const clean = (text: string) => (plain.test(text) ? text : cleaned(text))

/** Letters, digits and Chinese signs, as most cells are: nothing in them to take out. */
const plain = /^[ -~\u4e00-\u9fff]*$/
const cleaned = (text: string) => text.toWellFormed().replace(/[\u200b\ufeff]|(?![\n\t])\p{Cc}/gu, '')

/** What a cell says, of whatever kind the file had it. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(cellText).join('、')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The names of columns; one that stands there again is told apart, so that no column hides another (“备注 2”). */
export function namesOf(cells: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return cells.map((cell) => {
    const name = clean(cell).trim()
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 || name === '' ? name : `${name} ${times}`
  })
}

/** A line of cells under the names of columns. */
export function underNames(names: readonly string[], cells: readonly string[], line: number): TableLine {
  const extra = cells.slice(names.length).some((cell) => cell.trim() !== '')
  if (extra)
    return { line, ok: false, reason: 'columns-differ', detail: `${names.length} columns named, ${cells.length} here` }
  const byName = Object.fromEntries(names.map((name, i) => [name, clean(cells[i] ?? '')]))
  const short = names.length - cells.length
  return { line, ok: true, cells: byName, ...(short > 0 ? { short } : {}) }
}
