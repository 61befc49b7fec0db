import { Refusal } from './errors.ts'

/** One page of a list ordered by a unique key; `next` is absent on the last page. */
export type Page<Item> = { items: Item[]; next?: string }

/** The ordering values of the last row shown, in the order of the index. */
export type CursorKey = readonly (string | number | null)[]

const LONGEST_CURSOR = 2000

/** The key as an opaque text for URLs: base64url of its JSON. */
export function encodeCursor(key: CursorKey): string {
  const bytes = new TextEncoder().encode(JSON.stringify(key))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** The key of exactly `length` values inside a cursor. Anything else is refused as `paging.bad-cursor`. */
export function decodeCursor(cursor: string, length: number): CursorKey {
  const key = cursor.length <= LONGEST_CURSOR ? readJson(cursor) : undefined
  if (!isKey(key) || key.length !== length) {
    throw new Refusal('invalid', 'paging.bad-cursor', 'the cursor is not one that this list gave out')
  }
  return key
}

/** A page from up to `limit + 1` rows: the extra row only says that there is a next page. */
export function pageOf<Item>(rows: readonly Item[], limit: number, keyOf: (item: Item) => CursorKey): Page<Item> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return rows.length > limit && last !== undefined ? { items, next: encodeCursor(keyOf(last)) } : { items }
}

function isKey(value: unknown): value is CursorKey {
  return (
    Array.isArray(value) && value.every((part) => part === null || typeof part === 'string' || typeof part === 'number')
  )
}

function readJson(cursor: string): unknown {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor)) return undefined
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // atob, UTF-8 and JSON each throw their own kind of error; all of them mean the same to the caller.
    return undefined
  }
}
