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
  /** At an event that compensates: what is still to be undone, in this order. */
  undoing?: Undo[]
  /** Conditional events that it waits for and whose condition held when last looked at: each happens when it becomes true. */
  held?: string[]
}

/** A completed activity that can still be undone, with what it needs for that; `inner` holds what was completed inside. */
export type Done = { node: string; variables?: Variables; inner?: Done[] }

/** A compensation handler to run. */
export type Undo = { handler: string; variables?: Variables; inner?: Done[] }

/** A running timer: `node` is the event that it fires, `left` how often a cycle still fires (null: for ever). */
export type Timer = { id: number; node: string; left?: number | null }

export type Failure = { code: string; message: string }

/** The progress of an activity with several instances, or in a loop, which has neither items nor results. */
export type InstancesUnderWay = {
  items: unknown[]
  started: number
  completed: number
  results: unknown[]
  done?: Done[]
}

/** What a scope keeps besides its tokens, the process itself included. */
export type Keeping = {
  /** The timers of its event sub-processes. */
  timers?: Timer[]
  /** Those of them begun by a condition that held when last looked at. */
  held?: string[]
  /** Set when an event sub-process has taken its place: no other may start. */
  interrupted?: true
  /** What was completed in it and can be undone, the latest last. */
  done?: Done[]
}

/** A sub-process, a called flow, or one instance of several, under way. The last two keep variables of their own. */
export type Scope = Keeping & {
  id: number
  node: string
  /** The token that waits for this scope to end, and the scope that token lives in. */
  owner: number
  parent: number
  /** The position of an instance in its list, or how often the loop has run before; a loop keeps no variables of its own. */
  instance?: number
  variables?: Variables
}

/**
 * Where a case stands: plain JSON, complete, readable. A token is where it waits, a scope is what is under way around
 * tokens; the process itself is scope 0 and its `Keeping` lies in the state. `format` changes when the shape does.
 */
export type State = Keeping & {
  format: 1
  /** The versions of the flows it calls, fixed when it began. */
  calls?: Readonly<Record<string, number>>
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
  /** Reaches the one that waits longest for it; without a key, whoever waits for the name. */
  | { kind: 'message'; name: string; key?: string; data?: Variables }
  /** Reaches all that wait for it. */
  | { kind: 'signal'; name: string; data?: Variables }
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
  /** Another department whose post does it, by id; the item's own when left out. */
  department?: string
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
  | { kind: 'announce'; on: 'message' | 'signal'; event: string; key: string | null; data: Variables; node: string }
  /** Work outside the platform, worth a line of history. */
  | { kind: 'passed'; node: string }
  | { kind: 'stalled'; token: number; node: string; failure: Failure }
  | { kind: 'ended'; outcome: string | null }

export type Step = { state: State; effects: Effect[] }
