import { type Host, isContainer, isHost, type SubProcess, type Variables } from '../net.ts'
import type { Done, Scope, Token, Undo } from '../state.ts'
import {
  findScope,
  findToken,
  instanceOf,
  keep,
  keepingOf,
  leave,
  type Move,
  nextNumber,
  nodeOf,
  type Run,
  replaceToken,
  rest,
} from './run.ts'

/**
 * An activity was completed: its token leaves, and what can undo it is remembered in its scope. `inner` is what was
 * completed inside a sub-process, which can be undone still unless the sub-process has an undoing of its own.
 */
export function complete(run: Run, token: Token, verb = token.verb, fired?: number, inner: Done[] = []): void {
  const node = nodeOf(run, token)
  if (isHost(node) && !node.forCompensation) remember(run, token, node, inner)
  leave(run, token, verb, fired)
}

function remember(run: Run, token: Token, node: Host, inner: Done[]): void {
  const isInstance = instanceOf(run, token.scope, node) !== undefined
  // Several instances are undone one by one, unless one handler undoes the activity as a whole.
  if (isInstance && node.undoneBy !== null) return
  const done = (): Done[] => {
    if (node.undoneBy !== null) return [{ node: node.id }]
    if (token.instances !== undefined) return inner
    if (inner.length > 0) return [{ node: node.id, inner }]
    return undoer(node) === undefined ? [] : [{ node: node.id }]
  }
  const added = done()
  if (added.length > 0) keep(run, token.scope, { done: [...(keepingOf(run, token.scope).done ?? []), ...added] })
}

/** What was completed in a scope that ends now, with the variables that end with it. */
export function kept(done: Done, variables: Variables | undefined): Done {
  return variables === undefined ? done : { ...done, variables: { ...variables, ...done.variables } }
}

/**
 * Undoes what was completed in the scope of the thrower, or around the event sub-process it stands in, the latest first;
 * or only the activity named. The thrower waits until all is undone. False when there is nothing to undo.
 */
export function compensate(run: Run, move: Move, activity: string | null): boolean {
  const scope = home(run, move.scope)
  const done = keepingOf(run, scope).done ?? []
  const chosen = done.filter((each) => activity === null || each.node === activity)
  if (chosen.length === 0) return false
  keep(run, scope, { done: done.filter((each) => !chosen.includes(each)) })
  const undoing = backwards(run, chosen, undefined)
  if (undoing.length === 0) return false
  const token = { ...rest(run, move), undoing }
  replaceToken(run, token)
  undoNext(run, token)
  return true
}

/** Runs the next handler in a scope of its own; after the last the thrower goes on. */
export function undoNext(run: Run, token: Token): void {
  const [next, ...others] = token.undoing ?? []
  if (next === undefined) {
    leave(run, token)
    return
  }
  replaceToken(run, { ...token, undoing: others })
  const handler = run.net.byId.get(next.handler)
  if (handler === undefined) throw new Error(`the net has no node ${next.handler}`)
  const scope: Scope = { id: nextNumber(run), node: token.node, owner: token.id, parent: token.scope }
  if (next.variables !== undefined) scope.variables = next.variables
  if (next.inner !== undefined) scope.done = next.inner
  run.state.scopes.push(scope)
  run.moves.push({ node: handler, via: null, scope: scope.id, verb: token.verb })
}

/** The handlers in reverse order of completion; of a sub-process without one, those of what was completed inside. */
function backwards(run: Run, done: readonly Done[], around: Variables | undefined): Undo[] {
  return [...done].reverse().flatMap((each): Undo[] => {
    const variables = around === undefined ? each.variables : { ...around, ...each.variables }
    const node = run.net.byId.get(each.node)
    if (node === undefined || !isHost(node)) return []
    const own = variables === undefined ? {} : { variables }
    if (node.undoneBy !== null) return [{ handler: node.undoneBy.id, ...own }]
    const handler = undoer(node)
    if (handler !== undefined) return [{ handler: handler.id, ...own, inner: each.inner ?? [] }]
    return backwards(run, each.inner ?? [], variables)
  })
}

/** The event sub-process by which a sub-process is undone as a whole. */
function undoer(node: Host): SubProcess | undefined {
  return isContainer(node) ? node.events.find((each) => each.start?.trigger?.on === 'compensation') : undefined
}

/** An event sub-process undoes what was done around it (BPMN 2.0, 10.7). */
function home(run: Run, id: number): number {
  const scope = findScope(run, id)
  const owner = scope && findToken(run, scope.owner)
  const node = owner && nodeOf(run, owner)
  return owner !== undefined && node?.kind === 'sub-process' && node.triggered ? home(run, owner.scope) : id
}
