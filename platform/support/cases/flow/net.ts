/** The variables an expression sees. Values are JSON. */
export type Variables = Record<string, unknown>

/** An expression compiled once; it reads the scope it is given and nothing else. */
export type Expression = (scope: Variables) => unknown

/** How the text of an expression becomes a function. Throws when the text is not a valid expression. */
export type CompileExpression = (text: string) => Expression

/** What a service or a rule is given: names and the expressions that yield their values. `text` tells where a value came from. */
export type Input = { name: string; text: string; value: Expression }

/** A value written into a variable, or into a part of one: `order.total`. `text` tells where it came from. */
export type Output = { to: readonly [string, ...string[]]; text: string; value: Expression }

/** How long a timer waits. `cycle` fires `times` times (null: for ever), each `every` after the last. */
export type TimerSpec =
  | { kind: 'working-days'; days: number }
  | { kind: 'duration'; months: number; milliseconds: number }
  | { kind: 'date'; at: string }
  | { kind: 'cycle'; times: number | null; every: TimerSpec }
  | { kind: 'expression'; text: string; value: Expression }

/**
 * What an event waits for. A null error or escalation code catches every code; a message with a key is only the one sent
 * under the same key.
 */
export type Trigger =
  | { on: 'timer'; timer: TimerSpec }
  | { on: 'message'; name: string; key: Expression | null; senders: readonly string[] }
  | { on: 'signal'; name: string }
  | { on: 'error' | 'escalation'; code: string | null }
  | { on: 'compensation' }
  /** Becomes true while it is waited for; looked at whenever the case moves. */
  | { on: 'condition'; text: string; holds: Expression }

/** What a throwing or ending event does besides moving on. A null activity compensates all that was completed. */
export type Throw =
  | { does: 'nothing' | 'terminate' }
  | { does: 'announce'; on: 'message' | 'signal'; event: string; key: Expression | null; data: Input[] }
  | { does: 'error' | 'escalate'; code: string }
  | { does: 'compensate'; activity: string | null }

/** By when a task should be done: by a limit of the item, or in a time of its own. */
export type DueSpec = { limit: 'promise' | 'legal' } | { within: TimerSpec }

/** Several instances of one activity: one per item of the collection, all at once or one after another. */
export type Instances = {
  kind: 'several'
  sequential: boolean
  /** Yields the list, or the number, of instances. */
  over: Expression
  /** The variable in which each instance finds its item. */
  item: string | null
  /** True when the remaining instances are no longer needed. Sees `instances`, `completed` and `results`. */
  until: Expression | null
}

/** The same activity again and again (standard loop), in the variables of the case itself. */
export type Loop = {
  kind: 'loop'
  /** Whether the condition is asked before the first time too. */
  testBefore: boolean
  /** Goes on while this holds; null when only the number of times ends it. Sees `loopCounter`, from 1. */
  while: Expression | null
  whileText: string | null
  maximum: number | null
}

export type Flow = {
  index: number
  id: string
  name: string
  nameEn: string | null
  source: Node
  target: Node
  condition: Expression | null
  /** The text of the condition, for people. */
  conditionText: string | null
  isDefault: boolean
}

export type Common = {
  index: number
  /** Unique in the net; a node of a called flow has the ids of the calls before its own: `pay/receipt`. */
  id: string
  /** The id in its own file, by which expressions know it. */
  key: string
  /** The BPMN element as written, such as `userTask`. */
  element: string
  name: string
  nameEn: string | null
  /** The case status that entering this node means. */
  status: string | null
  /** The sub-process or call this node lies in; null in the process itself. */
  parent: Container | null
  incoming: Flow[]
  outgoing: Flow[]
  defaultFlow: Flow | null
}

export type Activity = Common & {
  boundaries: Boundary[]
  instances: Instances | Loop | null
  /** What it leaves in the variables when it is done (data output associations). */
  outputs: Output[]
  /** The variable that keeps what the activity answered. */
  result: string | null
  /** A compensation handler: no flow leads to it, only the undoing of what it is tied to. */
  forCompensation: boolean
  /** What undoes this activity after it was completed. */
  undoneBy: Host | null
}

