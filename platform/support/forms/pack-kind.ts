import { Errors } from 'typebox/schema'
import type { PackContext, PackKind, Source as PackSource, Problem } from '../packs/index.ts'
import { Register } from '../registers/contract.ts'
import { checkForm } from './check.ts'
import { findTypeClashes, findUnknownElements } from './check-sources.ts'
import { eachField, growFields } from './field.ts'
import type { CompileExpression, Form, Source } from './form.ts'
import { schemaPointer } from './pointer.ts'

/** `forms/<key>.yaml` of packs. */
export function formKind(compileExpression: CompileExpression): PackKind {
  return {
    kind: 'form',
    folder: 'forms',
    extensions: ['.yaml'],
    check(source, context) {
      const problems = checkForm(source.data, compileExpression).map(({ pointer, code, ...rest }) =>
        source.problem(pointer, { ...rest, code: `forms.${code}` }),
      )
      if (problems.some(({ severity }) => severity === 'error')) return problems
      return [...problems, ...findSourceProblems(source, compileExpression, context)]
    },
    references: (content) =>
      registersOf(content as Form).map(({ register, pointer }) => ({ kind: 'register', key: register, pointer })),
  }
}

type Use = { register: string; pointer: string; fields: string[]; key: Record<string, Source> }

function registersOf(form: Form): Use[] {
  const uses: Use[] = []
  const visitSource = (source: Source, pointer: string) => {
    if (!('register' in source)) return
    const fields = 'field' in source ? [source.field] : source.fields
    uses.push({ register: source.register, pointer, fields, key: source.key })
    for (const [name, inner] of Object.entries(source.key)) visitSource(inner, `${pointer}/key/${name}`)
  }
  const visit = (node: unknown, pointer: string) => {
    if (typeof node !== 'object' || node === null) return
    for (const [keyword, inner] of Object.entries(node)) {
      if (keyword !== 'x-from') visit(inner, `${pointer}/${keyword}`)
      else if (!Array.isArray(inner)) visitSource(inner as Source, `${pointer}/x-from`)
      else for (const [index, one] of inner.entries()) visitSource(one as Source, `${pointer}/x-from/${index}`)
    }
  }
  visit(form.schema, '/schema')
  return uses
}

/** Names in `x-from` that the register does not have, and questions whose answer a register holds already. */
function findSourceProblems(source: PackSource, compileExpression: CompileExpression, context: PackContext): Problem[] {
  const form = source.data as Form
  const problems: Problem[] = []
  const registers = context
    .list('register')
    .flatMap(({ content }) => (Errors(Register, content)[0] ? [content as Register] : []))
  for (const { register: key, pointer, fields, key: by } of registersOf(form)) {
    const names = Object.keys(by)
    const register = registers.find((each) => each.key === key)
    if (!register) continue
    const known = register.fields.map((field) => field.key)
    for (const name of [...fields, ...names].filter((each) => !known.includes(each))) {
      const mend = `It has ${known.join(', ')}.`
      problems.push(
        source.problem(pointer, {
          code: 'forms.unknown-register-field',
          message: `register "${key}" has no field "${name}"`,
          mend,
        }),
      )
    }
    for (const name of names.filter((each) => known.includes(each) && !isSearched(register, each))) {
      const mend = `Search it by ${[...register.keyFields, ...register.fields.filter(({ lookup }) => lookup).map((field) => field.key)].join(', ')}.`
      problems.push(
        source.problem(pointer, {
          code: 'forms.not-a-key',
          message: `register "${key}" is not searched by "${name}"`,
          mend,
        }),
      )
    }
  }
  problems.push(...findPryingSources(source, registers))
  const root = growFields(form.schema, compileExpression, () => undefined)
  const elementsOf = (key: string) => {
    const type = context.find('credential', key) as { elements?: { properties?: object } } | undefined
    return type?.elements?.properties && Object.keys(type.elements.properties)
  }
  for (const { pointer, code, ...rest } of [
    ...findTypeClashes(root, registers),
    ...findUnknownElements(root, elementsOf),
  ])
    problems.push(source.problem(`${schemaPointer(pointer)}/x-from`, { ...rest, code: `forms.${code}` }))
  for (const field of eachField(root)) {
    // Elements of a list are other people and things, which no key of the applicant finds.
    if (field.from.length > 0 || field.children.length > 0 || field.pointer.includes('/*') || field.node['x-ui']?.why)
      continue
    const holder = registers.find(({ fields }) => fields.some(({ name }) => name === field.node.title))
    if (!holder) continue
    const held = holder.fields.find(({ name }) => name === field.node.title)
    const pointer = `/schema${field.pointer.replaceAll('/', '/properties/')}`
    // 国务院关于在线政务服务的若干规定第7条: what sharing gives is not asked for again.
    const message = `"${field.node.title}" is held by ${holder.sourceLabel} already`
    const mend = `Bind it: x-from: {register: ${holder.key}, key: …, field: ${held?.key}}, or say why it is asked in x-ui: {why: …}.`
    problems.push(source.problem(pointer, { code: 'forms.asked-twice', message, mend }))
  }
  return problems
}

/**
 * Personal data read by a number that the applicant typed would show anybody's data to anybody (个人信息保护法第10条): a key
 * must lead through the applicant, the account or a record or credential of theirs.
 */
function findPryingSources(source: PackSource, registers: readonly Register[]): Problem[] {
  return registersOf(source.data as Form).flatMap(({ register: key, pointer, fields, key: by }) => {
    const register = registers.find((each) => each.key === key)
    const personal = register?.fields.filter((field) => fields.includes(field.key) && field.pi !== 'none') ?? []
    if (personal.length === 0 || Object.values(by).some(isTheirs)) return []
    return source.problem(pointer, {
      code: 'forms.others-data',
      message: `${personal.map((field) => field.key).join(', ')} would be read of whomever an answer names`,
      mend: 'Add {account: idNumber} or {applicant: idNumber} to the key, or let that person confirm in their own account.',
    })
  })
}

function isTheirs(source: Source): boolean {
  if ('register' in source) return Object.values(source.key).some(isTheirs)
  return 'account' in source || 'applicant' in source || 'credential' in source
}

function isSearched(register: Register, name: string): boolean {
  return (
    register.keyFields.includes(name) ||
    register.subject === name ||
    register.fields.some(({ key, lookup }) => key === name && lookup === true)
  )
}
