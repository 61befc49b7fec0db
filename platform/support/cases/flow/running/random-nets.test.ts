import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  after,
  boundary,
  calendar,
  compiled,
  el,
  monday,
  path,
  play,
  service,
  user,
  when,
} from '../flow-builder.test-support.ts'
import { advance, awaitedBy, type Effect, type Net, type Signal, type State, start } from '../index.ts'

type Random = () => number

/** A small generator of numbers from 0 to 1 (xorshift), the same for the same seed. */
function random(seed: number): Random {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 2 ** 32
  }
}

/** A piece of a net with one way in and one way out. */
type Block = { elements: string[]; first: string; last: string }

function blocks(next: Random) {
  let count = 0
  const id = (kind: string) => `${kind}${++count}`
  const pick = (most: number) => Math.floor(next() * most)

  const leaf = (): Block => {
    const one = id('t')
    const element = next() < 0.7 ? user(one, { 'zt:verbs': 'accept again' }) : service(one)
    return { elements: [element], first: one, last: one }
  }

  const sequence = (depth: number): Block => {
    const [a, b] = [block(depth - 1), block(depth - 1)]
    return { elements: [...a.elements, ...b.elements, path(a.last, b.first)], first: a.first, last: b.last }
  }

  const branches = (kind: 'exclusive' | 'parallel' | 'inclusive', depth: number): Block => {
    const [split, join] = [id('split'), id('join')]
    const parts = Array.from({ length: 2 + pick(2) }, () => block(depth - 1))
    const conditions = parts.map((part, index) =>
      kind === 'parallel' || index === 0 ? path(split, part.first) : when(split, part.first, `c${pick(4)} = true`),
    )
    const [first] = parts
    const attributes: Record<string, string> = kind === 'parallel' ? {} : { default: `${split}-${first?.first}` }
    const gateways = [el(`${kind}Gateway`, split, attributes), el(`${kind}Gateway`, join)]
    const rest = parts.flatMap((part) => [...part.elements, path(part.last, join)])
    return { elements: [...gateways, ...conditions, ...rest], first: split, last: join }
  }

  const loop = (depth: number): Block => {
    const [merge, again] = [id('merge'), id('again')]
    const [body, asked] = [block(depth - 1), id('t')]
    const gateways = [el('exclusiveGateway', merge), el('exclusiveGateway', again, { default: `${again}-${again}x` })]
    const out = el('intermediateThrowEvent', `${again}x`)
    const back = when(again, merge, 'verb = "again"')
    const task = user(asked, { 'zt:verbs': 'accept again' })
    const flows = [path(merge, body.first), path(body.last, asked, again, `${again}x`), back]
    return { elements: [...gateways, out, task, ...body.elements, ...flows], first: merge, last: `${again}x` }
  }

  const inside = (depth: number): Block => {
    const [sub, start, end, late, join] = [id('sub'), id('is'), id('ie'), id('late'), id('join')]
    const body = block(depth - 1)
    const inner = [
      el('startEvent', start),
      ...body.elements,
      el('endEvent', end),
      path(start, body.first),
      path(body.last, end),
    ]
    if (next() < 0.5) inner.push(listener(next() < 0.3))
    const interrupting = next() < 0.5
    // What a timer starts beside the sub-process is joined again only if it took its place.
    const wayOut = interrupting ? path(late, join) : el('endEvent', `${late}e`) + path(late, `${late}e`)
    const elements = [
      el('subProcess', sub, {}, inner.join('')),
      boundary(late, sub, after('P3WD'), interrupting),
      el('exclusiveGateway', join),
      path(sub, join),
      wayOut,
    ]
    return { elements, first: sub, last: join }
  }

  /** An event sub-process that a message starts beside, or a signal instead of, what runs around it. */
  const listener = (interrupting: boolean): string => {
    const [event, start, end] = [id('event'), id('es'), id('ee')]
    const body = leaf()
    const trigger = interrupting
      ? '<signalEventDefinition signalRef="s-alarm"/>'
      : '<messageEventDefinition messageRef="m-reply"/>'
    return el(
      'subProcess',
      event,
      { triggeredByEvent: 'true' },
      [
        el('startEvent', start, { isInterrupting: String(interrupting) }, trigger),
        ...body.elements,
        el('endEvent', end),
        path(start, body.first),
        path(body.last, end),
      ].join(''),
    )
  }

  /** Two tasks that can be undone, and an event that undoes all that was done around it so far. */
  const undone = (): Block => {
    const undo = '<compensateEventDefinition/>'
    const task = (): Block => {
      const [one, tie, handler] = [id('t'), id('tie'), id('undo')]
      const elements = [
        user(one, { 'zt:verbs': 'accept again' }),
        boundary(tie, one, undo),
        user(handler, { 'zt:verbs': 'accept again', isForCompensation: 'true' }),
        el('association', id('a'), { sourceRef: tie, targetRef: handler }),
      ]
      return { elements, first: one, last: one }
    }
    const [a, b, back] = [task(), task(), id('back')]
    const thrower = el('intermediateThrowEvent', back, {}, undo)
    return {
      elements: [...a.elements, ...b.elements, thrower, path(a.last, b.first), path(b.last, back)],
      first: a.first,
      last: back,
    }
  }

  const block = (depth: number): Block => {
    if (depth <= 0) return leaf()
    const kinds = [
      leaf,
      () => sequence(depth),
      () => sequence(depth),
      () => branches('exclusive', depth),
      () => branches('parallel', depth),
      () => branches('inclusive', depth),
      () => branches('inclusive', depth),
      () => loop(depth),
      () => inside(depth),
      undone,
    ]
    return (kinds[pick(kinds.length)] ?? leaf)()
  }
  return block
}

