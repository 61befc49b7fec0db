import { Errors } from 'typebox/schema'
import type { Fault } from '#kernel/errors.ts'
import { type Answers, visibleAnswers } from './answers.ts'
import type { CompiledForm } from './compile.ts'
import { eachField, type Field, fieldAt } from './field.ts'
import type { SchemaNode } from './form.ts'
import { formats } from './formats.ts'
import { findExcess } from './limits.ts'
import { faultFor, type Language } from './messages.ts'
import { escapePointer, isRecord, tokensOf, valueAt } from './pointer.ts'

export type CheckOptions = {
  /** The business date that dates and identity numbers are judged by, `YYYY-MM-DD`. */
  asOf: string
  /** Of the sentences; Chinese unless told. */
  language?: Language
}

export type CheckedAnswers = {
  /** What counts: declared and shown fields, normalised. Store this, not what was sent. */
  answers: Answers
  /** What refuses the answers, in the order of the form. */
  faults: Fault[]
  /** What is let through and shown: for example an agency's credit code with a wrong check character. */
  warnings: Fault[]
}

/** Judges answers the same way in the browser and on the server; only the server's word counts. Needs no eval. */
export function checkAnswers(compiled: CompiledForm, given: unknown, options: CheckOptions): CheckedAnswers {
  const { asOf, language = 'zh' } = options
  const excess = findExcess(given)
  if (excess) return { answers: {}, faults: [excess], warnings: [] }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return { answers: {}, faults: [{ pointer: '', rule: 'type', detail: '答案应是一个对象。' }], warnings: [] }
  }
  const { answers, missing } = visibleAnswers(compiled, given)
  const broken = missing.map((pointer): Broken => ({ pointer, keyword: 'required', params: {} }))
  if (!compiled.holdsOn(asOf, answers)) broken.push(...findBroken(compiled.schemaOn(asOf), answers))
  return {
    answers,
    faults: inFormOrder(compiled, broken).map((one) => faultFor(compiled.root, withFormat(compiled, one), language)),
    warnings: findWarnings(compiled.root, answers, asOf, language),
  }
}

/** The faults alone. */
export function validateAnswers(compiled: CompiledForm, given: unknown, options: CheckOptions): Fault[] {
  return checkAnswers(compiled, given, options).faults
}

type Broken = { pointer: string; keyword: string; params: Record<string, unknown>; reading?: string }

/** The validator stops at eight errors a call. */
const LIBRARY_LIMIT = 8

function findBroken(schema: SchemaNode, answers: Answers): Broken[] {
  const [, errors] = Errors(schema, answers)
  const whole = readErrors(schema, schema, answers, '', errors)
  if (errors.length < LIBRARY_LIMIT) return unique(whole)
  // Then the form without its fields, and each field alone: nobody should mend eight things only to be told of the ninth.
  const { properties = {}, unevaluatedProperties: _, additionalProperties: __, ...rest } = schema
  const each = Object.entries(properties)
    .filter(([key]) => Object.hasOwn(answers, key))
    .flatMap(([key, node]) => readErrors(node, schema, answers[key], `/${escapePointer(key)}`))
  return unique([...readErrors(rest, schema, answers, ''), ...each])
}

