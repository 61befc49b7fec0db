import { isContainer, type Start, type SubProcess } from '../net.ts'
import { findScope, keep, keepingOf, nodeOf, type Run } from './run.ts'
import { newTimer } from './timing.ts'

/** An event sub-process that could start now, in the scope that it listens to. */
export type Listener = { scope: number; event: SubProcess; start: Start }

/** A scope opens: the timers of its event sub-processes begin to run. */
export function listen(run: Run, scope: number): void {
  const starts = listenersIn(run, scope).map((each) => each.start)
  const timers = starts.flatMap((start) => newTimer(run, start, scope, undefined))
  if (timers.length > 0) keep(run, scope, { timers })
}

/** The event sub-processes that listen in a scope; none once one has taken its place, or in a wrapper of one instance. */
export function listenersIn(run: Run, scope: number): Listener[] {
  return eventsIn(run, scope).flatMap((event) => {
    const { start } = event
    return start?.trigger == null || start.trigger.on === 'compensation' ? [] : [{ scope, event, start }]
  })
}

function eventsIn(run: Run, scope: number): readonly SubProcess[] {
  if (keepingOf(run, scope).interrupted) return []
  if (scope === 0) return run.net.events
  const found = findScope(run, scope)
  if (found === undefined || found.instance !== undefined) return []
  const node = nodeOf(run, found)
  return isContainer(node) ? node.events : []
}

/** All that listen now, the innermost first. */
export function listeners(run: Run): Listener[] {
  const scopes = run.state.scopes.map((scope) => scope.id).sort((one, other) => other - one)
  return [...scopes, 0].flatMap((scope) => listenersIn(run, scope))
}
