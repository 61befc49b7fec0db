import type { Flow, Net, Node, Variables } from '../net.ts'
import type { Effect, Keeping, Scope, State, Token } from '../state.ts'
import type { FlowCalendar } from '../timers.ts'

/** A token on its way to a node. It has no id: only what waits is numbered. */
export type Move = { node: Node; via: Flow | null; scope: number; verb: string | undefined }

/** One call of `start` or `advance` under way: a draft of the next state, the effects so far, the moves still to make. */
export type Run = {
  net: Net
  now: Date
  calendar: FlowCalendar
  state: State
  effects: Effect[]
  moves: Move[]
  /** Signals thrown inside the case, which others in it may wait for. */
  raised: { name: string; data: Variables }[]
}

/** Opens a run on a copy: tokens and scopes are replaced, never changed, so the state given stays as it was. */
export function beginRun(net: Net, state: State, now: Date, calendar: FlowCalendar): Run {
  const draft = { ...state, tokens: [...state.tokens], scopes: [...state.scopes] }
  return { net, now, calendar, state: draft, effects: [], moves: [], raised: [] }
}

export function nodeOf(run: Run, token: Token | Scope): Node {
  const node = run.net.byId.get(token.node)
  if (node === undefined) throw new Error(`the net has no node ${token.node}`)
  return node
}

export function findScope(run: Run, id: number): Scope | undefined {
  return id === 0 ? undefined : run.state.scopes.find((scope) => scope.id === id)
}

export function findToken(run: Run, id: number): Token | undefined {
  return run.state.tokens.find((token) => token.id === id)
}

/** The instance that a node in this scope is one of, if the scope is an instance of that very node. */
export function instanceOf(run: Run, scope: number, node: Node): Scope | undefined {
  const found = findScope(run, scope)
  return found?.instance !== undefined && found.node === node.id ? found : undefined
}

/** The same, if it keeps variables of its own; a round of a loop keeps none. */
export function separateInstance(run: Run, scope: number, node: Node): Scope | undefined {
  const found = instanceOf(run, scope, node)
  return found?.variables === undefined ? undefined : found
}

/** What a scope keeps; the process itself is scope 0. */
export function keepingOf(run: Run, scope: number): Keeping {
  return scope === 0 ? run.state : (findScope(run, scope) ?? {})
}

/** Replaces some of what a scope keeps. */
export function keep(run: Run, scope: number, changes: Keeping): void {
  if (scope === 0) run.state = { ...run.state, ...changes }
  else {
    const found = findScope(run, scope)
    if (found !== undefined) replaceScope(run, { ...found, ...changes })
  }
}

/** What expressions see: the variables of the case, over them those of the instances around, over all the last verb. */
export function visible(run: Run, scope: number, verb: string | undefined): Variables {
  let inner: Variables = { verb: verb ?? null }
  for (let each = findScope(run, scope); each !== undefined; each = findScope(run, each.parent)) {
    if (each.instance !== undefined) inner = { loopCounter: each.instance + 1, ...inner }
    if (each.variables !== undefined) inner = { ...each.variables, ...inner }
  }
  return { ...run.state.variables, ...inner }
}

/** Writes variables where they belong: into the instance around, else into the case. */
export function assign(run: Run, scope: number, values: Variables): void {
  for (let each = findScope(run, scope); each !== undefined; each = findScope(run, each.parent)) {
    if (each.variables !== undefined) {
      replaceScope(run, { ...each, variables: { ...each.variables, ...values } })
      return
    }
  }
  run.state.variables = { ...run.state.variables, ...values }
}

export function replaceScope(run: Run, scope: Scope): void {
  run.state.scopes = run.state.scopes.map((each) => (each.id === scope.id ? scope : each))
}

export function replaceToken(run: Run, token: Token): void {
  run.state.tokens = run.state.tokens.map((each) => (each.id === token.id ? token : each))
}

export function nextNumber(run: Run): number {
  run.state.counter += 1
  return run.state.counter
}

/** A token comes to rest and gets its number. */
export function rest(run: Run, move: Move, joining = false): Token {
  const token: Token = { id: nextNumber(run), node: move.node.id, scope: move.scope }
  if (move.verb !== undefined) token.verb = move.verb
  if (joining && move.via !== null) token.via = move.via.id
  run.state.tokens.push(token)
  return token
}

/** Takes a token off the board and stops its timers, except the one that has just fired. */
export function remove(run: Run, token: Token, fired?: number): void {
  run.state.tokens = run.state.tokens.filter((each) => each.id !== token.id)
  for (const timer of token.timers ?? []) {
    if (timer.id !== fired) run.effects.push({ kind: 'clearTimer', timer: timer.id })
  }
}

/** Stops the timers of a scope's event sub-processes. */
export function stopListening(run: Run, keeping: Keeping): void {
  for (const timer of keeping.timers ?? []) run.effects.push({ kind: 'clearTimer', timer: timer.id })
}

/** A token leaves the node it rested on. An instance or a round goes nowhere: the activity leaves when all are done. */
export function leave(run: Run, token: Token, verb = token.verb, fired?: number): void {
  const node = nodeOf(run, token)
  remove(run, token, fired)
  const instance = instanceOf(run, token.scope, node)
  if (instance === undefined) follow(run, node, token.scope, verb)
  else if (verb !== undefined && instance.variables !== undefined) assign(run, token.scope, { verb })
  else if (verb !== undefined) {
    const owner = findToken(run, instance.owner)
    if (owner !== undefined) replaceToken(run, { ...owner, verb })
  }
}

/** Sends a token over the flows out of a node: by their conditions, or over the default when none holds. */
export function follow(run: Run, node: Node, scope: number, verb: string | undefined): void {
  const [first] = node.outgoing
  if (node.outgoing.length === 1 && first !== undefined && first.condition === null) {
    run.moves.push({ node: first.target, via: first, scope, verb })
    return
  }
  for (const flow of chosen(run, node, scope, verb)) run.moves.push({ node: flow.target, via: flow, scope, verb })
}

function chosen(run: Run, node: Node, scope: number, verb: string | undefined): Flow[] {
  if (node.kind === 'parallel') return node.outgoing
  const others = node.outgoing.filter((flow) => flow !== node.defaultFlow)
  const variables = others.some((flow) => flow.condition !== null) ? visible(run, scope, verb) : {}
  const holds = (flow: Flow) => flow.condition === null || flow.condition(variables) === true
  const taken = node.kind === 'exclusive' ? others.filter(holds).slice(0, 1) : others.filter(holds)
  const conditional = taken.some((flow) => flow.condition !== null)
  return !conditional && node.defaultFlow !== null ? [...taken, node.defaultFlow] : taken
}