function readErrors(
  node: SchemaNode,
  root: SchemaNode,
  value: unknown,
  base: string,
  known?: ReturnType<typeof Errors>[1],
): Broken[] {
  const schema = node === root ? node : { ...node, $defs: root.$defs ?? {} }
  const errors = known ?? Errors(schema, value)[1]
  const found: Broken[] = []
  let unevaluated: Broken | undefined
  for (const { keyword, schemaPath, instancePath, params } of errors) {
    const pointer = base + instancePath
    const facts: Record<string, unknown> = { ...params }
    if (keyword === 'required' || keyword === 'dependentRequired') {
      const names = keyword === 'required' ? facts.requiredProperties : facts.dependencies
      const holder = valueAt(value, instancePath)
      for (const name of Array.isArray(names) ? names.map(String) : []) {
        if (isRecord(holder) && Object.hasOwn(holder, name)) continue
        found.push({ pointer: `${pointer}/${escapePointer(name)}`, keyword: 'required', params: {} })
      }
    } else if (keyword === 'if') {
      // The library only says which branch failed; what failed in it is what the person must know.
      const branch = nodeAt(schema, schemaPath)?.[facts.failingKeyword === 'else' ? 'else' : 'then']
      const inner = isRecord(branch) ? readErrors(branch, root, valueAt(value, instancePath), pointer) : []
      found.push(...(inner.length > 0 ? inner : [{ pointer, keyword, params: facts }]))
    } else if (keyword === '~refine') {
      found.push({ pointer, keyword: 'format', params: facts, reading: String(facts.message) })
    } else if (keyword === 'unevaluatedProperties' || keyword === 'unevaluatedItems') {
      // A property that fails its own schema also counts as not evaluated, which would be told twice.
      unevaluated = { pointer, keyword, params: facts }
    } else {
      found.push({ pointer, keyword, params: facts })
    }
  }
  return found.length === 0 && unevaluated ? [unevaluated] : found
}

/** The node a schema path leads to; the library's paths step over `$ref` without a token. */
function nodeAt(root: SchemaNode, path: string): SchemaNode | undefined {
  let node: unknown = root
  for (const token of tokensOf(path)) node = valueAt(follow(node, root), `/${escapePointer(token)}`)
  const end = follow(node, root)
  return isRecord(end) ? end : undefined
}

function follow(node: unknown, root: SchemaNode): unknown {
  if (!isRecord(node) || typeof node.$ref !== 'string') return node
  return { ...root.$defs?.[node.$ref.replace('#/$defs/', '')], ...node }
}

function unique(broken: Broken[]): Broken[] {
  const seen = new Set<string>()
  return broken.filter(({ pointer, keyword }) => {
    const mark = `${pointer} ${keyword}`
    return !seen.has(mark) && Boolean(seen.add(mark))
  })
}

function inFormOrder(compiled: CompiledForm, broken: Broken[]): Broken[] {
  if (broken.length === 0) return broken
  const order = new Map<string, number>()
  for (const page of compiled.form.pages)
    for (const name of page.fields) order.set(name.startsWith('/') ? name : `/${name}`, order.size)
  const fields = eachField(compiled.root).map(({ pointer }) => pointer)
  const placeOf = ({ pointer }: Broken) => {
    const parts = pointer.split('/')
    let page = order.size
    for (let end = 2; end <= parts.length; end++)
      page = Math.min(page, order.get(parts.slice(0, end).join('/')) ?? page)
    const index = fields.indexOf(pointer.replace(/\/\d+(?=\/|$)/g, '/*'))
    return page * 10_000 + (index < 0 ? 9_999 : index)
  }
  return broken
    .map((one) => ({ one, at: placeOf(one) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

function withFormat(compiled: CompiledForm, broken: Broken): Broken & { format?: string } {
  const format = broken.reading === undefined ? undefined : fieldAt(compiled.root, broken.pointer)?.node.format
  return { ...broken, ...(format ? { format } : {}) }
}

function findWarnings(root: Field, answers: Answers, asOf: string, language: Language): Fault[] {
  const warnings: Fault[] = []
  const visit = (field: Field, value: unknown, pointer: string) => {
    if (typeof value === 'string' && field.node.format) {
      for (const { rule, detail } of formats[field.node.format]?.(value, asOf).findings ?? []) {
        const broken = { pointer, keyword: 'format', params: {}, format: field.node.format, reading: detail }
        warnings.push({ ...faultFor(root, broken, language), rule })
      }
    } else if (Array.isArray(value)) {
      for (const [index, one] of value.entries()) if (field.item) visit(field.item, one, `${pointer}/${index}`)
    } else if (isRecord(value)) {
      for (const child of field.children)
        if (Object.hasOwn(value, child.key)) visit(child, value[child.key], `${pointer}/${escapePointer(child.key)}`)
    }
  }
  visit(root, answers, '')
  return warnings
}