/** What contains nodes of its own. `events` are the event sub-processes that listen while it is under way. */
export type Inside = { start: Start | null; events: SubProcess[] }

/** The trigger tells what starts an event sub-process, and `interrupting` whether all around it ends then. */
export type Start = Common & { kind: 'start'; trigger: Trigger | null; interrupting: boolean; outputs: Output[] }
export type End = Common & { kind: 'end'; throws: Throw; outcome: string | null }
export type UserTask = Activity & {
  kind: 'user'
  post: string
  verbs: readonly string[]
  form: string | null
  due: DueSpec | null
  separateFrom: string | null
  /** What it is given lies under its own id until it is answered. */
  inputs: Input[]
  /** Yields the id of another department whose post does it; null for the item's own. */
  department: Expression | null
  /** The text of that expression, for checks at deployment. */
  departmentText: string | null
}
export type ServiceTask = Activity & { kind: 'service'; service: string; mode: 'inline' | 'job'; inputs: Input[] }
export type RuleTask = Activity & { kind: 'rule'; decision: string; inputs: Input[] }
/** Sets a variable at once, so nothing can happen to it meanwhile: it carries no boundary events and no instances. */
export type ScriptTask = Common & {
  kind: 'script'
  script: Expression
  result: string
  inputs: Input[]
  outputs: Output[]
}
export type ReceiveTask = Activity & { kind: 'receive'; trigger: Trigger }
/** Work that the platform knows nothing of: it is noted and passed. */
export type ManualTask = Common & { kind: 'manual'; outputs: Output[] }
/** `triggered` marks an event sub-process. */
export type SubProcess = Activity & Inside & { kind: 'sub-process'; triggered: boolean }
/** Another flow, with variables of its own: it sees those of the case, and writes only its own. */
export type CallActivity = Activity & Inside & { kind: 'call'; flow: string; inputs: Input[] }
export type Container = SubProcess | CallActivity
export type Gateway = Common & { kind: 'exclusive' | 'parallel' | 'inclusive' | 'event-based' }
export type Boundary = Common & {
  kind: 'boundary'
  host: Host
  interrupting: boolean
  trigger: Trigger
  outputs: Output[]
}
export type Catch = Common & { kind: 'catch'; trigger: Trigger; outputs: Output[] }
export type ThrowEvent = Common & { kind: 'throw'; throws: Throw }

/** What a token can wait for. */
export type Event = Boundary | Catch | ReceiveTask
/** An activity that waits, and so can carry boundary events and have several instances. */
export type Host = UserTask | ServiceTask | RuleTask | ReceiveTask | Container
export type Node = Host | ScriptTask | ManualTask | Start | End | Gateway | Boundary | Catch | ThrowEvent

/** A flow compiled once per version: nodes and flows by index, linked to each other. Never changed after it is made. */
export type Net = {
  id: string
  name: string
  nameEn: string | null
  nodes: readonly Node[]
  flows: readonly Flow[]
  byId: ReadonlyMap<string, Node>
  start: Start
  /** The event sub-processes of the process itself. */
  events: readonly SubProcess[]
  /** The flows it calls, and the version of each that it was compiled with. */
  calls: Readonly<Record<string, number>>
  /** The ids of its data objects: values that a caller gives or an activity leaves. */
  data: readonly string[]
  /** Whether a case on it can wait for a message or a signal. */
  hears: boolean
  /** Whether a case on it can wait for a condition. */
  watches: boolean
  /** For each inclusive gateway and each of its incoming flows: the nodes (by index) from which that flow can be reached. */
  reach: ReadonlyMap<Node, ReadonlyMap<Flow, Uint8Array>>
  /** The file as it was given, with its diagram. */
  xml: string
}

export function isHost(node: Node): node is Host {
  return 'boundaries' in node
}

export function isContainer(node: Node): node is Container {
  return node.kind === 'sub-process' || node.kind === 'call'
}

export function isEvent(node: Node): node is SubProcess & { triggered: true } {
  return node.kind === 'sub-process' && node.triggered
}

/** The id a node has in its own file, whatever calls it lies in. */
export function ownId(node: string): string {
  return node.slice(node.lastIndexOf('/') + 1)
}
