import type { Fault } from '../errors.ts'

/** What reading a code gives: its parts, or every reason why it is not one. Never both, never an exception. */
export type Parsed<Value> = { ok: true; value: Value } | { ok: false; faults: Fault[] }

export function accepted<Value>(value: Value): Parsed<Value> {
  return { ok: true, value }
}

export function refused(...faults: Fault[]): { ok: false; faults: Fault[] } {
  return { ok: false, faults }
}

/** A fault of the text as a whole; `rule` is stable (`citizen-id.check`), `detail` is the sentence shown to the person. */
export function codeFault(rule: string, detail: string): Fault {
  return { pointer: '', rule, detail }
}

/** What people type or paste, as codes are written: half-width, upper case, no spaces of any kind. */
export function normaliseCode(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
}
