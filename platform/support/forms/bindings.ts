import { type Answers, visibleAnswers } from './answers.ts'
import { boundFields, type CompiledForm } from './compile.ts'
import type { Field } from './field.ts'
import type { PartyField, Source } from './form.ts'
import { putAt, valueAt } from './pointer.ts'

/** What a register or the credential store answers. `rows` is empty unless the status is `found`. */
export type SourceAnswer = {
  status: 'found' | 'missing' | 'unavailable'
  rows: Record<string, unknown>[]
  /** The name people know it by: 公安人口库. */
  sourceLabel: string
  version: string
  /** ISO 8601 instant. */
  fetchedAt: string
}

/** What bindings read from; the caller adds who reads, for what purpose and on which basis. */
export type BindingReader = {
  register(request: {
    register: string
    key: Record<string, string>
    fields: string[]
    many: boolean
  }): Promise<SourceAnswer>
  credential(request: { type: string; fields: string[] }): Promise<SourceAnswer>
  /** The person signed in, as the identity module knows them. */
  account: Partial<Record<PartyField, string>>
  /** The party applied for; the same person when nobody is represented. */
  applicant: Partial<Record<PartyField, string>>
  /** Options chosen before the form, by question. */
  situations?: Record<string, string>
}

/** A value and where it is from, kept with the case. */
export type Fact = {
  pointer: string
  value: unknown
  /** `register/population/name`, `credential/business-licence/uscc`, `account/name`, `applicant/name`, `situation/size`, `answer`, `const` */
  source: string
  sourceLabel: string
  version: string
  fetchedAt: string
}

/** A source that was asked and held nothing, or did not answer. Not answering is never a "no". */
export type Gap = { pointer: string; status: 'missing' | 'unavailable'; source: string; sourceLabel: string }

export type Resolution = { values: Answers; facts: Fact[]; gaps: Gap[] }

/** `undefined` when the source hangs on an answer that is not given yet. */
type Outcome = { fact: Omit<Fact, 'pointer'> } | { gap: Omit<Gap, 'pointer'> } | undefined
type RecordSource = Extract<Source, { register: string } | { credential: string }>

/**
 * Fetches what sources know for the fields of a form outside lists. Fields of one record are read together. Bindings that
 * hang on answers not given yet are left for later. `values` has the shape of answers and holds only what was found.
 */
export async function resolveBindings(
  compiled: CompiledForm,
  reader: BindingReader,
  given: Answers = {},
): Promise<Resolution> {
  const answers = withSituations(compiled, reader, given)
  // What the answers hide is not asked for: no more personal data travels than this case needs (个人信息保护法第6条).
  const hidden = new Set(visibleAnswers(compiled, answers).hidden)
  const fields = singleBoundFields(compiled).filter(({ pointer }) => !hidden.has(pointer))
  const ask = createAsk(fields, reader, answers)
  const outcomes = await Promise.all(fields.map(({ from }) => firstThatHolds(from, ask)))
  const resolution: Resolution = { values: {}, facts: [], gaps: [] }
  for (const [index, { pointer }] of fields.entries()) {
    const outcome = outcomes[index]
    if (outcome && 'gap' in outcome) resolution.gaps.push({ pointer, ...outcome.gap })
    if (outcome && 'fact' in outcome) {
      resolution.facts.push({ pointer, ...outcome.fact })
      putAt(resolution.values, pointer, outcome.fact.value)
    }
  }
  return resolution
}

/**
 * Answers with what the sources say: a `readOnly` bound field holds the source's value or nothing, whatever was sent;
 * another bound field is prefilled where the applicant has not answered.
 */
export function withFacts(compiled: CompiledForm, answers: Answers, { values }: Resolution): Answers {
  const merged = structuredClone(answers)
  for (const { pointer, node } of singleBoundFields(compiled)) {
    const value = valueAt(values, pointer)
    if (node.readOnly === true || (value !== undefined && valueAt(merged, pointer) === undefined))
      putAt(merged, pointer, value)
  }
  return merged
}

/** Situations are chosen before anything is asked, so that they may show or hide every other field. */
function withSituations(compiled: CompiledForm, { situations = {} }: BindingReader, given: Answers): Answers {
  const chosen = singleBoundFields(compiled).flatMap(({ pointer, from }) =>
    from.flatMap((source) => ('situation' in source ? [{ pointer, option: situations[source.situation] }] : [])),
  )
  if (chosen.length === 0) return given
  const answers = structuredClone(given)
  for (const { pointer, option } of chosen) putAt(answers, pointer, option)
  return answers
}

function singleBoundFields(compiled: CompiledForm): Field[] {
  return boundFields(compiled).filter((field) => !field.pointer.includes('/*'))
}

