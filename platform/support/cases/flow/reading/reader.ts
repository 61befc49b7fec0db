import type { Fault } from '#kernel/errors.ts'
import type {
  Activity,
  CallActivity,
  Common,
  CompileExpression,
  Container,
  Expression,
  Flow,
  Input,
  Instances,
  Node,
} from '../net.ts'
import { child, type Element, elementName, extensions, fault, list, placeOf, text } from './document.ts'

/** What reading a file gathers: the nodes and flows so far, and everything that is wrong with it. */
export type Reader = {
  compileExpression: CompileExpression
  faults: Fault[]
  nodes: Node[]
  flows: Flow[]
  byId: Map<string, Node>
  /** What stands before the ids of a called flow's nodes: `pay/`; empty in the flow itself. */
  prefix: string
  /** The ids of the data objects met. */
  data: string[]
  /** The calls met, whose flows are read after it. */
  calls: { element: Element; node: CallActivity; depth: number }[]
}

export function report(reader: Reader, element: Element, rule: string, detail: string): void {
  reader.faults.push(fault(placeOf(element), rule, detail))
}

/** Reports an element the engine does not execute; `what` names it where the element's own name does not say enough. */
export function unsupported(reader: Reader, element: Element, what = elementName(element)): null {
  report(reader, element, 'unsupported-element', `${what} is not executed by this engine`)
  return null
}

/** Compiles the text of an expression; a faulty one is reported and reads as null. */
export function expression(reader: Reader, element: Element, source: string): Expression {
  try {
    return reader.compileExpression(source)
  } catch (error) {
    report(reader, element, 'bad-expression', `${source}: ${error instanceof Error ? error.message : String(error)}`)
    return () => null
  }
}

/** An attribute the engine cannot do without; when absent it is reported and reads as empty. */
export function required(reader: Reader, element: Element, property: string): string {
  const value = text(element, property)
  if (value === null) report(reader, element, 'missing-attribute', `${property} must be given`)
  return value ?? ''
}

export function common(reader: Reader, element: Element, parent: Container | null): Common {
  return {
    index: reader.nodes.length,
    id: reader.prefix + (element.id ?? ''),
    key: element.id ?? '',
    element: elementName(element),
    name: text(element, 'name') ?? '',
    nameEn: text(element, 'zt:label-en'),
    status: text(element, 'zt:status'),
    parent,
    incoming: [],
    outgoing: [],
    defaultFlow: null,
  }
}

export function activity(reader: Reader, element: Element, parent: Container | null): Activity {
  return {
    ...common(reader, element, parent),
    boundaries: [],
    instances: instances(reader, element),
    result: text(element, 'zt:result') ?? writtenObject(element),
    forCompensation: element.get('isForCompensation') === true,
    undoneBy: null,
  }
}

/** What a service, a rule, a call or a message is given: `zt:input`, and the data objects drawn into it. */
export function inputs(reader: Reader, element: Element): Input[] {
  const given = extensions(element, 'zt:Input').map((input) => ({
    name: required(reader, input, 'name'),
    text: text(input, 'value') ?? '',
    value: expression(reader, element, required(reader, input, 'value')),
  }))
  const drawn = list(element, 'dataInputAssociations')
    .flatMap((each) => list(each, 'sourceRef').flatMap(objectOf))
    .filter((name) => !given.some((each) => each.name === name))
  return [...given, ...drawn.map((name): Input => ({ name, text: name, value: (scope) => scope[name] ?? null }))]
}

/** The data object into which an activity's answer is drawn. What a person enters is known by the id of the task. */
function writtenObject(element: Element): string | null {
  if (element.$type === 'bpmn:UserTask') return null
  const [name] = list(element, 'dataOutputAssociations').flatMap((each) => {
    const target = child(each, 'targetRef')
    return target === null ? [] : objectOf(target)
  })
  return name ?? null
}

/** The id of a data object: the variable that holds it. A data store is outside the flow. */
function objectOf(end: Element): string[] {
  const object = end.$type === 'bpmn:DataObjectReference' ? child(end, 'dataObjectRef') : end
  return object?.$type === 'bpmn:DataObject' && object.id !== undefined ? [object.id] : []
}

function instances(reader: Reader, element: Element): Instances | null {
  const loop = child(element, 'loopCharacteristics')
  if (loop === null) return null
  if (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics') {
    report(reader, element, 'unsupported-element', `${elementName(loop)} is not executed by this engine`)
    return null
  }
  const over = text(loop, 'zt:collection') ?? body(loop, 'loopCardinality')
  if (over === null) report(reader, element, 'missing-attribute', 'zt:collection or loopCardinality must be given')
  const until = body(loop, 'completionCondition')
  return {
    sequential: loop.get('isSequential') === true,
    over: expression(reader, element, over ?? '0'),
    item: text(loop, 'zt:item'),
    until: until === null ? null : expression(reader, element, until),
  }
}

/** The text inside an expression element. */
export function body(element: Element, property: string): string | null {
  const holder = child(element, property)
  return holder === null ? null : text(holder, 'body')
}
