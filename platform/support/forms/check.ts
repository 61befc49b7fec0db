import { Errors } from 'typebox/schema'
import { findShowCycles } from './check-cycles.ts'
import { type FormProblem, findOddNodes, types } from './check-nodes.ts'
import { choicesOf } from './compile.ts'
import { pagePointer } from './describe.ts'
import { eachField, type Field, fieldAt, growFields } from './field.ts'
import { type CompileExpression, Form, type Source, widgets } from './form.ts'
import { formats } from './formats.ts'
import { isRecord, schemaPointer } from './pointer.ts'

const standardFormats = ['date-time', 'time', 'duration', 'email', 'uri', 'uuid']

/** Everything wrong in a form document, for its author: what, where and how to mend it. An empty list compiles. */
export function checkForm(document: unknown, compileExpression: CompileExpression): FormProblem[] {
  const problems: FormProblem[] = []
  const error = (pointer: string, code: string, message: string, mend: string) =>
    problems.push({ pointer, code, message, mend, severity: 'error' })
  const [, shape] = Errors(Form, document)
  for (const { instancePath, message, keyword, params } of shape) {
    const names = Object.values(params).flat().map(String).join(', ')
    error(
      instancePath,
      `shape.${keyword}`,
      `${instancePath || 'the form'} ${message}`,
      `See the form's schema: ${keyword} ${names}.`,
    )
  }
  const raw = isRecord(document) ? document.schema : undefined
  if (!isRecord(raw) || raw.type !== 'object' || !isRecord(raw.properties)) {
    error(
      '/schema',
      'no-fields',
      'schema must be an object with properties',
      'Write type: object and list the fields under properties.',
    )
    return problems
  }
  if (shape.length > 0) return problems
  const form = document as Form
  for (const trouble of findOddNodes(form)) problems.push(trouble)
  if (problems.length > 0) return problems
  const root = growFields(form.schema, compileExpression, (trouble) =>
    problems.push({ ...trouble, pointer: `/schema${trouble.pointer}`, severity: 'error' }),
  )
  problems.push(
    ...findFieldProblems(root),
    ...findUnknownNames(root, []),
    ...findShowCycles(root),
    ...findPageProblems(form, root),
  )
  return problems
}

function findFieldProblems(root: Field): FormProblem[] {
  const problems: FormProblem[] = []
  for (const field of [root, ...eachField(root)]) {
    const { node, key } = field
    const add = (severity: FormProblem['severity'], code: string, message: string, mend: string) =>
      problems.push({ pointer: schemaPointer(field.pointer), code, message, mend, severity })
    if (node.pattern !== undefined)
      for (const reason of whyBadPattern(node.pattern))
        add('error', 'bad-pattern', reason, 'Write an ECMAScript pattern without a repeat inside a repeat.')
    for (const name of node.required ?? [])
      if (!Object.hasOwn(node.properties ?? {}, name))
        add(
          'error',
          'required-unknown',
          `required names "${name}", which is no property here`,
          'Correct the name or add the property.',
        )
    if (field === root || key === '*') continue
    if (!node.title) add('error', 'no-title', `field "${key}" has no title`, 'Give the Chinese name people see: title.')
    else if (!node['x-ui']?.en)
      add('error', 'no-english', `field "${key}" has no English title`, 'Give it as x-ui: {en: …}.')
    if (!node.type && !choicesOf(node))
      add('error', 'no-type', `field "${key}" has no type`, `Give one of ${types.join(', ')}.`)
    if (node.format && !formats[node.format] && !standardFormats.includes(node.format)) {
      const known = [...Object.keys(formats), ...standardFormats].join(', ')
      add(
        'error',
        'unknown-format',
        `format "${node.format}" is not checked by anything`,
        `Use one of ${known}, or a pattern.`,
      )
    }
    if (node.type === 'array' && !node.items)
      add('error', 'no-items', `list "${key}" does not say what it holds`, 'Describe one element under items.')
    if (node.type === 'string' && !node.format && !choicesOf(node) && node.maxLength === undefined && !node.readOnly)
      add(
        'warning',
        'no-max-length',
        `text "${key}" has no maxLength`,
        'Say how long it may be; 20,000 characters pass otherwise.',
      )
    if (node.readOnly && field.from.length === 0)
      add(
        'error',
        'read-only-unbound',
        `"${key}" is readOnly and has no x-from, so it can never be filled`,
        'Bind it or let it be answered.',
      )
    const widget = node['x-ui']?.widget
    if (widget && !widgets.includes(widget))
      add(
        'error',
        'unknown-widget',
        `widget "${widget}" is not one of ${widgets.join(', ')}`,
        'Leave it out to get the usual one.',
      )
    for (const source of field.from)
      for (const pointer of answersOf(source))
        if (!fieldAt(root, pointer))
          add(
            'error',
            'unknown-answer',
            `x-from names the answer ${pointer}, which is no field`,
            'Correct the pointer.',
          )
  }
  return problems
}

