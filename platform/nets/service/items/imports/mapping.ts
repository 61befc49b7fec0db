import { Compile } from 'typebox/compile'
import { Item } from '../item.ts'
import { type Note, noteRepairs, type Repair } from './repairs.ts'

/** A record as a catalogue wrote it, before anybody has looked at it. */
export type RawRecord = Record<string, unknown>

/** What became of one record: an item under the catalogue's own key, or the reason why there is none. */
export type Mapped =
  | { ok: true; key: string; item: Item; repairs: Repair[] }
  | { ok: false; reason: RefusalReason; detail: string }

export type RefusalReason =
  | 'not-utf-8'
  | 'not-json'
  | 'not-an-object'
  | 'line-too-long'
  | 'columns-differ'
  | 'quotes-unbalanced'
  | 'code-missing'
  | 'name-missing'
  | 'authority-missing'
  | 'does-not-fit'
  | 'duplicate-in-file'
  | 'code-in-use'
  | 'draft-open'
  | 'other-division'

/** One catalogue's way of writing items. `read` returns the pieces it found; everything else has its plain default. */
export type Catalogue = {
  system: string
  /** Whether records of this catalogue look like this one. */
  recognises: (record: RawRecord) => boolean
  read: (record: RawRecord, note: Note) => { key: string; item: Item } | { reason: RefusalReason; detail: string }
}

const checker = Compile(Item)

/** Maps one record; never throws for what the record holds. The result always fits the item schema. */
export function mapRecord(catalogue: Catalogue, record: unknown): Mapped {
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    return { ok: false, reason: 'not-an-object', detail: 'The line is JSON, but not an object' }
  const { note, repairs } = noteRepairs()
  const found = catalogue.read(record as RawRecord, note)
  if ('reason' in found) return { ok: false, ...found }
  const item = { ...found.item, source: { ...found.item.source!, repairs } }
  if (!checker.Check(item)) {
    const first = checker.Errors(item)[0]
    const detail = `${first?.instancePath ?? ''} ${first?.message ?? 'does not fit the schema'}`.trim()
    return { ok: false, reason: 'does-not-fit', detail }
  }
  return { ok: true, key: found.key, item, repairs }
}

/** An item with nothing said in it beyond what every item must say. */
export function blankItem(name: string, type: string, authority: string): Item {
  return {
    name,
    alsoKnownAs: [],
    codes: {},
    type,
    authority: { name: authority, joint: [] },
    audiences: [],
    limits: {},
    conditions: { special: [], intermediaries: [] },
    materials: [],
    fee: { lines: [] },
    result: {},
    handling: { projectType: 'promised', online: false, channels: [] },
    contacts: { enquiry: [], complaint: [], places: [] },
    basis: [],
    themes: [],
    situations: [],
    steps: [],
    faqs: [],
  }
}

/** The object without its absent entries, so that two readings of the same record are the same JSON. */
export function present<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T
}
