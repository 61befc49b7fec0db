import type { Calendar } from '#kernel/working-days.ts'
import { advance, type Effect, type Net, ownId, type Signal, type Step, start } from '#support/cases/index.ts'
import type { Act } from './acts.ts'

export type OpenTask = Extract<Effect, { kind: 'openTask' }>
type Call = Extract<Effect, { kind: 'callService' }>
type Question = Extract<Effect, { kind: 'askRule' }>

/** What an example needs of the world beyond the flow itself. */
export type World = {
  ask: (question: Question) => unknown
  /** Faults of what a person fills into a task's form, as pointers. */
  check: (task: OpenTask, data: Record<string, unknown>) => string[]
}

/** An act of an example that its flow does not wait for, or does not take so. */
export class NotOpen extends Error {}

const MOST_STEPS = 500

/** A case of an example under way: the flow runs until it waits for a person, a time or another system, then acts move it on. */
export function startWalk(
  net: Net,
  given: { variables: Record<string, unknown>; now: Date; calendar: Calendar },
  world: World,
) {
  const { variables, now, calendar } = given
  const seen = {
    tasks: new Map<number, OpenTask>(),
    timers: new Map<number, string>(),
    calls: new Map<number, Call>(),
    /** Types of credentials and letters, in the order they were issued. */
    issued: [] as string[],
    ended: undefined as string | undefined,
  }
  let current = start(net, variables, now, calendar)
  settle()

  function visible(transient: Record<string, unknown> = {}): Step['state'] {
    const { state } = current
    return { ...state, variables: { ...state.variables, ...variables, ...transient } }
  }

  /** Lets the flow run until it waits. */
  function settle(): void {
    const waiting = [...current.effects]
    for (let done = 0; waiting.length > 0; done++) {
      if (done > MOST_STEPS) throw new Error(`The flow does not come to rest within ${MOST_STEPS} effects`)
      const signal = carryOut(waiting.shift()!)
      if (!signal) continue
      current = advance(net, visible(), signal, now, calendar)
      waiting.push(...current.effects)
    }
  }

  function carryOut(effect: Effect): Signal | undefined {
    switch (effect.kind) {
      case 'openTask':
        seen.tasks.set(effect.task, effect)
        return undefined
      case 'closeTask':
        seen.tasks.delete(effect.task)
        return undefined
      case 'setTimer':
        seen.timers.set(effect.timer, effect.node)
        return undefined
      case 'clearTimer':
        seen.timers.delete(effect.timer)
        return undefined
      case 'askRule':
        return { kind: 'rule-done', token: effect.token, result: world.ask(effect) }
      case 'callService': {
        if (effect.mode === 'job') {
          seen.calls.set(effect.token, effect)
          return undefined
        }
        const { letter, type } = effect.inputs
        const issues = effect.service === 'letters.issue' ? letter : type
        if (typeof issues === 'string') seen.issued.push(issues)
        // What a service answers is the platform's: an example only needs it to be there.
        return { kind: 'service-done', token: effect.token, result: { number: 'EXAMPLE', id: 'example' } }
      }
      case 'cancelCall':
        seen.calls.delete(effect.token)
        return undefined
      case 'ended':
        if (effect.outcome) seen.ended = effect.outcome
        return undefined
      default:
        return undefined
    }
  }

  /** What an act means to the flow. Throws, naming what was open instead, when the flow does not wait for it. */
  function signalOf(given: Exclude<Act, { procedure: string }>): Signal {
    if ('timer' in given) return timeRanOut(given.timer)
    if ('call' in given) return answerOf(given)
    if ('signal' in given) return { kind: 'signal', name: given.signal, data: given.data ?? {} }
    if ('message' in given) return { kind: 'message', name: given.message, data: given.data ?? {} }
    return taskDone(given)
  }

  function timeRanOut(event: string): Signal {
    const timer = keyWhere(seen.timers, (node) => node === event)
    if (timer === undefined) throw new NotOpen(`No timer ${event} runs; running: ${[...seen.timers.values()]}`)
    seen.timers.delete(timer)
    return { kind: 'timer', timer }
  }

  function answerOf({ call, result }: Extract<Act, { call: string }>): Signal {
    const token = keyWhere(seen.calls, ({ node }) => node === call)
    if (token === undefined) throw new NotOpen(`Nothing waits for an answer at ${call}`)
    seen.calls.delete(token)
    if (result) return { kind: 'service-done', token, result }
    return { kind: 'service-failed', token, error: { code: 'systems.no-answer', message: 'It did not answer' } }
  }

  function taskDone({ task: wanted, instance, verb, data = {} }: Extract<Act, { task: string }>): Signal {
    const open = [...seen.tasks.values()]
    const task = open.find(
      (each) => each.node === wanted && (instance === undefined || each.instance?.index === instance),
    )
    if (!task)
      throw new NotOpen(`No task ${wanted} is open; open: ${open.map(({ node }) => node).join(', ') || 'none'}`)
    if (!task.verbs.includes(verb)) throw new NotOpen(`${verb} is no verb of ${wanted}: ${task.verbs}`)
    const faults = task.form ? world.check(task, data) : []
    if (faults.length > 0) throw new NotOpen(`The form ${task.form} of ${wanted} refuses ${faults.join(', ')}`)
    const own = task.post === 'applicant' ? {} : { [ownId(task.node)]: { ...data, verb } }
    return { kind: 'task-done', task: task.task, verb, data: own }
  }

  function act(given: Act): void {
    if ('procedure' in given) return
    const signal = signalOf(given)
    const reason = 'task' in given ? (given.reason ?? null) : null
    current = advance(net, visible({ reason }), signal, now, calendar)
    settle()
  }

  return { seen, act }
}

function keyWhere<Value>(map: Map<number, Value>, fits: (value: Value) => boolean): number | undefined {
  return [...map].find(([, value]) => fits(value))?.[0]
}