/** An expression sees the fields of its own group and of those around it. */
function findUnknownNames(group: Field, outer: string[]): FormProblem[] {
  const names = [...outer, ...group.children.map(({ key }) => key)]
  return [...group.children, ...(group.item ? [group.item] : [])].flatMap((field) => {
    const strange = field.show?.free?.filter((name) => !names.includes(name)) ?? []
    const problems = strange.map(
      (name): FormProblem => ({
        pointer: `${schemaPointer(field.pointer)}/x-show`,
        code: 'unknown-name',
        message: `x-show reads "${name}", which is no field in sight`,
        mend: `In sight are ${names.join(', ')}.`,
        severity: 'error',
      }),
    )
    return [...problems, ...findUnknownNames(field, names)]
  })
}

function answersOf(source: Source): string[] {
  if ('answer' in source) return [source.answer]
  return 'register' in source ? Object.values(source.key).flatMap(answersOf) : []
}

function whyBadPattern(pattern: string): string[] {
  try {
    new RegExp(pattern, 'u')
  } catch (error) {
    return [`pattern is not a regular expression: ${error instanceof Error ? error.message : String(error)}`]
  }
  // (a+)+ takes exponential time on hostile input.
  return /\([^()]*[+*}][^()]*\)[+*{]/.test(pattern)
    ? ['pattern repeats what already repeats, which hostile input can make endless']
    : []
}

function findPageProblems(form: Form, root: Field): FormProblem[] {
  const problems: FormProblem[] = []
  const placed = new Set<string>()
  for (const [page, { fields }] of form.pages.entries()) {
    for (const [index, name] of fields.entries()) {
      const pointer = pagePointer(name)
      const add = (code: string, message: string, mend: string) =>
        problems.push({ pointer: `/pages/${page}/fields/${index}`, code, message, mend, severity: 'error' })
      if (!fieldAt(root, pointer))
        add('page-unknown-field', `there is no field "${name}"`, 'Name a property of the schema, or /group/name.')
      if (placed.has(pointer)) add('page-twice', `"${name}" is on a page already`, 'Ask each thing once.')
      placed.add(pointer)
    }
  }
  const isPlaced = ({ pointer, children }: Field): boolean =>
    placed.has(pointer) || (children.length > 0 && children.every((child) => isPlaced(child)))
  for (const field of root.children) {
    const background = field.node.readOnly === true && field.from.length > 0
    if (isPlaced(field) || background) continue
    problems.push({
      pointer: schemaPointer(field.pointer),
      code: 'on-no-page',
      message: `field "${field.key}" is on no page and no source fills it`,
      mend: 'Put it on a page, or make it a background fact: readOnly: true with x-from.',
      severity: 'error',
    })
  }
  return problems
}

/** Where in the form document a field stands. A field below `$ref` is told at the one who refers. */
