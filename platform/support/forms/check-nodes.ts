import type { FieldTrouble } from './field.ts'
import { type Form, partyFields } from './form.ts'
import { isRecord } from './pointer.ts'

/** A mistake in a form document, at a pointer into the document. */
export type FormProblem = FieldTrouble & { severity: 'error' | 'warning' }

export const types = ['object', 'array', 'string', 'number', 'integer', 'boolean']

const isText = (value: unknown) => typeof value === 'string'
const isNumber = (value: unknown) => typeof value === 'number'
const isList = (of: (value: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(of)

/** What the keywords that our own code reads must hold. */
const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  ...Object.fromEntries(['$ref', 'title', 'description', 'format', 'pattern'].map((keyword) => [keyword, isText])),
  ...Object.fromEntries(
    ['minItems', 'maxItems', 'minLength', 'maxLength', 'minimum', 'maximum'].map((keyword) => [keyword, isNumber]),
  ),
  required: isList(isText),
  enum: isList(() => true),
  oneOf: isList(isRecord),
  allOf: isList(isRecord),
  anyOf: isList(isRecord),
  readOnly: (value) => typeof value === 'boolean',
  'x-ui': isRecord,
}

/** Nodes whose keywords are not of the kind that JSON Schema and ours say, so that nothing after trips over them. */
export function findOddNodes(form: Form): FormProblem[] {
  const problems: FormProblem[] = []
  const visit = (node: unknown, pointer: string) => {
    const error = (code: string, message: string, mend: string) =>
      problems.push({ pointer, code, message, mend, severity: 'error' })
    if (!isRecord(node))
      return error('no-schema', 'a schema must be an object', 'Write the keywords of this field below it.')
    if (node.type !== undefined && !types.includes(String(node.type)))
      error(
        'unknown-type',
        `type "${String(node.type)}" is not one of ${types.join(', ')}`,
        'Give one type; an optional field is one that is not in required.',
      )
    for (const [keyword, isKind] of Object.entries(kinds))
      if (node[keyword] !== undefined && !isKind(node[keyword]))
        error(
          'bad-keyword',
          `${keyword} is not of its kind`,
          `Write ${keyword} as JSON Schema 2020-12 and our guide say.`,
        )
    for (const [keyword, inner] of Object.entries(node)) {
      if (keyword === 'properties' || keyword === '$defs') {
        if (!isRecord(inner))
          error('no-schema', `${keyword} must be an object of schemas`, 'List the fields below it by name.')
        else for (const [name, one] of Object.entries(inner)) visit(one, `${pointer}/${keyword}/${name}`)
      } else if (keyword === 'items') visit(inner, `${pointer}/items`)
      else if (keyword.startsWith('x-') && !['x-from', 'x-show', 'x-ui'].includes(keyword))
        error('unknown-keyword', `"${keyword}" is no keyword of ours`, 'Ours are x-from, x-show and x-ui.')
    }
    for (const source of [node['x-from'] ?? []].flat()) {
      const reason = whyNoSource(source, 0)
      if (reason)
        error(
          'bad-source',
          `x-from: ${reason}`,
          'Write for example x-from: {register: population, key: {id_number: {account: idNumber}}, field: name}.',
        )
    }
    if (node['x-show'] !== undefined && typeof node['x-show'] !== 'string')
      error('bad-expression', 'x-show must be text in FEEL', 'Write for example x-show: kind = "rented".')
  }
  visit(form.schema, '/schema')
  return problems
}

function whyNoSource(source: unknown, depth: number): string | undefined {
  if (!isRecord(source) || depth > 3) return 'a source is an object, nested three deep at most'
  const is = (...keys: string[]) =>
    Object.keys(source).every((key) => keys.includes(key)) && typeof source[keys[0]!] === 'string'
  if ('const' in source) return undefined
  if (is('account') || is('applicant')) {
    const field = source.account ?? source.applicant
    return (partyFields as readonly unknown[]).includes(field)
      ? undefined
      : `"${String(field)}" is not one of ${partyFields.join(', ')}`
  }
  if (is('situation')) return undefined
  if (is('answer'))
    return String(source.answer).startsWith('/') ? undefined : 'an answer is named by a pointer such as /premises/kind'
  if (is('credential', 'field') && typeof source.field === 'string') return undefined
  if (!is('register', 'key', 'field', 'fields', 'many'))
    return 'a source names a register, account, applicant, credential, situation, answer or const'
  if (!isRecord(source.key) || Object.keys(source.key).length === 0)
    return 'a register is read by a key: {its field: where the value comes from}'
  if (typeof source.field !== 'string' && !Array.isArray(source.fields))
    return 'say which field, or fields, of the register'
  return Object.values(source.key)
    .map((inner) => whyNoSource(inner, depth + 1))
    .find((reason) => reason !== undefined)
}
