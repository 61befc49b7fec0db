import type { Frame } from '../feel/ast.ts'
import { makeFunction } from '../feel/compile-calls.ts'
import { coerceOrFail } from '../feel/feel-type.ts'
import { anyType, type FeelFunction, type FiredRule, fail, isFunction, type Run, type Value } from '../feel/values.ts'
import type { Element, Slot } from './model.ts'

/** One decision as it was evaluated. */
export type DecisionStep = { readonly element: Element; readonly value: Value; readonly fired: readonly FiredRule[] }

/** One evaluation of a model: what is given, what is already known, and the log. */
export type Session = {
  readonly run: Run
  /** Values of input data, and of decisions that are given instead of decided. */
  readonly given: Given
  readonly known: (Value | undefined)[]
  readonly steps: DecisionStep[]
  readonly inputs: { element: Element; value: Value }[]
}

// A service called in a loop decides without end; a trace is for people.
const MAX_STEPS = 1000

/** Values by the index of their element; undefined where none is given. */
export type Given = readonly (Value | undefined)[]

/** The value of an element: an input as given, a decision decided once, a business knowledge model or service as function. */
export function resolveElement(element: Element, session: Session): Value {
  const known = session.known[element.index]
  if (known !== undefined) return known
  const value = compute(element, session)
  session.known[element.index] = value
  return value
}

function compute(element: Element, session: Session): Value {
  const given = session.given[element.index]
  if (element.kind === 'inputData' || given !== undefined) {
    const value = typed(element, given ?? null, session)
    session.inputs.push({ element, value })
    return given === undefined ? fail(session.run, 'input', `"${element.name}" was not given`) : value
  }
  if (element.kind === 'decision') return decideElement(element, session)
  return element.kind === 'decisionService' ? serviceFunction(element, session) : knowledgeFunction(element, session)
}

function typed(element: Element, value: Value, session: Session): Value {
  return element.type ? coerceOrFail(value, element.type, `"${element.name}"`, session.run) : value
}

function frameOf(element: Element, session: Session): Frame {
  return { up: null, slots: element.slots.map((slot) => slotValue(slot, session)), run: session.run }
}

function slotValue(slot: Slot, session: Session): Value {
  if ('of' in slot) return resolveElement(slot.of, session)
  return new Map(Array.from(slot.members, ([name, element]) => [name, resolveElement(element, session)]))
}

function decideElement(element: Element, session: Session): Value {
  const { run } = session
  if (!element.logic) return fail(run, 'decision', `"${element.name}" has no logic`)
  const frame = frameOf(element, session)
  const outer = run.fired
  const fired: FiredRule[] = []
  run.fired = fired
  const value = typed(element, element.logic(frame), session)
  run.fired = outer
  if (session.steps.length < MAX_STEPS) session.steps.push({ element, value, fired })
  return value
}

function knowledgeFunction(element: Element, session: Session): Value {
  if (!element.logic) return fail(session.run, 'knowledge', `"${element.name}" has no logic`)
  const frame = frameOf(element, session)
  const made = element.logic(frame)
  if (!isFunction(made)) return made
  const result = element.type?.is === 'function' ? element.type.result : (element.type ?? anyType)
  const named: FeelFunction = {
    ...made,
    name: element.name,
    result,
    call: (args, names, run) =>
      coerceOrFail(made.call(args, names, run), result, `the result of "${element.name}"`, run),
  }
  frame.slots.push(named)
  return named
}

/** DMN 1.5 §10.4: a service is a function of its input data and input decisions, decided apart from the caller's world. */
function serviceFunction(element: Element, session: Session): Value {
  const inputs = element.service?.inputs ?? []
  const params = inputs.map((input) => ({ name: input.name, type: input.type ?? anyType }))
  return makeFunction(element.name, params, anyType, (args, run) => {
    const given: Value[] = []
    for (const [index, input] of inputs.entries()) given[input.index] = args[index] ?? null
    return serve(element, { run, given, known: [], steps: session.steps, inputs: [] })
  })
}

/** The output of a service: its one output decision, or a context of all. */
export function serve(element: Element, session: Session): Value {
  const outputs = element.service?.outputs ?? []
  const values = outputs.map((output) => [output.name, resolveElement(output, session)] as const)
  const value = outputs.length === 1 ? (values[0]?.[1] ?? null) : new Map(values)
  return typed(element, value, session)
}