async function firstThatHolds(sources: Source[], ask: (source: Source) => Promise<Outcome>): Promise<Outcome> {
  let best: Outcome
  for (const source of sources) {
    const outcome = await ask(source)
    if (outcome && 'fact' in outcome) return outcome
    // A source that did not answer outweighs one that holds nothing: the value may still exist.
    if (!best || (outcome && 'gap' in outcome && outcome.gap.status === 'unavailable')) best = outcome
  }
  return best
}

function createAsk(fields: Field[], reader: BindingReader, answers: Answers): (source: Source) => Promise<Outcome> {
  const wanted = fieldsByRecord(fields)
  const sent = new Map<string, Promise<SourceAnswer | undefined>>()

  const fetchRecord = async (source: RecordSource): Promise<SourceAnswer | undefined> => {
    const names = [...(wanted.get(recordOf(source)) ?? namesOf(source))].sort()
    if ('credential' in source) return reader.credential({ type: source.credential, fields: names })
    const key: Record<string, string> = {}
    for (const [name, from] of Object.entries(source.key)) {
      const outcome = await ask(from)
      if (!outcome || !('fact' in outcome)) return undefined
      key[name] = String(outcome.fact.value)
    }
    return reader.register({ register: source.register, key, fields: names, many: isMany(source) })
  }

  const ask = async (source: Source): Promise<Outcome> => {
    if (!('register' in source || 'credential' in source)) return ownOutcome(source, reader, answers)
    const record = recordOf(source)
    const request = sent.get(record) ?? fetchRecord(source)
    sent.set(record, request)
    const answer = await request
    return answer && recordOutcome(source, answer)
  }
  return ask
}

/** What all fields together want of each record, so that one request serves them. */
function fieldsByRecord(fields: Field[]): Map<string, Set<string>> {
  const wanted = new Map<string, Set<string>>()
  const visit = (source: Source) => {
    if (!('register' in source || 'credential' in source)) return
    const names = wanted.get(recordOf(source)) ?? new Set()
    for (const name of namesOf(source)) names.add(name)
    wanted.set(recordOf(source), names)
    if ('register' in source) for (const inner of Object.values(source.key)) visit(inner)
  }
  for (const { from } of fields) for (const source of from) visit(source)
  return wanted
}

function recordOf(source: RecordSource): string {
  if ('credential' in source) return `credential ${source.credential}`
  return `register ${source.register} ${isMany(source)} ${JSON.stringify(source.key)}`
}

function namesOf(source: RecordSource): string[] {
  return 'field' in source ? [source.field] : source.fields
}

function isMany(source: RecordSource): boolean {
  return 'many' in source && source.many === true
}

function ownOutcome(source: Exclude<Source, RecordSource>, reader: BindingReader, answers: Answers): Outcome {
  const outcome = (value: unknown, name: string, sourceLabel: string): Outcome =>
    value === undefined || value === null || value === ''
      ? undefined
      : { fact: { value, source: name, sourceLabel, version: '', fetchedAt: '' } }
  if ('account' in source) return outcome(reader.account[source.account], `account/${source.account}`, '实名账号')
  if ('applicant' in source)
    return outcome(reader.applicant[source.applicant], `applicant/${source.applicant}`, '申请主体')
  if ('answer' in source) return outcome(valueAt(answers, source.answer), 'answer', '本人填写')
  if ('situation' in source)
    return outcome(reader.situations?.[source.situation], `situation/${source.situation}`, '申请前的选择')
  return outcome(source.const, 'const', '表单设定')
}

function recordOutcome(source: RecordSource, answer: SourceAnswer): Outcome {
  const { sourceLabel, version, fetchedAt } = answer
  const holder = 'credential' in source ? `credential/${source.credential}` : `register/${source.register}`
  const name = `${holder}/${namesOf(source).join(',')}`
  if (answer.status === 'unavailable') return { gap: { status: 'unavailable', source: name, sourceLabel } }
  const value = heldBy(source, answer.rows)
  if (value === undefined) return { gap: { status: 'missing', source: name, sourceLabel } }
  return { fact: { value, source: name, sourceLabel, version, fetchedAt } }
}

function heldBy(source: RecordSource, rows: Record<string, unknown>[]): unknown {
  if ('field' in source) return rows[0]?.[source.field] ?? undefined
  const objects = rows.map((row) => {
    const held = source.fields.filter((field) => row[field] !== undefined && row[field] !== null)
    return Object.fromEntries(held.map((field) => [field, row[field]]))
  })
  // A register that answers "none" for a list has told a fact: no ban, no pending move.
  return isMany(source) ? objects : objects[0]
}
