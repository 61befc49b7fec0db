import type { Draft } from './draft.ts'
import { changing } from './rows.ts'

/** What an act changed in the row of a case: new values by JSON Pointer (RFC 6901), and what is no more. */
export type Change = { set: Record<string, unknown>; unset: string[] }

type Tree = { [name: string]: unknown }

/** The columns that acts change, as the values they hold. */
export type CaseColumns = Tree

/** What this act changes; an act that opens a case changes everything. */
export function changeOf({ before, current }: Pick<Draft, 'before' | 'current'>): Change {
  const change: Change = { set: {}, unset: [] }
  const old: Tree = before ? changing(before) : {}
  const now = Object.entries(changing(current)).filter(([name, value]) => !before || old[name] !== value)
  // What is the same text is the same value: only the others are opened.
  const opened = (columns: [string, unknown][]) =>
    Object.fromEntries(columns.map(([name, value]) => [name, opening(value)]))
  compare(before ? opened(now.map(([name]) => [name, old[name]])) : {}, opened(now), '', change)
  return change
}

/** The same as JSON text. Of a case that an act opens it is put together from the texts that its columns are already. */
export function changeText(draft: Pick<Draft, 'before' | 'current'>): string {
  if (draft.before) return JSON.stringify(changeOf(draft))
  const set = Object.entries(changing(draft.current)).map(
    ([name, value]) => `${JSON.stringify(`/${name}`)}:${isText(value) ? value : JSON.stringify(value)}`,
  )
  return `{"set":{${set.join()}},"unset":[]}`
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.startsWith('{')

/** History is the truth: the row of a case is the fold of the changes its history tells, from the first line to the last. */
export function foldCase(changes: readonly Change[]): CaseColumns {
  const row: CaseColumns = {}
  for (const { set, unset } of changes) {
    for (const pointer of unset) at(row, pointer, (parent, name) => delete parent[name])
    for (const [pointer, value] of Object.entries(set))
      at(row, pointer, (parent, name) => {
        parent[name] = structuredClone(value)
      })
  }
  return row
}

/** Columns as JSON has them: dates as text, nested values as trees. */
export function columnsOf(current: NonNullable<Draft['before']>): CaseColumns {
  return Object.fromEntries(Object.entries(changing(current)).map(([name, value]) => [name, opening(value)]))
}

const opening = (value: unknown): unknown => JSON.parse(isText(value) ? value : JSON.stringify(value))

function compare(before: Tree, after: Tree, pointer: string, change: Change): void {
  for (const name of Object.keys(before)) if (!(name in after)) change.unset.push(`${pointer}/${escaped(name)}`)
  for (const [name, value] of Object.entries(after)) {
    const here = `${pointer}/${escaped(name)}`
    const old = before[name]
    if (isTree(old) && isTree(value)) compare(old, value, here, change)
    else if (!(name in before) || JSON.stringify(old) !== JSON.stringify(value)) change.set[here] = value
  }
}

function at(row: Tree, pointer: string, doing: (parent: Tree, name: string) => void): void {
  const names = pointer
    .slice(1)
    .split('/')
    .map((name) => name.replace(/~1/g, '/').replace(/~0/g, '~'))
  const last = names.pop()!
  doing(
    names.reduce((parent, name) => parent[name] as Tree, row),
    last,
  )
}

const escaped = (name: string) => name.replace(/~/g, '~0').replace(/\//g, '~1')

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
