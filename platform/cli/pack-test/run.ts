import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { type Calendar, cityDate, createCalendar } from '#kernel/working-days.ts'
import type { Item } from '#nets/service/items/index.ts'
import { compileFlow } from '#support/cases/index.ts'
import {
  type BindingReader,
  type CompileExpression,
  checkAnswers,
  compileForm,
  type Form,
  type Resolution,
  resolveBindings,
  type SourceAnswer,
  withFacts,
} from '#support/forms/contract.ts'
import type { LoadedPack, PackFile } from '#support/packs/index.ts'
import { compileModel, type DecisionTrace, decide, type Json } from '#support/rules/index.ts'
import type { Example } from './example.ts'
import { type Records, recordsOf } from './records.ts'
import { NotOpen, startWalk } from './walk.ts'

/** What came of an example, in the words its `expect` uses. */
export type Outcome = {
  faults: string[]
  gaps: string[]
  outcome: string
  outputs: Record<string, unknown>
  fired: DecisionTrace['fired']
  tasks: { id: string; name: string }[]
  /** Types of credentials and letters, in the order they were issued. */
  issued: string[]
  ended?: string
  /** The act that could not be done, and why. */
  stuck?: string
  due?: string
}

/**
 * Runs an example through form, bindings, flow and rule, all pure: what an applicant would see at once, then what its acts
 * make of it. Throws when the pack lacks something the item names, or an act is not open.
 */
export async function runExample(
  example: Example,
  packs: readonly LoadedPack[],
  seeds: readonly PackFile[],
  compileExpression: CompileExpression,
): Promise<Outcome> {
  const get = <Content>(kind: string, key: string | undefined): Content => {
    const entry = packs.flatMap(({ entries }) => entries).find((each) => each.kind === kind && each.key === key)
    if (!entry) throw new Error(`The item needs ${kind} ${key ?? '(not named)'}, which no pack has`)
    return entry.content as Content
  }
  const item = get<Item>('item', example.item)
  const form = compileForm(get<Form>('form', item.handling.form), compileExpression)
  const known = await resolveBindings(form, readerOf(example, recordsOf(example, packs, seeds)), example.given.answers)
  const checked = checkAnswers(form, withFacts(form, example.given.answers, known), { asOf: example.asOf })
  const faults = withoutSilent(
    checked.faults.map(({ pointer }) => pointer),
    known,
  )
  const calendar = createCalendar(holidays)
  const due = dueOf(item, example, calendar)
  const result: Outcome = {
    faults,
    gaps: known.gaps.map(({ pointer }) => pointer),
    outcome: 'none',
    outputs: {},
    fired: [],
    tasks: [],
    issued: [],
    ...(due ? { due } : {}),
  }
  if (faults.length > 0) return result
  const net = await compileFlow(get<string>('flow', item.handling.flow), compileExpression, {
    key: item.handling.flow ?? '',
    called: async (key) => ({ xml: get<string>('flow', key), version: 1 }),
  })
  const variables = {
    answers: checked.answers,
    facts: Object.fromEntries(known.facts.map(({ pointer, value }) => [pointer.slice(1), value])),
    materials: example.given.materials ?? [],
    disputes: (example.given.disputes ?? []).map((pointer) => ({ pointer, claim: '' })),
    gaps: result.gaps,
    situations: example.given.situations ?? {},
    promised: example.given.promised ?? [],
    owed: [],
    channel: 'web',
    caseNo: 'EXAMPLE-0001',
    today: example.asOf,
    calendar: calendar.published,
  }
  const now = new Date(`${example.asOf}T02:00:00Z`)
  const walk = startWalk(
    net,
    { variables, now, calendar },
    {
      ask({ decision, inputs }) {
        const decided = ask(get<string>('rule', decision), decision, inputs, example.asOf)
        result.outputs = decided.outputs
        result.outcome = typeof decided.outputs.outcome === 'string' ? decided.outputs.outcome : 'human'
        result.fired.push(...decided.fired)
        return decided.outputs
      },
      check(task, data) {
        const taskForm = compileForm(get<Form>('form', task.form!), compileExpression)
        return checkAnswers(taskForm, data, { asOf: example.asOf }).faults.map(({ pointer }) => pointer)
      },
    },
  )
  try {
    for (const act of example.acts ?? []) walk.act(act)
  } catch (error) {
    if (!(error instanceof NotOpen)) throw error
    result.stuck = error.message
  }
  result.tasks = [...walk.seen.tasks.values()].map(({ node, name }) => ({ id: node, name }))
  result.issued = walk.seen.issued
  if (walk.seen.ended) result.ended = walk.seen.ended
  return result
}

function ask(xml: string, key: string, inputs: Record<string, unknown>, asOf: string) {
  const question = { decision: key, inputs: inputs as Record<string, Json>, asOf }
  const { outputs, trace } = decide(compileModel(xml), question)
  const main = outputs[key]
  // A table with one output gives its value alone, one with several gives them by name.
  const isContext = typeof main === 'object' && main !== null && !Array.isArray(main)
  return { outputs: isContext ? (main as Record<string, unknown>) : { outcome: main }, fired: trace.fired }
}

function readerOf(example: Example, records: Records): BindingReader {
  const account = example.account ?? example.applicant
  return {
    account: { kind: 'natural', ...account },
    applicant: { kind: 'natural', ...example.applicant },
    situations: example.given.situations ?? {},
    register: async (request) => records(request),
    credential: async ({ type }): Promise<SourceAnswer> => {
      const face = example.given.credentials?.[type]
      const answer = { sourceLabel: '电子证照', version: '1', fetchedAt: `${example.asOf}T00:00:00.000Z` }
      return face ? { ...answer, status: 'found', rows: [face] } : { ...answer, status: 'missing', rows: [] }
    },
  }
}

/** A field whose source did not answer is not the applicant's fault: the case goes to a person instead. */
function withoutSilent(faults: string[], { gaps }: Resolution): string[] {
  const silent = new Set(gaps.filter(({ status }) => status === 'unavailable').map(({ pointer }) => pointer))
  return faults.filter((pointer) => !silent.has(pointer))
}

function dueOf({ limits: { legal } }: Item, { given, asOf }: Example, calendar: Calendar): string | undefined {
  if (!legal) return undefined
  const from = given.accepted ?? asOf
  const days = legal.days + (given.extension ?? 0)
  if (legal.unit === 'working') return calendar.addWorkingDays(from, days).date
  return cityDate(new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000))
}
