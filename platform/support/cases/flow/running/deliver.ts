import { Refusal } from '#kernel/errors.ts'
import type { Boundary, Event, Start, Variables } from '../net.ts'
import type { Timer, Token } from '../state.ts'
import { eventById, isKey, triggerOf, waitingFor } from './awaiting.ts'
import { complete } from './compensation.ts'
import { announceStatus, repeatTimer } from './enter.ts'
import { listeners } from './listening.ts'
import { putOut } from './outputs.ts'
import { assign, findScope, findToken, follow, type Run, remove } from './run.ts'
import { happenAround, interrupt, trigger } from './throws.ts'

/** A timer has run out: of something a token waits for, or of what listens around. */
export function fire(run: Run, id: number): void {
  for (const token of run.state.tokens) {
    const timer = token.timers?.find((each) => each.id === id)
    const event = timer && eventById(run.net, timer.node)
    if (timer !== undefined && event !== undefined) {
      happen(run, token, event, timer)
      return
    }
  }
  for (const scope of [run.state, ...run.state.scopes]) {
    const timer = scope.timers?.find((each) => each.id === id)
    const listener = timer && listeners(run).find((each) => each.start.id === timer.node)
    if (timer === undefined || listener === undefined) continue
    happenAround(run, listener, timer)
    return
  }
  throw new Refusal('conflict', 'flows.unknown-timer', `no timer ${id} is running`, { timer: id })
}

/** A message goes to the one that has waited longest for it; refuses when nothing waits. */
export function deliverMessage(run: Run, name: string, key: string | undefined, data: Variables): void {
  const chosen = waitingFor(run).find((each) => {
    const awaited = triggerOf(each)
    return awaited?.on === 'message' && awaited.name === name && isKey(run, each, awaited, key)
  })
  if (chosen === undefined) throw notAwaited(name)
  if ('token' in chosen) {
    tell(run, chosen.token.scope, chosen.event, data)
    happen(run, chosen.token, chosen.event)
  } else {
    tell(run, chosen.listener.scope, chosen.listener.start, data)
    happenAround(run, chosen.listener)
  }
}

/** A signal goes to all that wait for it; false when nothing does. */
export function deliverSignal(run: Run, name: string, data: Variables): boolean {
  const chosen = waitingFor(run).filter((each) => {
    const awaited = triggerOf(each)
    return awaited?.on === 'signal' && awaited.name === name
  })
  for (const each of chosen) {
    // One before this may have interrupted what this one would have reached.
    if ('token' in each) {
      const still = findToken(run, each.token.id)
      if (still === undefined) continue
      tell(run, still.scope, each.event, data)
      happen(run, still, each.event)
    } else {
      const { scope } = each.listener
      if (scope !== 0 && findScope(run, scope) === undefined) continue
      if (!listeners(run).some((other) => other.scope === scope && other.event === each.listener.event)) continue
      tell(run, scope, each.listener.start, data)
      happenAround(run, each.listener)
    }
  }
  return chosen.length > 0
}

/** What a message or signal brings is known by the id of the event that caught it, or by its `zt:result`. */
function tell(run: Run, scope: number, event: Event | Start, data: Variables): void {
  const name = ('result' in event ? event.result : null) ?? event.key
  if (Object.keys(data).length > 0) assign(run, scope, { [name]: data })
  putOut(run, event, scope, undefined, data)
}

export function notAwaited(name: string): Refusal {
  return new Refusal('conflict', 'flows.message-not-awaited', `nothing waits for ${name}`, { name })
}

/** An event that a token waits for happens. */
export function happen(run: Run, token: Token, event: Event | Start, timer?: Timer): void {
  if (event.kind === 'boundary') {
    happenAtBoundary(run, token, event, timer)
    return
  }
  if (event.id === token.node) {
    complete(run, token, token.verb, timer?.id)
    return
  }
  // The token waited at an event-based gateway: the first event decides, the others are called off.
  remove(run, token, timer?.id)
  announceStatus(run, event)
  follow(run, event, token.scope, token.verb)
}

function happenAtBoundary(run: Run, token: Token, boundary: Boundary, timer?: Timer): void {
  if (boundary.interrupting) {
    interrupt(run, token, boundary, timer?.id)
    return
  }
  trigger(run, token, boundary)
  if (timer !== undefined) repeatTimer(run, token, boundary, timer)
}
