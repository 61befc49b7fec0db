import type { StockReason } from '../contract.ts'

/** One line of a table by column, or why it is none. Lines count from 1, the names of columns included. */
export type TableLine =
  | { line: number; ok: true; cells: Record<string, string> }
  | { line: number; ok: false; reason: StockReason; detail: string }

/** Text that can be kept: without signs nobody sees, and halves of characters. */
export const clean = (text: string) => text.toWellFormed().replace(/[\u200b\ufeff]|(?![\n\t])\p{Cc}/gu, '')

/** What a cell says, of whatever kind the file had it. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(cellText).join('、')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A line of cells under the names of columns. */
export function underNames(names: readonly string[], cells: readonly string[], line: number): TableLine {
  const extra = cells.slice(names.length).some((cell) => cell.trim() !== '')
  if (extra)
    return { line, ok: false, reason: 'columns-differ', detail: `${names.length} columns named, ${cells.length} here` }
  return { line, ok: true, cells: Object.fromEntries(names.map((name, i) => [name, clean(cells[i] ?? '')])) }
}
