import type { Expression, Input, Output } from '../net.ts'
import { withPart } from '../running/expressions.ts'
import { child, type Element, extensions, list, text } from './document.ts'
import { body, expression, type Reader, report, required } from './reader.ts'

/** `order`, or a part of it: `order.total`. */
const place = /^[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}_][\p{L}\p{N}_-]*)*$/u

/**
 * What an activity or a message is given: `zt:input`, and what is drawn into it. A data association copies its data
 * object, transforms it, or assigns parts one by one (BPMN 2.0, 10.4.2).
 */
export function inputs(reader: Reader, element: Element): Input[] {
  const given = extensions(element, 'zt:Input').map((input) => ({
    name: required(reader, input, 'name'),
    text: text(input, 'value') ?? '',
    value: expression(reader, element, required(reader, input, 'value')),
  }))
  const drawn = list(element, 'dataInputAssociations')
    .flatMap((each) => drawnIn(reader, element, each))
    .filter(({ name }) => !given.some((each) => each.name === name))
  return [...given, ...merged(drawn)]
}

function drawnIn(reader: Reader, element: Element, association: Element): (Input & { path: string[] })[] {
  const target = nameOf(child(association, 'targetRef'))
  const sources = list(association, 'sourceRef').flatMap(objectOf)
  const transformation = body(association, 'transformation')
  const assigned = list(association, 'assignment').flatMap((each) => {
    const from = body(each, 'from')
    const to = destination(reader, element, each, target)
    if (from === null) report(reader, element, 'data-assignment', 'an assignment has no from')
    if (from === null || to === null) return []
    const [name, ...path] = to
    return [{ name, path, text: from, value: expression(reader, element, from) }]
  })
  if (transformation !== null) {
    const name = target?.name ?? sources[0]
    if (name === undefined) report(reader, element, 'data-assignment', 'a transformation has no targetRef')
    else
      assigned.unshift({
        name,
        path: [],
        text: transformation,
        value: expression(reader, element, transformation),
      })
  }
  if (assigned.length > 0) return assigned
  // A plain arrow keeps the name of its data object.
  return sources.map((source) => ({
    name: source,
    path: [],
    text: source,
    value: (scope) => scope[source] ?? null,
  }))
}

/** Several assignments into parts of one input make one value. */
function merged(parts: readonly (Input & { path: string[] })[]): Input[] {
  return [...new Set(parts.map(({ name }) => name))].map((name): Input => {
    const own = parts.filter((each) => each.name === name)
    const [first] = own
    if (own.length === 1 && first && first.path.length === 0) return { name, text: first.text, value: first.value }
    const value: Input['value'] = (scope) =>
      own.reduce<unknown>((whole, part) => withPart(whole, part.path, part.value(scope)), null)
    return { name, text: own.map((each) => each.text).join(', '), value }
  })
}

/** What an activity or event leaves in the variables: what is drawn out of it into data objects, part by part. */
export function outputs(reader: Reader, element: Element): Output[] {
  const isEvent = element.$type.endsWith('Event')
  const found = list(element, 'dataOutputAssociations').flatMap((each): Output[] => {
    const target = nameOf(child(each, 'targetRef'))
    const transformation = body(each, 'transformation')
    const assigned = list(each, 'assignment').flatMap((assignment): Output[] => {
      const from = body(assignment, 'from')
      const to = destination(reader, element, assignment, target)
      if (from === null) report(reader, element, 'data-assignment', 'an assignment has no from')
      return from === null || to === null ? [] : [{ to, text: from, value: expression(reader, element, from) }]
    })
    if (transformation !== null) {
      if (target === null) report(reader, element, 'data-assignment', 'a transformation has no targetRef')
      else
        assigned.unshift({
          to: [target.name],
          text: transformation,
          value: expression(reader, element, transformation),
        })
    }
    if (assigned.length > 0 || target === null) return assigned
    // A plain arrow takes the answer whole: of an activity as its result (`writtenObject`), of an event here. Of several
    // data outputs each is one member of it.
    const source = list(each, 'sourceRef').find(({ $type }) => $type === 'bpmn:DataOutput')
    const name = (source && (text(source, 'name') ?? source.id)) ?? ''
    if (outputsOf(element).length > 1) return [{ to: [target.name], text: name, value: (scope) => scope[name] ?? null }]
    return isEvent ? [{ to: [target.name], text: name, value: (scope) => scope.answer }] : []
  })
  return found.map((each) => ({ ...each, value: named(element, each.value) }))
}

/** The only data output is the whole answer, unless that has a member of its name. */
function named(element: Element, value: Expression): Expression {
  const [only, second] = outputsOf(element)
  const name = only && second === undefined ? (text(only, 'name') ?? only.id) : undefined
  if (name === undefined) return value
  return (scope) => {
    const { answer } = scope
    const isMember = typeof answer === 'object' && answer !== null && name in answer
    return value(isMember ? scope : { ...scope, [name]: answer })
  }
}

/** The data object into which an activity's answer is drawn whole. What a person enters is known by the id of the task. */
export function writtenObject(element: Element): string | null {
  if (element.$type === 'bpmn:UserTask') return null
  const [name] = list(element, 'dataOutputAssociations').flatMap((each) => {
    if (list(each, 'assignment').length > 0 || body(each, 'transformation') !== null) return []
    const target = child(each, 'targetRef')
    const several = list(each, 'sourceRef').some(({ $type }) => $type === 'bpmn:DataOutput')
    return target === null || (several && outputsOf(element).length > 1) ? [] : objectOf(target)
  })
  return name ?? null
}

/** Where an assignment writes: a path from the target, which it may name first or leave out. */
function destination(
  reader: Reader,
  element: Element,
  assignment: Element,
  target: Named | null,
): [string, ...string[]] | null {
  const to = body(assignment, 'to')
  if (to === null || !place.test(to)) {
    report(reader, element, 'data-assignment', `to names no variable: ${to ?? ''}`)
    return null
  }
  const [first = '', ...rest] = to.split('.')
  if (target === null) return [first, ...rest]
  return first === target.name || first === target.id ? [target.name, ...rest] : [target.name, first, ...rest]
}

type Named = { id: string; name: string }

/** A data object goes by its id, a data input or output by its name. */
function nameOf(end: Element | null): Named | null {
  if (end === null) return null
  const [object] = objectOf(end)
  if (object !== undefined) return { id: end.id ?? object, name: object }
  if (end.$type !== 'bpmn:DataInput' && end.$type !== 'bpmn:DataOutput') return null
  const id = end.id ?? ''
  return { id, name: text(end, 'name') ?? id }
}

function outputsOf(element: Element): Element[] {
  const specification = child(element, 'ioSpecification')
  return [...(specification ? list(specification, 'dataOutputs') : []), ...list(element, 'dataOutputs')]
}

/** The id of a data object: the variable that holds it. A data store is outside the flow. */
function objectOf(end: Element): string[] {
  const object = end.$type === 'bpmn:DataObjectReference' ? child(end, 'dataObjectRef') : end
  return object?.$type === 'bpmn:DataObject' && object.id !== undefined ? [object.id] : []
}
