import { mask } from '#kernel/masks.ts'

/** What was mended in one field on the way in; `before` is the value as it came, cut short, and never a person's number. */
export type Repair = { repair: string; field: string; before?: string }

/** Collects the repairs of one row. */
export type Note = (repair: string, field: string, before?: unknown) => void

/** A notebook for one row and the pages it fills; the same repair of one field is noted once. */
export function noteRepairs(): { note: Note; repairs: Repair[] } {
  const repairs: Repair[] = []
  const seen = new Set<string>()
  const note: Note = (repair, field, before) => {
    const key = `${repair}\n${field}`
    if (seen.has(key) || repairs.length >= 200) return
    seen.add(key)
    const was = before === undefined ? '' : shown(before)
    repairs.push(was ? { repair, field, before: was } : { repair, field })
  }
  return { note, repairs }
}

function shown(value: unknown): string {
  // Objects may be nested deeper than any stack: only their kind is told.
  const text = typeof value === 'object' ? `[${Array.isArray(value) ? 'list' : 'object'}]` : String(value).slice(0, 120)
  return text
    .toWellFormed()
    .replace(MOBILE, (number) => mask('phone', number))
    .replace(UNSHOWN, ' ')
}

/** A mobile number standing alone: eleven digits, 13–19, no digit on either side. */
export const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/g

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a list or a log
export const UNSHOWN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff\u200b]/g