/** Everything that a case could be told now. */
function possible(net: Net, state: State): Signal[] {
  const told = awaitedBy(net, state).map(({ on, name }): Signal => ({ kind: on, name }))
  const done = state.tokens.flatMap((token): Signal[] => {
    const timers = (token.timers ?? []).map((timer): Signal => ({ kind: 'timer', timer: timer.id }))
    const kind = net.byId.get(token.node)?.kind
    if (kind === 'service') return [...timers, { kind: 'service-done', token: token.id }]
    if (kind !== 'user') return timers
    const accept: Signal = { kind: 'task-done', task: token.id, verb: 'accept' }
    return [...timers, accept, accept, { ...accept, verb: 'again' }]
  })
  return [...done, ...told]
}

/** Keeps account of what the effects opened and closed. */
function account() {
  const open = new Set<string>()
  const last: string[] = []
  const close = (key: string) => assert.ok(open.delete(key), `${key} was open`)
  const add = (key: string) => {
    assert.ok(!open.has(key), `${key} opens once`)
    open.add(key)
  }
  return {
    open,
    last,
    note: (effects: readonly Effect[]) => {
      for (const effect of effects) {
        if (effect.kind === 'openTask') {
          add(`task ${effect.task}`)
          if (effect.node === 'last') last.push(effect.node)
        } else if (effect.kind === 'closeTask') close(`task ${effect.task}`)
        else if (effect.kind === 'callService') add(`call ${effect.token}`)
        else if (effect.kind === 'cancelCall') close(`call ${effect.token}`)
        else if (effect.kind === 'setTimer') add(`timer ${effect.timer}`)
        else if (effect.kind === 'clearTimer') close(`timer ${effect.timer}`)
        assert.notEqual(effect.kind, 'stalled')
      }
    },
  }
}

test('random nets of nested blocks end, with every token joined, everything opened closed, and the same again', async () => {
  for (let seed = 1; seed <= 120; seed++) {
    const next = random(seed)
    const body = blocks(next)(5)
    const net = await compiled(
      el('startEvent', 's'),
      ...body.elements,
      user('last', { 'zt:verbs': 'accept again' }),
      el('endEvent', 'e'),
      path('s', body.first),
      path(body.last, 'last', 'e'),
    )
    const variables = Object.fromEntries([0, 1, 2, 3].map((index) => [`c${index}`, next() < 0.5]))
    const run = play(net, variables)
    const told: Signal[] = []
    const book = account()
    book.note(run.effects)
    const cancelAt = next() < 0.2 ? Math.floor(next() * 30) : -1
    for (let step = 0; !run.state.ended; step++) {
      assert.ok(step < 20_000, `seed ${seed} ends`)
      const signals = possible(net, run.state)
      const signal = step === cancelAt ? ({ kind: 'cancel' } as const) : signals[Math.floor(next() * signals.length)]
      assert.ok(signal, `seed ${seed} can go on`)
      if (signal.kind === 'timer') book.open.delete(`timer ${signal.timer}`)
      if (signal.kind === 'service-done') book.open.delete(`call ${signal.token}`)
      told.push(signal)
      book.note(run.send(signal))
      const atLast = run.state.tokens.some((token) => token.node === 'last')
      if (atLast) assert.deepEqual([run.at, run.state.scopes], [['last'], []], `seed ${seed}: one token comes out`)
    }
    assert.deepEqual([...book.open], [], `seed ${seed} leaves nothing open`)
    assert.deepEqual([run.state.tokens, run.state.scopes], [[], []])
    if (run.state.outcome === null) assert.equal(book.last.length, 1, `seed ${seed} passes the last task once`)
    // The same told again comes to the same, whether or not the state was stored in between.
    let again = start(net, variables, monday, calendar).state
    for (const signal of told) again = advance(net, again, signal, monday, calendar).state
    assert.deepEqual(JSON.parse(JSON.stringify(again)), run.state, `seed ${seed} again`)
  }
})
