import type { Event, Start, TimerSpec } from '../net.ts'
import type { Timer } from '../state.ts'
import { dueInstant, repetitions } from '../timers.ts'
import { nextNumber, type Run, visible } from './run.ts'

/** Starts the timer of an event, if it has one. */
export function newTimer(run: Run, event: Event | Start, scope: number, verb: string | undefined): Timer[] {
  if (event.trigger?.on !== 'timer') return []
  const { timer } = event.trigger
  return [startTimer(run, event, timer, repetitions(timer), scope, verb)]
}

/** The timer that follows one that has fired: a cycle runs again. */
export function repeated(
  run: Run,
  event: Event | Start,
  scope: number,
  verb: string | undefined,
  fired: Timer,
): Timer[] {
  if (fired.left === undefined || event.trigger?.on !== 'timer') return []
  const left = fired.left === null ? null : fired.left - 1
  return [startTimer(run, event, event.trigger.timer, left, scope, verb)]
}

function startTimer(
  run: Run,
  event: Event | Start,
  spec: TimerSpec,
  left: number | null,
  scope: number,
  verb: string | undefined,
): Timer {
  const id = nextNumber(run)
  const instant = dueInstant(spec, run.now, run.calendar, () => visible(run, scope, verb))
  run.effects.push({ kind: 'setTimer', timer: id, node: event.id, ...instant })
  return left === 0 ? { id, node: event.id } : { id, node: event.id, left }
}
