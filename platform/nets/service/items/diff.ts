import type { Item } from './item.ts'
import { type Word, wordsFor } from './item-words.ts'

/** One place where two versions differ; an absent side means that it was added or taken away. */
export type Difference = { pointer: string; before?: unknown; after?: unknown; label: Word }

/** Lists whose entries are the same thing when this part of them is the same, wherever they stand. */
const IDENTITY: readonly string[] = ['key', 'law', 'name', 'question']

/**
 * What changed from one version to another, place by place. Entries of lists are matched by their key, law, name or
 * question, so that a material put on top is one addition, not a change of all below. Where it came from is left out.
 */
export function diffItems(before: Item, after: Item): Difference[] {
  const { source: _before, ...old } = before
  const { source: _after, ...now } = after
  return compare(old, now, '')
}

function compare(before: unknown, after: unknown, pointer: string): Difference[] {
  if (isSame(before, after)) return []
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) => compare(before[key], after[key], `${pointer}/${key}`))
  }
  const identity = Array.isArray(before) && Array.isArray(after) ? identityOf([...before, ...after]) : undefined
  if (identity && Array.isArray(before) && Array.isArray(after)) return compareEntries(before, after, identity, pointer)
  return [difference(pointer, before, after)]
}

function compareEntries(before: unknown[], after: unknown[], identity: string, pointer: string): Difference[] {
  const nameOf = (entry: unknown) => (isRecord(entry) ? entry[identity] : undefined)
  const changed = after.flatMap((entry, i) => {
    const match = before.find((other) => nameOf(other) === nameOf(entry))
    return match === undefined
      ? [difference(`${pointer}/${i}`, undefined, entry)]
      : compare(match, entry, `${pointer}/${i}`)
  })
  const gone = before.flatMap((entry, i) =>
    after.some((other) => nameOf(other) === nameOf(entry)) ? [] : [difference(`${pointer}/${i}`, entry, undefined)],
  )
  const kept = changed.length === 0 && gone.length === 0
  return kept ? [difference(pointer, before.map(nameOf), after.map(nameOf))] : [...changed, ...gone]
}

/** The part by which the entries can be told apart, if every entry has it and none shares it within its own list. */
function identityOf(entries: unknown[]): string | undefined {
  return IDENTITY.find((part) => entries.every((entry) => isRecord(entry) && typeof entry[part] === 'string'))
}

function difference(pointer: string, before: unknown, after: unknown): Difference {
  return {
    pointer,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    label: wordsFor(pointer),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** By JSON with sorted keys: the database does not keep the order of keys. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  )
}
