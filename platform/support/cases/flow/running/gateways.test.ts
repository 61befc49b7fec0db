import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  after,
  boundary,
  calendar,
  compiled,
  el,
  kinds,
  monday,
  path,
  play,
  user,
  when,
} from '../flow-builder.test-support.ts'
import { advance } from '../index.ts'

const begin = el('startEvent', 's')
const end = el('endEvent', 'e')

test('a parallel gateway waits for every branch, and each branch sees its own verb', async () => {
  const net = await compiled(
    begin,
    el('parallelGateway', 'split'),
    user('a'),
    user('b'),
    el('exclusiveGateway', 'ga', { default: 'ga-join' }),
    user('explain'),
    el('parallelGateway', 'join'),
    end,
    path('s', 'split', 'a', 'ga', 'join', 'e'),
    when('ga', 'explain', 'verb = "refuse"'),
    path('explain', 'a'),
    path('split', 'b', 'join'),
  )
  const run = play(net)
  assert.deepEqual(run.at, ['a', 'b'])
  run.done('b', 'refuse')
  assert.deepEqual(run.at, ['a', 'join'])
  run.done('a', 'accept')
  assert.equal(run.state.ended, true)
})

test('an exclusive gateway takes the first flow that holds, in the order drawn, else the default', async () => {
  const net = await compiled(
    begin,
    el('exclusiveGateway', 'g', { default: 'g-c' }),
    user('a'),
    user('b'),
    user('c'),
    end,
    path('s', 'g', 'c', 'e'),
    when('g', 'a', 'amount > 100'),
    when('g', 'b', 'amount > 10'),
    path('a', 'e'),
    path('b', 'e'),
  )
  const taken = (amount: unknown) => play(net, { amount }).at
  assert.deepEqual([taken(500), taken(50), taken(5), taken(null)], [['a'], ['b'], ['c'], ['c']])
})

const inclusive = [
  begin,
  el('inclusiveGateway', 'split', { default: 'split-c' }),
  user('a'),
  user('b'),
  user('c'),
  el('inclusiveGateway', 'join'),
  user('last'),
  end,
  path('s', 'split', 'c', 'join', 'last', 'e'),
  when('split', 'a', 'a = true'),
  when('split', 'b', 'b = true'),
  path('a', 'join'),
  path('b', 'join'),
]

for (const [variables, tasks] of [
  [{ a: true, b: true }, ['a', 'b']],
  [{ a: true }, ['a']],
  [{ b: true }, ['b']],
  [{}, ['c']],
] as const) {
  test(`an inclusive join waits for exactly the branches taken: ${tasks.join(', ')}`, async () => {
    const run = play(await compiled(...inclusive), variables)
    assert.deepEqual(run.at, tasks)
    for (const task of tasks) {
      assert.ok(!run.at.includes('last'))
      run.done(task)
    }
    assert.deepEqual(run.at, ['last'])
  })
}

test('an inclusive join goes on when the last token that could come has gone another way', async () => {
  const net = await compiled(
    begin,
    el('inclusiveGateway', 'split', { default: 'split-a' }),
    user('a'),
    user('b'),
    el('exclusiveGateway', 'g', { default: 'g-join' }),
    el('endEvent', 'dropped'),
    el('inclusiveGateway', 'join'),
    user('last'),
    end,
    path('s', 'split', 'a', 'join', 'last', 'e'),
    when('split', 'b', 'b = true'),
    path('b', 'g', 'join'),
    when('g', 'dropped', 'verb = "refuse"'),
  )
  const run = play(net, { b: true, a: true })
  assert.deepEqual(run.at, ['b'])
  const both = await compiled(
    begin,
    el('parallelGateway', 'split'),
    user('a'),
    user('b'),
    el('exclusiveGateway', 'g', { default: 'g-join' }),
    el('endEvent', 'dropped'),
    el('inclusiveGateway', 'join'),
    user('last'),
    end,
    path('s', 'split', 'a', 'join', 'last', 'e'),
    path('split', 'b', 'g', 'join'),
    when('g', 'dropped', 'verb = "refuse"'),
  )
  const race = play(both)
  race.done('a')
  assert.deepEqual(race.at, ['b', 'join'])
  race.done('b', 'refuse')
  assert.deepEqual(race.at, ['last'])
})

