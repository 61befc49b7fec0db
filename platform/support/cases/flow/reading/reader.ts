import type { Fault } from '#kernel/errors.ts'
import type { CallActivity, Common, CompileExpression, Container, Expression, Flow, Node } from '../net.ts'
import { child, type Element, elementName, fault, placeOf, text } from './document.ts'

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

/** The text inside an expression element. */
export function body(element: Element, property: string): string | null {
  const holder = child(element, property)
  return holder === null ? null : text(holder, 'body')
}
