import { isInstance } from '../feel/feel-type.ts'
import { startRun } from '../feel/run.ts'
import type { FeelType } from '../feel/values.ts'
import type { CompiledModel, Element } from './model.ts'
import { readAs } from './typed-input.ts'

/** An input a rule asks for, as those who feed it need to know it. */
export type RuleInput = {
  name: string
  /** The declared type in words. */
  type: string
  /** The kinds of value it takes, in FEEL's words: `number`, `date`, `list`, `context` …; all where none is declared. */
  takes: { includes(kind: string): boolean }
  /** Whether a value is one it allows. */
  allows(value: unknown): boolean
}

/** What a rule asks for, in the order of its file. */
export function ruleInputs(model: CompiledModel): RuleInput[] {
  return model.inputs.map(({ name, type }) => ({
    name,
    type: type ? wordsOf(type) : 'Any',
    takes: { includes: (kind) => takes(type, kind) },
    allows: (value) => {
      const run = startRun(new Map(), {})
      return type === null || value === null || isInstance(readAs(value, type), type, run)
    },
  }))
}

function takes(type: FeelType | null, kind: string): boolean {
  if (type === null || type.is === 'Any' || type.is === 'Null') return true
  if (type.is === 'checked') return takes(type.base, kind)
  // A value alone counts as a list of one (DMN 1.5 §10.3.2.9.4).
  if (type.is === 'list') return kind === 'list' || takes(type.of, kind)
  if (kind === 'duration') return type.is.endsWith('duration')
  // A date is written as text, which a rule that takes text may read as it stands.
  return type.is === kind || (type.is === 'string' && ['date', 'date and time', 'time', 'duration'].includes(kind))
}

function wordsOf(type: FeelType): string {
  if (type.is === 'checked') return wordsOf(type.base)
  return type.is === 'list' ? `list of ${wordsOf(type.of)}` : type.is
}

/** The input data a decision rests on, by way of no decision among `but`. */
export function inputsBehind(model: CompiledModel, decision: string, but: ReadonlySet<string>): string[] {
  const found = new Set<Element>()
  const visit = (element: Element) => {
    for (const required of element.slots.flatMap((slot) => ('of' in slot ? [slot.of] : [...slot.members.values()]))) {
      if (found.has(required) || but.has(required.name)) continue
      found.add(required)
      visit(required)
    }
  }
  for (const element of model.elements) if (element.kind === 'decision' && element.name === decision) visit(element)
  return [...found].filter(({ kind }) => kind === 'inputData').map(({ name }) => name)
}
