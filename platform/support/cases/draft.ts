import type { Actor, PostHeld } from '#kernel/actor.ts'
import type { Case, Fact, Material } from './case.ts'
import type { ActInput, Verb } from './contract.ts'
import type { Effect } from './flow/index.ts'

export type Answers = Record<string, unknown>

/** A line of the history being written. */
export type NewStep = {
  verb: string
  node?: string
  name: string
  nameEn: string
  actor: Actor
  post?: PostHeld
  /** The office shown to the applicant. */
  unit: string
  reason?: string
  statusBefore?: string
  statusAfter: string
  input: unknown
  data?: unknown
  public: boolean
}

export type NewTask = {
  id: number
  node: string
  name: string
  nameEn: string
  post: string
  departmentId: string
  divisionCode: string
  verbs: Verb[]
  form?: string
  separateFrom?: string
  due?: string
  assignee?: { accountId: string; name: string }
  /** Set when the task is an opinion asked beside the flow: which task asked, and when (加签). */
  opinion?: { of: number; when: 'before' | 'after' }
}

/** A change to an open task that neither opens nor closes it. */
export type TaskChange = {
  id: number
  assignee?: { accountId: string; name: string } | null
  place?: { post: string; departmentId: string; divisionCode: string }
  held?: Held | null
}

/** What waits at a task: opinions to be asked once it is decided, and then the decision itself until they are given. */
export type Held = {
  after: { name: string; place: NonNullable<TaskChange['place']>; assignee?: { accountId: string; name: string } }[]
  decision?: { input: ActInput; actor: Actor }
}

/** What a rule was asked and answered, kept so that it can be asked again. */
export type DecisionRecord = {
  inputs: Record<string, unknown>
  /** Where each input came from; `pointer` names the field of the form. What has no entry the platform knew itself. */
  sources: Record<string, { source: string; sourceLabel: string; pointer: string }>
  outputs: Record<string, unknown>
  trace: unknown
}

export type NewDecision = {
  id: string
  ruleKey: string
  ruleVersion: number
  ruleTitle: string
  asOf: string
  outcome: string
  record: DecisionRecord
}

export type Announcement = Omit<Extract<Effect, { kind: 'announce' }>, 'kind'>

/**
 * One act under way: the case as it will be, and everything that goes into the database with it. Nothing is written
 * before the flow has come to rest, then all of it at once.
 */
export type Draft = {
  /** The case as it was; absent when this act opens it. */
  before?: Case
  current: Case
  answers: Answers
  answersChanged: boolean
  facts: Fact[]
  materials: Material[]
  /** The number of the last step in the history; 0 of a new case. */
  lastSeq: number
  newFacts: Fact[]
  newMaterials: Material[]
  steps: NewStep[]
  opened: NewTask[]
  closed: { id: number; verb?: string; by?: string; onBehalfOf?: string; opinion?: string }[]
  changed: TaskChange[]
  timersSet: { id: number; node: string; at: Date }[]
  timersCleared: number[]
  decisions: NewDecision[]
  /** Messages and signals that the flow sent. */
  announced: Announcement[]
}

type Loaded = Pick<Draft, 'answers' | 'facts' | 'materials' | 'lastSeq'>

export function newDraft(current: Case, loaded: Loaded): Draft {
  return {
    current,
    ...loaded,
    answersChanged: false,
    newFacts: [],
    newMaterials: [],
    steps: [],
    opened: [],
    closed: [],
    changed: [],
    timersSet: [],
    timersCleared: [],
    decisions: [],
    announced: [],
  }
}
