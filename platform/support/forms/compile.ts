import { Check } from 'typebox/schema'
import { eachField, type Field, type FieldTrouble, growFields } from './field.ts'
import type { CompileExpression, Form, SchemaNode } from './form.ts'
import { formats } from './formats.ts'
import { isRecord } from './pointer.ts'

/** A form made ready for answers. Pure and shareable: keep one for each form version. */
export type CompiledForm = {
  form: Form
  /** The root object; its children are the fields. */
  root: Field
  /** The schema for the validator on a day: our formats as checks, conditional fields no longer required by it. */
  schemaOn(asOf: string): SchemaNode
  /** Whether nothing is wrong with answers on that day: asked first, since telling what is wrong costs several times as much. */
  holdsOn(asOf: string, answers: unknown): boolean
}

/** Makes a judge of a schema; a server makes code of it, which a browser's content policy forbids. */
export type CompileCheck = (schema: SchemaNode) => (answers: unknown) => boolean

const interpreted: CompileCheck = (schema) => (answers) => Check(schema, answers)

/**
 * Makes a form ready. Throws an Error that names every mistake in its fields; packs are checked before they are
 * installed, so a form that does not compile is a defect by then.
 */
export function compileForm(
  form: Form,
  compileExpression: CompileExpression,
  compileCheck: CompileCheck = interpreted,
): CompiledForm {
  const troubles: FieldTrouble[] = []
  const root = growFields(form.schema, compileExpression, (trouble) => troubles.push(trouble))
  if (troubles.length > 0) {
    const list = troubles.map(({ pointer, message }) => `${pointer || '/'}: ${message}`)
    throw new Error(`Form ${form.key} version ${form.version} does not compile:\n- ${list.join('\n- ')}`)
  }
  let made: { asOf: string; schema: SchemaNode; holds: (answers: unknown) => boolean } | undefined
  const madeOn = (asOf: string) => {
    if (made?.asOf !== asOf) {
      const schema = toPlain(form.schema, asOf)
      made = { asOf, schema, holds: compileCheck(schema) }
    }
    return made
  }
  return {
    form,
    root,
    schemaOn: (asOf) => madeOn(asOf).schema,
    holdsOn: (asOf, answers) => madeOn(asOf).holds(answers),
  }
}

/** Every field that a source fills. */
export function boundFields(compiled: CompiledForm): readonly Field[] {
  let known = bound.get(compiled.root)
  if (!known) {
    known = eachField(compiled.root).filter((field) => field.from.length > 0)
    bound.set(compiled.root, known)
  }
  return known
}

const bound = new WeakMap<Field, readonly Field[]>()

/** Choices written as `oneOf: [{const, title}]` or `enum`; undefined for a field of free input. */
export function choicesOf(node: SchemaNode): { value: unknown; title: string; titleEn: string }[] | undefined {
  const titled = node.oneOf?.every((choice) => 'const' in choice) ? node.oneOf : undefined
  if (titled) {
    return titled.map(({ const: value, title = String(value), 'x-ui': ui }) => ({
      value,
      title,
      titleEn: ui?.en ?? title,
    }))
  }
  return node.enum?.map((value) => ({ value, title: String(value), titleEn: String(value) }))
}

// Keywords whose values hold schemas by name, as a list, or alone (JSON Schema 2020-12, 10 and 11).
const byName = new Set(['properties', '$defs', 'dependentSchemas', 'patternProperties'])
const inList = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const alone = new Set([
  'items',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
])

function toPlain(node: SchemaNode, asOf: string): SchemaNode {
  const plain: SchemaNode = {}
  for (const [keyword, value] of Object.entries(node)) {
    if (keyword.startsWith('x-')) continue
    plain[keyword] = value
    if (byName.has(keyword) && isRecord(value)) plain[keyword] = mapValues(value, (inner) => plainOrSame(inner, asOf))
    else if (inList.has(keyword) && Array.isArray(value))
      plain[keyword] = value.map((inner) => plainOrSame(inner, asOf))
    else if (alone.has(keyword)) plain[keyword] = plainOrSame(value, asOf)
  }
  const choices = plain.oneOf ? choicesOf(plain) : undefined
  if (choices) {
    delete plain.oneOf
    plain.enum = choices.map(({ value }) => value)
  }
  const check = node.format === undefined ? undefined : formats[node.format]
  if (check) {
    delete plain.format
    plain['~refine'] = [
      {
        check: (value: unknown) => typeof value !== 'string' || check(value, asOf).faults.length === 0,
        error: (value: unknown) => check(String(value), asOf).faults[0]?.detail ?? '',
      },
    ]
  }
  // What may be hidden is required only while it is shown; the walk over the answers asks for it.
  if (plain.required && node.properties) {
    plain.required = plain.required.filter((key) => node.properties?.[key]?.['x-show'] === undefined)
  }
  return plain
}

function plainOrSame(value: unknown, asOf: string): SchemaNode {
  return isRecord(value) ? toPlain(value, asOf) : (value as SchemaNode)
}

function mapValues<Out>(record: Record<string, unknown>, map: (value: unknown) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
