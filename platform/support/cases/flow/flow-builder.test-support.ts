import { createCalendar } from '#kernel/working-days.ts'
import { advance, compileFlow, type Effect, type Net, type Signal, type State, start, type Variables } from './index.ts'

/** One BPMN element: `el('userTask', 'review', { 'zt:post': 'reviewer' })`. */
export function el(tag: string, id: string, attributes: Record<string, string> = {}, inner = ''): string {
  const written = Object.entries({ id, ...attributes }).map(
    ([key, value]) => ` ${key}="${value.replace(/"/g, '&quot;')}"`,
  )
  return `<${tag}${written.join('')}>${inner}</${tag}>`
}

export function user(id: string, attributes: Record<string, string> = {}, inner = ''): string {
  return el('userTask', id, { name: id, 'zt:post': 'reviewer', 'zt:verbs': 'accept refuse', ...attributes }, inner)
}

export function service(id: string, attributes: Record<string, string> = {}, inner = ''): string {
  return el('serviceTask', id, { 'zt:service': `${id}.run`, ...attributes }, inner)
}

/** Flows along a path of ids: `path('s', 'a', 'end')` gives flows `s-a` and `a-end`. */
export function path(...ids: string[]): string {
  return ids
    .slice(1)
    .map((id, index) => el('sequenceFlow', `${ids[index]}-${id}`, { sourceRef: ids[index] ?? '', targetRef: id }))
    .join('')
}

export function when(from: string, to: string, condition: string): string {
  const inner = `<conditionExpression>${condition.replace(/</g, '&lt;')}</conditionExpression>`
  return el('sequenceFlow', `${from}-${to}`, { sourceRef: from, targetRef: to }, inner)
}

export function boundary(id: string, host: string, trigger: string, interrupting = true): string {
  return el('boundaryEvent', id, { attachedToRef: host, cancelActivity: String(interrupting) }, trigger)
}

export const after = (time: string) => `<timerEventDefinition zt:after="${time}"/>`

export function bpmn(...elements: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zt="http://zhengtong.dev/bpmn" id="the-file">
<message id="m-reply" name="reply"/><signal id="s-alarm" name="alarm"/>
<error id="e-busy" errorCode="busy"/><error id="e-gone" errorCode="gone"/>
<escalation id="c-late" escalationCode="late"/>
<process id="the-process" name="流程" isExecutable="true">${elements.join('\n')}</process></definitions>`
}

/** A stand-in for FEEL: a path, or a path compared with a JSON value. */
export function compileExpression(text: string): (scope: Variables) => unknown {
  const [, left = '', operator, right = 'null'] = /^\s*([\w.]+)\s*(?:(=|>)\s*(.+))?$/.exec(text) ?? []
  if (left === '') throw new Error('not an expression')
  const value: unknown = JSON.parse(right)
  const read = (scope: Variables) =>
    left.split('.').reduce<unknown>((at, key) => (at as Variables | null | undefined)?.[key], scope)
  if (operator === '=') return (scope) => read(scope) === value
  if (operator === '>') return (scope) => Number(read(scope)) > Number(value)
  return read
}

/** A Monday morning in the city. */
export const monday = new Date('2026-11-02T01:00:00.000Z')

export const calendar = createCalendar({ version: 'test', years: { 2026: { off: [], work: [] } } })

export function compiled(...elements: string[]): Promise<Net> {
  return compileFlow(bpmn(...elements), compileExpression)
}

/** A case that a test plays step by step; it freezes each state, so that a change to one is an error. */
export function play(net: Net, variables: Variables = {}) {
  let { state, effects } = start(net, variables, monday, calendar)
  let now = monday
  const send = (signal: Signal): Effect[] => {
    const step = advance(net, freeze(state), signal, now, calendar)
    // A state survives being stored.
    state = JSON.parse(JSON.stringify(step.state)) as State
    effects = step.effects
    return effects
  }
  const tokenAt = (node: string) => {
    const token = state.tokens.find((each) => each.node === node && each.instances === undefined)
    if (token === undefined) throw new Error(`nothing waits at ${node}`)
    return token
  }
  return {
    send,
    get state() {
      return state
    },
    get effects() {
      return effects
    },
    get at() {
      return state.tokens.map((token) => token.node).sort()
    },
    tokenAt,
    done: (node: string, verb = 'accept', data: Variables = {}) =>
      send({ kind: 'task-done', task: tokenAt(node).id, verb, data }),
    served: (node: string, result: unknown = null) => send({ kind: 'service-done', token: tokenAt(node).id, result }),
    failed: (node: string, code: string) =>
      send({ kind: 'service-failed', token: tokenAt(node).id, error: { code, message: code } }),
    fire: (event: string) => {
      const running = [...state.tokens, ...state.scopes, state].flatMap((each) => each.timers ?? [])
      const timer = running.find((each) => each.node === event)
      if (timer === undefined) throw new Error(`no timer runs for ${event}`)
      return send({ kind: 'timer', timer: timer.id })
    },
    wait: (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds)
    },
  }
}

export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(freeze)
  }
  return value
}

export function kinds(effects: readonly Effect[]): string[] {
  return effects.map((effect) => effect.kind)
}
