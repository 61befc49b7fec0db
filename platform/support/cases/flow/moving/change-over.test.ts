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
} from '../flow-builder.test-support.ts'
import type { Net } from '../net.ts'
import type { State } from '../state.ts'
import { move, planChangeOver } from './index.ts'

const at = (state: State) => state.tokens.map((token) => token.node).sort()
const over = (from: Net, to: Net, state: State, nodes: Record<string, string> = {}) =>
  move(to, freeze(state), { kind: 'change-over', from, nodes }, monday, calendar)
const why = (from: Net, to: Net, state: State, nodes: Record<string, string> = {}) =>
  planChangeOver({ from, nodes }, to, state).hindrances.map(({ node, why }) => `${node} ${why}`)

const old = await compiled(
  el('startEvent', 's'),
  user('review'),
  boundary('late', 'review', after('P5WD')),
  user('chase'),
  user('decision'),
  el('endEvent', 'e'),
  path('s', 'review', 'decision', 'e'),
  path('late', 'chase', 'e'),
)

describe('a case changes over to another version', () => {
  test('a task the new version has as it was goes on, with its number and its timer', async () => {
    const to = await compiled(
      el('startEvent', 's'),
      user('review'),
      boundary('late', 'review', after('P9WD')),
      user('extra'),
      user('decision'),
      el('endEvent', 'e'),
      path('s', 'review', 'extra', 'decision', 'e'),
      path('late', 'decision'),
    )
    const { state } = play(old)
    const step = over(old, to, state)
    assert.deepEqual(step.effects, [])
    assert.deepEqual(step.state.tokens, state.tokens)
  })

  test('a task of another name or post is opened anew; what it answered before goes with it', async () => {
    const to = await compiled(
      el('startEvent', 's'),
      user('examine', { 'zt:post': 'inspector' }),
      boundary('reminder', 'examine', after('P2WD'), false),
      user('mail'),
      user('decision'),
      el('endEvent', 'e'),
      path('s', 'examine', 'decision', 'e'),
      path('reminder', 'mail', 'e'),
    )
    const { state } = play(old, { review: { verb: 'accept' } })
    const step = over(old, to, state, { review: 'examine' })
    assert.deepEqual(at(step.state), ['examine'])
    assert.deepEqual(kinds(step.effects), ['closeTask', 'clearTimer', 'setTimer', 'openTask'])
    assert.deepEqual(step.state.variables.examine, { verb: 'accept' })
    assert.ok(step.state.tokens[0]!.id > state.tokens[0]!.id)
  })

  test('what has no place, or one of another kind, stays and says why', async () => {
    const to = await compiled(
      el('startEvent', 's'),
      el('exclusiveGateway', 'decision'),
      user('other'),
      el('endEvent', 'e'),
      path('s', 'decision', 'other', 'e'),
    )
    const { state } = play(old)
    assert.deepEqual(why(old, to, state), ['review gone'])
    assert.deepEqual(why(old, to, state, { review: 'decision' }), ['review other-kind'])
    assert.deepEqual(why(old, to, state, { review: 'other' }), [])
    assert.throws(() => over(old, to, state), /cannot change over/)
  })

  test('a case inside a sub-process moves only where the new version has it too', async () => {
    const inner = [el('startEvent', 'ps'), user('x'), el('endEvent', 'pe'), path('ps', 'x', 'pe')].join('')
    const sub = await compiled(
      el('startEvent', 's'),
      el('subProcess', 'p', {}, inner),
      el('endEvent', 'e'),
      path('s', 'p', 'e'),
    )
    const flat = await compiled(el('startEvent', 's'), user('x'), el('endEvent', 'e'), path('s', 'x', 'e'))
    const renamed = await compiled(
      el('startEvent', 's'),
      el('subProcess', 'q', {}, inner),
      el('endEvent', 'e'),
      path('s', 'q', 'e'),
    )
    const { state } = play(sub)
    assert.deepEqual(why(sub, flat, state), ['p gone'])
    assert.deepEqual(at(over(sub, renamed, state, { p: 'q' }).state), ['q', 'x'])
  })

  test('a token at a join waits there still, by the flow that took its place', async () => {
    const forked = (b: string) =>
      compiled(
        el('startEvent', 's'),
        el('parallelGateway', 'fork'),
        user('a'),
        user(b),
        el('parallelGateway', 'join'),
        user('last'),
        el('endEvent', 'e'),
        path('s', 'fork', 'a', 'join', 'last', 'e'),
        path('fork', b, 'join'),
      )
    const [from, to] = [await forked('b'), await forked('c')]
    const game = play(from)
    game.done('b')
    const step = over(from, to, game.state, { b: 'c' })
    const rested = step.state.tokens.find((token) => token.node === 'join')
    assert.equal(rested?.via, 'c-join')
  })
})
