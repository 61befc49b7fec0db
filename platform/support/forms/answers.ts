import type { CompiledForm } from './compile.ts'
import type { Field } from './field.ts'
import { normaliseFormat } from './formats.ts'
import { escapePointer, isRecord } from './pointer.ts'

export type Answers = Record<string, unknown>

export type VisibleAnswers = {
  /** Declared and shown fields only; texts trimmed, codes normalised, blanks left out. */
  answers: Answers
  /** Pointers of fields that `x-show` hides now. */
  hidden: string[]
  /** Pointers of shown conditional fields that are required and blank. */
  missing: string[]
}

const ROUNDS = 10

/**
 * What of the answers counts: fields the form does not have and fields it hides now are dropped. A field may hang on
 * another that is itself hidden, so the walk is repeated until nothing changes.
 */
export function visibleAnswers(compiled: CompiledForm, given: unknown): VisibleAnswers {
  const all = asRecord(given)
  let seen = walk(compiled.root, all, all)
  if (!isConditional(compiled.root)) return seen
  for (let round = 0; round < ROUNDS; round++) {
    const next = walk(compiled.root, all, seen.answers)
    if (JSON.stringify(next.answers) === JSON.stringify(seen.answers)) return next
    seen = next
  }
  return seen
}

/** One walk. `shown` is what the walk before kept: only that can be named in `x-show`, nearest group first. */
function walk(root: Field, given: Answers, shown: Answers): VisibleAnswers {
  const hidden: string[] = []
  const missing: string[] = []

  const keepGroup = (field: Field, value: Answers, before: Answers, pointer: string, outer: Answers): Answers => {
    const kept: Answers = {}
    const names = isConditional(field) ? { ...outer, ...blanksOf(field), ...before } : outer
    for (const child of field.children) {
      const at = `${pointer}/${escapePointer(child.key)}`
      if (child.show && child.show(names) !== true) {
        hidden.push(at)
        continue
      }
      const answer = keep(child, own(value, child.key), own(before, child.key), at, names)
      if (answer !== undefined) kept[child.key] = answer
      else if (child.required && child.show) missing.push(at)
    }
    return kept
  }

  const keep = (field: Field, value: unknown, before: unknown, pointer: string, names: Answers): unknown => {
    if (typeof value === 'string') return normaliseFormat(field.node.format, value) || undefined
    if (Array.isArray(value)) {
      const { item } = field
      if (!item) return value
      const earlier = Array.isArray(before) ? before : []
      return value.map((one, i) => keep(item, one, earlier[i], `${pointer}/${i}`, names) ?? null)
    }
    if (field.children.length > 0 && (isBlank(value) || isRecord(value))) {
      const kept = keepGroup(field, asRecord(value), asRecord(before), pointer, names)
      // A required group that was not touched stays, so that its own required fields are asked for one by one.
      return Object.keys(kept).length > 0 || field.required ? kept : undefined
    }
    return isBlank(value) ? undefined : value
  }

  return { answers: keepGroup(root, given, shown, '', {}), hidden, missing }
}

/** Whether anything in a group hangs on an answer: then its expressions see the names of the group. */
function isConditional(field: Field): boolean {
  let known = conditional.get(field)
  if (known === undefined) {
    const inside = field.item ? [...field.children, field.item] : field.children
    known = inside.some((child) => child.show !== undefined || isConditional(child))
    conditional.set(field, known)
  }
  return known
}

const conditional = new WeakMap<Field, boolean>()

function blanksOf(field: Field): Answers {
  let known = blanks.get(field)
  if (!known) {
    known = Object.fromEntries(field.children.map(({ key }) => [key, null]))
    blanks.set(field, known)
  }
  return known
}

const blanks = new WeakMap<Field, Answers>()

function own(record: Answers, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function isBlank(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

function asRecord(value: unknown): Answers {
  return isRecord(value) ? value : {}
}
