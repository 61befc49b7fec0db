import { isHost, type Net, type Node, type Variables } from '../net.ts'
import { beginWork } from '../running/enter.ts'
import { beginRun, nextNumber, type Run } from '../running/run.ts'
import { settle } from '../running/settle.ts'
import { newTimer } from '../running/timing.ts'
import type { Keeping, Scope, State, Step, Timer, Token } from '../state.ts'
import type { FlowCalendar } from '../timers.ts'

/** Where a case stands under the old version, and where it will under the new one. */
export type Moved = { from: string; fromName: string; to: string; toName: string }

/** Why a case cannot be moved: the place, and what is wrong with it. */
export type Hindrance = { node: string; name: string; why: HindranceKind }
export type HindranceKind = 'gone' | 'other-kind' | 'other-place' | 'asks-a-service' | 'undoing'

/** A running case changes over to another version of its flow, place by place (流程版本迁移). */
export type ChangeOver = { kind: 'change-over'; from: Net; nodes: Readonly<Record<string, string>> }

/**
 * Where each place of a case goes, and what hinders it; a case moves only when nothing does. A node goes to the one the
 * mapping names, else to the one of the same id. It must be of the same kind and lie in the same sub-process, for what
 * waits there waits for the same sort of thing.
 */
export function planChangeOver(
  { from, nodes }: Pick<ChangeOver, 'from' | 'nodes'>,
  to: Net,
  state: State,
): { moves: Moved[]; hindrances: Hindrance[] } {
  const moves: Moved[] = []
  const hindrances: Hindrance[] = []
  const goes = (id: string) => to.byId.get(nodes[id] ?? id)
  const places = [...state.tokens, ...state.scopes].map((each) => each.node)
  for (const id of new Set(places)) {
    const old = from.byId.get(id)
    const target = goes(id)
    const why = hindrance(old, target, goes)
    if (why || !target) hindrances.push({ node: id, name: old?.name ?? id, why: why ?? 'gone' })
    else moves.push({ from: id, fromName: old?.name ?? id, to: target.id, toName: target.name })
  }
  for (const token of state.tokens) {
    const old = from.byId.get(token.node)
    const name = old?.name ?? token.node
    // An answer on its way would come for a question that the new version may put otherwise.
    if (old?.kind === 'service' && token.failure === undefined && token.instances === undefined)
      hindrances.push({ node: token.node, name, why: 'asks-a-service' })
    if (token.undoing) hindrances.push({ node: token.node, name, why: 'undoing' })
  }
  return { moves, hindrances }
}

function hindrance(
  old: Node | undefined,
  target: Node | undefined,
  goes: (id: string) => Node | undefined,
): HindranceKind | undefined {
  if (!old || !target) return 'gone'
  const several = (node: Node) => ('instances' in node ? node.instances?.kind : undefined)
  if (old.kind !== target.kind || several(old) !== several(target)) return 'other-kind'
  const around = old.parent ? goes(old.parent.id) : null
  return (around ?? null) === (target.parent ?? null) ? undefined : 'other-place'
}

/**
 * Moves a case to another version. Tasks that the new version gives to the same post with the same verbs go on as they are,
 * others are opened anew; timers that both versions have run on, those only of the old are called off, those only of the
 * new begin now. Call it only when `planChangeOver` names no hindrance.
 */
export function changeOver(net: Net, state: State, motion: ChangeOver, now: Date, calendar: FlowCalendar): Step {
  const { from, nodes } = motion
  const { hindrances } = planChangeOver(motion, net, state)
  if (hindrances.length > 0) throw new Error(`The case cannot change over: ${JSON.stringify(hindrances)}`)
  const run = beginRun(net, state, now, calendar)
  const place = (id: string) => nodes[id] ?? id
  const heldAt = ({ held }: Keeping) => (held ? { held: held.map(place) } : {})
  run.state.calls = net.calls
  run.state.scopes = run.state.scopes.map((scope): Scope => ({ ...scope, node: place(scope.node), ...heldAt(scope) }))
  Object.assign(run.state, heldAt(run.state))
  run.state.variables = renamed(run.state.variables, from, nodes)
  for (const token of state.tokens) moveToken(run, from, token, place)
  return settle(run)
}

function moveToken(run: Run, from: Net, token: Token, place: (id: string) => string): void {
  const old = from.byId.get(token.node)!
  const target = run.net.byId.get(place(token.node))!
  const { timers, ...rest } = token
  const moved: Token = { ...rest, node: target.id }
  if (token.held) moved.held = token.held.map(place)
  const via = token.via === undefined ? undefined : arrival(run.net, from, token.via, target, place)
  if (via) moved.via = via
  const index = run.state.tokens.findIndex((each) => each.id === token.id)
  const again = old.kind === 'user' && target.kind === 'user' && token.instances === undefined && !sameTask(old, target)
  if (again) {
    run.effects.push({ kind: 'closeTask', task: token.id, node: old.id, reason: 'cancelled' })
    moved.id = nextNumber(run)
  }
  const kept = movedTimers(run, timers ?? [], target, moved, place)
  if (kept.length > 0) moved.timers = kept
  run.state.tokens = run.state.tokens.with(index, moved)
  if (again && isHost(target)) beginWork(run, target, moved)
}

/** The flow by which a token came to a join: of the same id, or from the place its source has become. */
function arrival(to: Net, from: Net, via: string, join: Node, place: (id: string) => string): string | undefined {
  const source = from.flows.find((flow) => flow.id === via)?.source.id
  const same = join.incoming.find((flow) => flow.id === via)
  const found = same ?? join.incoming.find((flow) => source !== undefined && flow.source.id === place(source))
  return found?.id ?? to.flows.find((flow) => flow.target === join)?.id
}

function movedTimers(run: Run, timers: Timer[], target: Node, token: Token, place: (id: string) => string): Timer[] {
  const events = isHost(target) ? target.boundaries : target.kind === 'catch' ? [target] : []
  const waits = events.filter((event) => event.trigger?.on === 'timer')
  const kept: Timer[] = []
  for (const timer of timers) {
    const event = waits.find((each) => each.id === place(timer.node))
    if (event) kept.push({ ...timer, node: event.id })
    else run.effects.push({ kind: 'clearTimer', timer: timer.id })
  }
  const fresh = waits.filter((event) => !kept.some((timer) => timer.node === event.id))
  return [...kept, ...fresh.flatMap((event) => newTimer(run, event, token.scope, token.verb))]
}

function sameTask(old: Node, target: Node): boolean {
  if (old.kind !== 'user' || target.kind !== 'user') return false
  const said = ({ id, name, post, form, separateFrom, verbs }: typeof old) =>
    JSON.stringify([id, name, post, form, separateFrom, verbs])
  return said(old) === said(target)
}

/** What a task answered lies under its name; where the task has another name now, so does its answer. */
function renamed(variables: Variables, from: Net, nodes: Readonly<Record<string, string>>): Variables {
  const names = Object.entries(nodes).filter(([old]) => from.byId.get(old)?.kind === 'user')
  const answers = names.flatMap(([old, name]) => (old in variables ? [[name, variables[old]] as const] : []))
  return { ...variables, ...Object.fromEntries(answers) }
}
