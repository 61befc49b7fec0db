import type { Actor, PostHeld } from '#kernel/actor.ts'
import type { Case, Fact, Material } from './case.ts'
import type { Verb } from './contract.ts'

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

/**
 * One act under way: the case as it will be, and everything that goes into the database with it. Nothing is written
 * before the flow has come to rest, then all of it at once.
 */
export type Draft = {
  current: Case
  answers: Answers
  answersChanged: boolean
  facts: Fact[]
  materials: Material[]
  newFacts: Fact[]
  newMaterials: Material[]
  steps: NewStep[]
  opened: NewTask[]
  closed: { id: number; verb?: string; by?: string }[]
  timersSet: { id: number; node: string; at: Date }[]
  timersCleared: number[]
  decisions: NewDecision[]
}

export function newDraft(current: Case, loaded: { answers: Answers; facts: Fact[]; materials: Material[] }): Draft {
  return {
    current,
    ...loaded,
    answersChanged: false,
    newFacts: [],
    newMaterials: [],
    steps: [],
    opened: [],
    closed: [],
    timersSet: [],
    timersCleared: [],
    decisions: [],
  }
}
