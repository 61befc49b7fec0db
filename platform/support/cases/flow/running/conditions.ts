import { triggerOf, waitingFor } from './awaiting.ts'
import { happen } from './deliver.ts'
import { findToken, keep, keepingOf, type Run, replaceToken, visible } from './run.ts'
import { happenAround } from './throws.ts'

/**
 * Looks at the conditions that the case waits for, once nothing moves any more. One happens when it becomes true, and
 * again only after it was false in between (BPMN 2.0, 10.5.5); what holds when it is first looked at has become true.
 * True when one happened.
 */
export function watch(run: Run): boolean {
  if (!run.net.watches) return false
  for (const each of waitingFor(run)) {
    const trigger = triggerOf(each)
    if (trigger?.on !== 'condition') continue
    const [scope, verb] = 'token' in each ? [each.token.scope, each.token.verb] : [each.listener.scope, undefined]
    const event = 'token' in each ? each.event : each.listener.start
    // Looking at one may have changed what another keeps.
    const token = 'token' in each ? findToken(run, each.token.id) : undefined
    const held = (token ?? keepingOf(run, scope)).held ?? []
    const holds = trigger.holds(visible(run, scope, verb)) === true
    if (holds === held.includes(event.id)) continue
    const now = holds ? [...held, event.id] : held.filter((id) => id !== event.id)
    if (token) replaceToken(run, { ...token, held: now })
    else keep(run, scope, { held: now })
    if (!holds) continue
    if ('listener' in each) happenAround(run, each.listener)
    else if (token) happen(run, { ...token, held: now }, each.event)
    return true
  }
  return false
}
