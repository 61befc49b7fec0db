import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  after,
  boundary,
  calendar,
  compiled,
  el,
  freeze,
  kinds,
  monday,
  path,
  play,
  user,
  when,
} from '../flow-builder.test-support.ts'
import type { Net } from '../net.ts'
import { advance } from '../running/advance.ts'
import type { Signal, State } from '../state.ts'
import { earlierTasks, move } from './index.ts'

const at = (state: State) => state.tokens.map((token) => token.node).sort()
const idAt = (state: State, node: string) => state.tokens.find((token) => token.node === node)!.id
const back = (net: Net, state: State, from: string, to: string) =>
  move(net, freeze(state), { kind: 'send-back', task: idAt(state, from), to }, monday, calendar)
/** Does tasks one after the other from a state. */
const doing = (net: Net, state: State, ...nodes: string[]) =>
  nodes.reduce((current, node) => {
    const signal: Signal = {
      kind: 'task-done',
      task: idAt(current, node),
      verb: 'accept',
      data: { [node]: { verb: 'accept' } },
    }
    return advance(net, freeze(current), signal, monday, calendar).state
  }, state)

const straight = await compiled(
  el('startEvent', 's'),
  user('intake'),
  user('review'),
  boundary('late', 'review', after('P5WD')),
  user('chase'),
  user('decision'),
  el('endEvent', 'e'),
  path('s', 'intake', 'review', 'decision', 'e'),
  path('late', 'chase', 'decision'),
)

/** a → (b1 → b2 | c) → d → e */
const forked = await compiled(
  el('startEvent', 's'),
  user('a'),
  el('parallelGateway', 'fork'),
  user('b1'),
  user('b2'),
  user('c'),
  el('parallelGateway', 'join'),
  user('d'),
  el('exclusiveGateway', 'again', { default: 'again-e' }),
  el('endEvent', 'e'),
  path('s', 'a', 'fork', 'b1', 'b2', 'join', 'd', 'again', 'e'),
  path('fork', 'c', 'join'),
  when('again', 'a', 'verb = "refuse"'),
)

describe('back along one line', () => {
  test('cancels the task and opens the earlier one, with a new number', () => {
    const state = doing(straight, play(straight).state, 'intake', 'review')
    const step = back(straight, state, 'decision', 'intake')

    assert.deepEqual(at(step.state), ['intake'])
    assert.deepEqual(kinds(step.effects), ['closeTask', 'openTask'])
    assert.ok(idAt(step.state, 'intake') > idAt(state, 'decision'))
  })

  test('calls the timers of what it leaves off and sets those of what it comes to', () => {
    const state = doing(straight, play(straight).state, 'intake')
    assert.deepEqual(kinds(back(straight, state, 'review', 'intake').effects), ['clearTimer', 'closeTask', 'openTask'])
    const later = doing(straight, state, 'review')
    assert.deepEqual(kinds(back(straight, later, 'decision', 'review').effects), ['closeTask', 'setTimer', 'openTask'])
  })

  test('forgets what was answered since, and keeps what came before', () => {
    const state = doing(straight, play(straight, { disputes: [] }).state, 'intake', 'review')
    const { variables } = back(straight, state, 'decision', 'review').state
    assert.deepEqual(Object.keys(variables).sort(), ['disputes', 'intake'])
  })

  test('offers only tasks that were passed and lie before, none of the applicant', () => {
    const state = doing(straight, play(straight).state, 'intake', 'review')
    const task = idAt(state, 'decision')
    assert.deepEqual(
      earlierTasks(straight, state, task, ['review', 'intake', 'review', 'gone']).map(({ id }) => id),
      ['review', 'intake'],
    )
    assert.throws(() => back(straight, doing(straight, play(straight).state, 'intake'), 'review', 'decision'), {
      code: 'flows.not-earlier',
    })
  })
})

describe('back over a fork', () => {
  test('from a branch to before the fork ends the other branch too', () => {
    const state = doing(forked, play(forked).state, 'a', 'b1')
    assert.deepEqual(at(back(forked, state, 'b2', 'a').state), ['a'])
  })

  test('inside a branch leaves the other branch alone, waiting or come to the join', () => {
    const early = doing(forked, play(forked).state, 'a', 'b1')
    assert.deepEqual(at(back(forked, early, 'b2', 'b1').state), ['b1', 'c'])
    const late = doing(forked, early, 'c')
    const step = back(forked, late, 'b2', 'b1')
    assert.deepEqual(at(step.state), ['b1', 'join'])
    assert.deepEqual(at(doing(forked, step.state, 'b1', 'b2')), ['d'])
  })

  test('from behind the join into one branch does not wait for the other, which is done', () => {
    const state = doing(forked, play(forked).state, 'a', 'b1', 'b2', 'c')
    const step = back(forked, state, 'd', 'c')
    assert.deepEqual(at(step.state), ['c', 'join'])
    assert.deepEqual(at(doing(forked, step.state, 'c')), ['d'])
  })

  test('a task of the other branch is not earlier', () => {
    const state = doing(forked, play(forked).state, 'a', 'b1')
    assert.deepEqual(
      earlierTasks(forked, state, idAt(state, 'b2'), ['c', 'b1', 'a']).map(({ id }) => id),
      ['b1', 'a'],
    )
  })
})

describe('back over a sub-process', () => {
  const nested = compiled(
    el('startEvent', 's'),
    user('a'),
    el(
      'subProcess',
      'p',
      {},
      [el('startEvent', 'ps'), user('x'), user('y'), el('endEvent', 'pe'), path('ps', 'x', 'y', 'pe')].join(''),
    ),
    boundary('pLate', 'p', after('P5WD')),
    user('b'),
    el('endEvent', 'e'),
    path('s', 'a', 'p', 'b', 'e'),
    path('pLate', 'b'),
  )

  test('out of it ends it; within it stays in it; into it opens it again with its timers', async () => {
    const net = await nested
    const inside = doing(net, play(net).state, 'a', 'x')
    assert.deepEqual(at(back(net, inside, 'y', 'a').state), ['a'])
    assert.deepEqual(back(net, inside, 'y', 'a').state.scopes, [])
    assert.deepEqual(at(back(net, inside, 'y', 'x').state), ['p', 'x'])
    const behind = doing(net, inside, 'y')
    const again = back(net, behind, 'b', 'x')
    assert.deepEqual(at(again.state), ['p', 'x'])
    assert.deepEqual(kinds(again.effects), ['closeTask', 'setTimer', 'openTask'])
    assert.deepEqual(at(doing(net, again.state, 'x', 'y')), ['b'])
  })
})