test('an inclusive join waits for a token that is inside a sub-process or behind a boundary event', async () => {
  const net = await compiled(
    begin,
    el('parallelGateway', 'split'),
    user('a'),
    el(
      'subProcess',
      'sub',
      {},
      [el('startEvent', 'is'), user('inside'), el('endEvent', 'ie'), path('is', 'inside', 'ie')].join(''),
    ),
    boundary('late', 'sub', after('P3WD')),
    user('chase'),
    el('inclusiveGateway', 'join'),
    end,
    path('s', 'split', 'a', 'join', 'e'),
    path('split', 'sub'),
    path('sub', 'e'),
    path('late', 'chase', 'join'),
  )
  const run = play(net)
  run.done('a')
  assert.deepEqual(run.at, ['inside', 'join', 'sub'])
  assert.ok(kinds(run.fire('late')).includes('closeTask'))
  assert.deepEqual(run.at, ['chase', 'join'])
  run.done('chase')
  assert.equal(run.state.ended, true)
})

test('two inclusive joins that wait for each other do not wait for ever', async () => {
  const net = await compiled(
    begin,
    el('parallelGateway', 'split'),
    el('inclusiveGateway', 'j1'),
    user('a'),
    el('exclusiveGateway', 'ga', { default: 'ga-e' }),
    el('inclusiveGateway', 'j2'),
    user('b'),
    el('exclusiveGateway', 'gb', { default: 'gb-e' }),
    end,
    path('s', 'split', 'j1', 'a', 'ga', 'e'),
    path('split', 'j2', 'b', 'gb', 'e'),
    when('ga', 'j2', 'verb = "refuse"'),
    when('gb', 'j1', 'verb = "refuse"'),
  )
  const run = play(net)
  assert.ok(run.at.includes('a') || run.at.includes('b'))
})

test('an activity splits over the conditions of its own flows', async () => {
  const net = await compiled(
    begin,
    user('a', { default: 'a-d' }),
    user('b'),
    user('c'),
    user('d'),
    end,
    path('s', 'a', 'd', 'e'),
    when('a', 'b', 'verb = "refuse"'),
    when('a', 'c', 'copy = true'),
    path('b', 'e'),
    path('c', 'e'),
  )
  const both = play(net)
  both.done('a', 'refuse', { copy: true })
  assert.deepEqual(both.at, ['b', 'c'])
  const neither = play(net)
  neither.done('a')
  assert.deepEqual(neither.at, ['d'])
})

test('a parallel join whose token was taken away is told, once, and the case can still be ended', async () => {
  const net = await compiled(
    begin,
    el('parallelGateway', 'split'),
    user('a'),
    user('b'),
    user('c'),
    el('parallelGateway', 'j'),
    end,
    path('s', 'split', 'a', 'j', 'e'),
    path('split', 'b', 'j'),
    path('split', 'c', 'e'),
  )
  const run = play(net)
  run.done('a')
  // No flow that passes its check comes to this; a state that a person has moved can.
  const moved = { ...run.state, tokens: run.state.tokens.filter((token) => token.node !== 'b') }
  const { state, effects } = advance(
    net,
    moved,
    { kind: 'task-done', task: run.tokenAt('c').id, verb: 'accept' },
    monday,
    calendar,
  )
  const stalled = effects.find((effect) => effect.kind === 'stalled')
  assert.equal(stalled?.failure.code, 'flows.deadlock')
  const ended = advance(net, state, { kind: 'terminate' }, monday, calendar)
  assert.deepEqual(ended.effects, [{ kind: 'ended', outcome: 'terminated' }])
})
