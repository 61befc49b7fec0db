import type { Fault } from '#kernel/errors.ts'
import type {
  Activity,
  Common,
  CompileExpression,
  Expression,
  Flow,
  Input,
  Instances,
  Node,
  SubProcess,
} from '../net.ts'
import { child, type Element, elementName, extensions, fault, placeOf, text } from './document.ts'

/** What reading a file gathers: the nodes and flows so far, and everything that is wrong with it. */
export type Reader = {
  compileExpression: CompileExpression
  faults: Fault[]
  nodes: Node[]
  flows: Flow[]
  byId: Map<string, Node>
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

export function common(reader: Reader, element: Element, parent: SubProcess | null): Common {
  return {
    index: reader.nodes.length,
    id: element.id ?? '',
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

export function activity(reader: Reader, element: Element, parent: SubProcess | null): Activity {
  if (element.get('isForCompensation') === true) unsupported(reader, element, 'compensation (isForCompensation)')
  return {
    ...common(reader, element, parent),
    boundaries: [],
    instances: instances(reader, element),
    result: text(element, 'zt:result'),
  }
}

export function inputs(reader: Reader, element: Element): Input[] {
  return extensions(element, 'zt:Input').map((input) => ({
    name: required(reader, input, 'name'),
    text: text(input, 'value') ?? '',
    value: expression(reader, element, required(reader, input, 'value')),
  }))
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
