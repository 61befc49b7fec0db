import { Refusal } from '#kernel/errors.ts'
import type { DecisionTrace, FiredRuleTrace } from '../contract.ts'
import { fromFeel, type Json, weigh } from '../feel/convert.ts'
import { type Budget, startRun, withinBudget } from '../feel/run.ts'
import { type FiredRule, isContext, type Run, type Value } from '../feel/values.ts'
import type { CompiledModel, Element } from './model.ts'
import { type DecisionStep, type Given, resolveElement, type Session, serve } from './session.ts'
import { readAs } from './typed-input.ts'

/** What is asked of a model. Names or ids of a decision or a decision service; inputs by the name of their input data. */
export type Question = {
  decision?: string
  decisionService?: string
  inputs: Readonly<Record<string, unknown>>
  /** The instant (or ISO 8601 text of it) that `now()` and `today()` stand for; without it they are null. */
  asOf?: Date | string
  /** Where each input came from, by its name, for the trace. */
  sources?: Readonly<Record<string, string>>
  budget?: Omit<Budget, 'now'>
}

/** `outputs` by name of the decision asked, or of each output decision of the service asked. */
export type Decided = { readonly outputs: Record<string, Json>; readonly trace: DecisionTrace }
export type DecidedValues = { value: Value; steps: readonly DecisionStep[]; session: Session; exhausted: boolean }

/**
 * Decides: pure, bounded, total. What the data leaves open is null with a diagnostic in the trace; the same question to the
 * same model gives the same answer. Refuses `rules.missing-decision` when the model has no such decision.
 */
export function decide(model: CompiledModel, question: Question): Decided {
  const target = targetOf(model, question)
  const given: (Value | undefined)[] = []
  for (const element of target.service?.inputs ?? model.inputs) {
    const json = Object.hasOwn(question.inputs, element.name) ? question.inputs[element.name] : undefined
    if (json !== undefined) given[element.index] = readAs(json, element.type)
  }
  const asOf = question.asOf === undefined ? undefined : new Date(question.asOf)
  if (asOf && Number.isNaN(asOf.getTime()))
    throw new Refusal('invalid', 'rules.bad-time', `"${question.asOf}" is no instant`)
  const decided = decideValues(target, given, question.budget ? { ...question.budget, now: asOf } : { now: asOf })
  const outputs = outputsOf(target, decided.value)
  return new Decision(outputs, () => traceOf(model, target, { asOf, sources: question.sources }, decided, outputs))
}

/** Writes its trace out only for those who look: previews over a year of cases compare the outputs alone. */
class Decision implements Decided {
  readonly outputs: Record<string, Json>
  readonly #write: () => DecisionTrace
  #trace: DecisionTrace | undefined

  constructor(outputs: Record<string, Json>, write: () => DecisionTrace) {
    this.outputs = outputs
    this.#write = write
  }

  get trace(): DecisionTrace {
    this.#trace ??= this.#write()
    return this.#trace
  }
}

function outputsOf(target: Element, value: Value): Record<string, Json> {
  const parts = target.service?.outputs ?? []
  if (parts.length <= 1) return { [parts[0]?.name ?? target.name]: fromFeel(value) }
  return Object.fromEntries(
    parts.map(({ name }) => [name, fromFeel(isContext(value) ? (value.get(name) ?? null) : null)]),
  )
}

function targetOf(model: CompiledModel, question: Question): Element {
  const name = question.decisionService ?? question.decision
  const kind = question.decisionService ? 'decisionService' : 'decision'
  const found = model.elements.find(
    (element) => element.kind === kind && (element.name === name || element.id === name),
  )
  if (found) return found
  throw new Refusal('missing', 'rules.missing-decision', `${model.name} has no ${kind} "${name ?? ''}"`)
}

const NO_SCOPE: ReadonlyMap<string, Value> = new Map()

/** `decide` over FEEL values: for those who already have them. */
export function decideValues(target: Element, inputs: Given, budget: Budget): DecidedValues {
  const given = target.service ? asService(target.service, inputs) : inputs
  const run = startRun(NO_SCOPE, budget)
  const session: Session = { run, given, known: [], steps: [], inputs: [] }
  const { value, exhausted } = withinBudget(run, () => {
    const result = target.kind === 'decisionService' ? serve(target, session) : resolveElement(target, session)
    weigh(result, run)
    for (const step of session.steps) weighStep(step, run)
    return result
  })
  return { value, steps: exhausted ? [] : session.steps, session, exhausted }
}

/** A service is asked with all its parameters; one that is not given is null and not decided on the side. */
function asService(service: NonNullable<Element['service']>, inputs: Given): Given {
  const given = [...inputs]
  for (const { index } of service.inputs) given[index] ??= null
  return given
}

/** The trace writes these values out, so the budget must have room for them. */
function weighStep({ value, fired }: DecisionStep, run: Run): void {
  weigh(value, run)
  for (const { inputs, outputs } of fired) {
    for (const input of inputs) weigh(input, run)
    for (const output of outputs) weigh(output, run)
  }
}

function traceOf(
  model: CompiledModel,
  target: Element,
  question: { asOf?: Date | undefined; sources?: Question['sources'] },
  decided: DecidedValues,
  outputs: Record<string, Json>,
): DecisionTrace {
  const { steps, session, exhausted } = decided
  return {
    decision: target.name,
    model: model.name,
    ...(question.asOf && { asOf: question.asOf.toISOString() }),
    inputs: session.inputs.map(({ element: { name }, value }) => {
      const source = question.sources?.[name]
      return { name, value: fromFeel(value), ...(source !== undefined && { source }) }
    }),
    decisions: steps.map((step) => ({ name: step.element.name, value: fromFeel(step.value) })),
    fired: steps.flatMap((step) => step.fired.map((rule) => firedTrace(step.element.name, rule))),
    outputs,
    diagnostics: session.run.diagnostics,
    exhausted,
  }
}

const BASIS = ['法律依据', '依据', '基础', 'basis']
const REASON = ['说明', '理由', 'reason']

function firedTrace(decision: string, { row, inputs, outputs }: FiredRule): FiredRuleTrace {
  const noted = (columns: readonly string[]) =>
    row.annotations.find((annotation) => columns.includes(annotation.name.trim().toLowerCase()))?.text
  const [basis, reason] = [noted(BASIS), noted(REASON)]
  return {
    decision,
    ruleId: row.ruleId,
    index: row.index,
    description: row.description,
    ...(basis !== undefined && { basis }),
    ...(reason !== undefined && { reason }),
    annotations: row.annotations.map(({ name, text }) => ({ name, text })),
    inputs: row.expressions.map((expression, column) => ({
      expression,
      test: row.tests[column] ?? '-',
      value: fromFeel(inputs[column] ?? null),
    })),
    outputs: Object.fromEntries(
      row.outputNames.map((name, column) => [name || decision, fromFeel(outputs[column] ?? null)]),
    ),
  }
}
