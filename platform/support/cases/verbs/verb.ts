import type { Actor, PostHeld } from '#kernel/actor.ts'
import type { Refusal } from '#kernel/errors.ts'
import type { Case } from '../case.ts'
import type { ActInput, May } from '../contract.ts'
import type { Draft } from '../draft.ts'
import type { Motion, Net } from '../flow/index.ts'
import type { CaseNeeds } from '../needs.ts'
import type { Territory } from '../policy.ts'
import type { PaperPlace } from '../procedures/procedure.ts'
import type { TaskTable } from '../tables.ts'

/** What the law asks of an act before it counts. */
export type Demands = {
  /** Written reasons: 行政许可法第32、38条. */
  needsReason: boolean
  /** A list of everything to put right, told once: 行政许可法第32条(四). */
  needsItems: boolean
  /** The article it rests on, where an act takes something from a person that the usual way gives. */
  needsBasis: boolean
  /** A machine may grant; only a person refuses. */
  personOnly: boolean
}

/** Who stands before which case: all that the policy of a verb looks at. */
export type Scene = {
  actor: Actor
  current: Case
  net: Net
  tasks: readonly TaskTable[]
  /** The case is the actor's own, or of someone they act for. */
  own: boolean
  territory: Territory
}

/** By what right an act is done: an official's post, or because the case is one's own. */
export type Right = PostHeld | 'own'

/** One act being done, after every check. What it changes goes into the draft. */
export type Doing = {
  actor: Actor
  input: ActInput
  draft: Draft
  scene: Scene
  task: TaskTable | undefined
  now: Date
}

/**
 * One verb of a case: what it demands, who may, when it is barred, what it does. Verbs of one idea share a file of this
 * folder; `register.ts` lists them all, and there is no other place that knows one.
 */
export type CaseVerb = {
  demands: Demands
  /** Done at a task whose flow offers it, at any open task of an official, or to the case as a whole. */
  at: 'step' | 'task' | 'case'
  /** What history calls an act on the whole case; an act at a task bears the name of the task. */
  name?: { zh: string; en: string }
  /** Whether the applicant sees it in the history. */
  public: boolean
  /** By what right this person may; undefined when not. */
  right: (scene: Scene, task: TaskTable | undefined) => Right | undefined
  /** Whether this task has it, for verbs that a task may have though its flow does not offer them. */
  has?: (scene: Scene, task: TaskTable) => boolean
  /** Why this case, or this task, does not allow it now, whoever asks. */
  barred?: (scene: Scene, task: TaskTable | undefined) => Refusal | undefined
  /** Goes on while the case is suspended. */
  whileSuspended?: true
  /** Changes nothing that another could have looked at before acting: it neither needs the newest version nor makes a new one. */
  aside?: true
  /** What `may` tells besides: where the act may send to. */
  tells?: (scene: Scene, task: TaskTable | undefined) => Partial<May>
  /** The paper that tells the applicant of it, when it leaves one, and the procedure that keeps it. */
  paper?: (current: Case, input: ActInput) => { type: string; given: Record<string, unknown>; as?: PaperPlace }
  /** It stops the clocks, or sets them going again: to-dos and timers follow. */
  moves?: 'stops' | 'goes-on'
  /** Changes the draft; answers what happens to the flow, or nothing when the flow is not concerned. */
  perform: (needs: CaseNeeds, doing: Doing) => Promise<Motion | undefined>
}

export const usual: Demands = { needsReason: false, needsItems: false, needsBasis: false, personOnly: false }
