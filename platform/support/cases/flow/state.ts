import type { Variables } from './net.ts'

/** A place where the case waits. Its id is the id of the task, call or question that it waits for. */
export type Token = {
  id: number
  /** The id of the node it rests on. */
  node: string
  /** The scope it lives in; 0 is the process itself. */
  scope: number
  /** The verb of the last task on its path. */
  verb?: string
  /** At a gateway that joins: the flow by which it came. */
  via?: string
  timers?: Timer[]
  /** Why its service could not answer; it waits for a person to try again. */
  failure?: Failure
  instances?: InstancesUnderWay
}

/** A running timer: `node` is the event that it fires, `left` how often a cycle still fires (null: for ever). */
export type Timer = { id: number; node: string; left?: number | null }

export type Failure = { code: string; message: string }

/** The progress of an activity with several instances. Results stand in the order of the instances. */
export type InstancesUnderWay = { items: unknown[]; started: number; completed: number; results: unknown[] }

/** A sub-process, or one instance of several, under way. Instances keep variables of their own. */
export type Scope = {
  id: number
  node: string
  /** The token that waits for this scope to end, and the scope that token lives in. */
  owner: number
  parent: number
  /** The position of an instance in its list. */
  instance?: number
  variables?: Variables
}

/** Where a case stands: plain JSON, complete, readable. `format` changes when its shape does. */
export type State = {
  format: 1
  /** The last number given to a token, timer or scope. */
  counter: number
  variables: Variables
  tokens: Token[]
  scopes: Scope[]
  ended: boolean
  outcome: string | null
}

/** What happened to the case. */
export type Signal =
  | { kind: 'task-done'; task: number; verb: string; data?: Variables }
  | { kind: 'service-done'; token: number; result?: unknown }
  | { kind: 'service-failed'; token: number; error: Failure }
  | { kind: 'rule-done'; token: number; result: unknown }
  | { kind: 'retry'; token: number }
  | { kind: 'timer'; timer: number }
  | { kind: 'message'; name: string; data?: Variables }
  | { kind: 'cancel' | 'terminate' }

/** By when: a limit of the item, which the case knows, or an instant (ISO 8601, UTC). */
export type Due = { limit: 'promise' | 'legal' } | Instant

/** `workingDays` tells how the instant was found; `provisional` that the calendar of that year is not published yet. */
export type Instant = { at: string; workingDays?: number; provisional: boolean }

export type OpenTask = {
  kind: 'openTask'
  task: number
  node: string
  name: string
  nameEn: string | null
  post: string
  verbs: readonly string[]
  form: string | null
  due: Due | null
  /** The task whose actor may not do this one. */
  separateFrom: string | null
  /** Set when the task is one of several instances. */
  instance: { index: number; item: unknown } | null
}

/** What the world has to do about it, in this order. Nothing here has been done yet. */
export type Effect =
  | OpenTask
  | { kind: 'closeTask'; task: number; node: string; reason: 'done' | 'cancelled'; verb?: string }
  | ({ kind: 'setTimer'; timer: number; node: string } & Instant)
  | { kind: 'clearTimer'; timer: number }
  | {
      kind: 'callService'
      token: number
      node: string
      service: string
      mode: 'inline' | 'job'
      inputs: Variables
    }
  | { kind: 'askRule'; token: number; node: string; decision: string; inputs: Variables }
  | { kind: 'cancelCall'; token: number }
  | { kind: 'setStatus'; status: string; node: string }
  | { kind: 'announce'; event: string; node: string }
  | { kind: 'stalled'; token: number; node: string; failure: Failure }
  | { kind: 'ended'; outcome: string | null }

export type Step = { state: State; effects: Effect[] }
