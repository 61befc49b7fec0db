import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after, boundary, compiled, el, kinds, path, play, user, when } from '../flow-builder.test-support.ts'
import type { Effect } from '../index.ts'

const begin = el('startEvent', 's')
const end = el('endEvent', 'e')

const countersign = (sequential: boolean, until = '') =>
  compiled(
    begin,
    user(
      'sign',
      { 'zt:result': 'opinions' },
      `<multiInstanceLoopCharacteristics isSequential="${sequential}" zt:collection="bureaus" zt:item="bureau">${until}</multiInstanceLoopCharacteristics>`,
    ),
    boundary('overdue', 'sign', after('P5WD')),
    el('exclusiveGateway', 'g', { default: 'g-e' }),
    user('mediate'),
    end,
    path('s', 'sign', 'g', 'e'),
    when('g', 'mediate', 'opinions.1.verb = "refuse"'),
    path('overdue', 'mediate', 'e'),
  )

function tasks(effects: readonly Effect[]) {
  return effects.filter((effect) => effect.kind === 'openTask').map(({ task, instance }) => [task, instance?.item])
}

test('a parallel countersign asks all at once and collects what each said, in the order of the list', async () => {
  const run = play(await countersign(false), { bureaus: ['fire', 'water'] })
  const [fire, water] = tasks(run.effects)
  assert.deepEqual([fire?.[1], water?.[1]], ['fire', 'water'])
  run.send({ kind: 'task-done', task: Number(water?.[0]), verb: 'refuse', data: { why: 'flood' } })
  run.send({ kind: 'task-done', task: Number(fire?.[0]), verb: 'accept' })
  assert.deepEqual(run.state.variables.opinions, [
    { bureau: 'fire', verb: 'accept' },
    { bureau: 'water', why: 'flood', verb: 'refuse' },
  ])
  assert.deepEqual(run.at, ['mediate'])
})

test('a sequential countersign asks one after another', async () => {
  const run = play(await countersign(true), { bureaus: ['fire', 'water'] })
  assert.deepEqual(
    tasks(run.effects).map(([, item]) => item),
    ['fire'],
  )
  assert.deepEqual(
    tasks(run.done('sign')).map(([, item]) => item),
    ['water'],
  )
  assert.equal(run.done('sign').at(-1)?.kind, 'ended')
})

test('a countersign ends early when its condition holds, and closes the tasks still open', async () => {
  const run = play(await countersign(false, '<completionCondition>completed > 0</completionCondition>'), {
    bureaus: ['fire', 'water', 'police'],
  })
  const reasons = run.done('sign').flatMap((effect) => (effect.kind === 'closeTask' ? [effect.reason] : []))
  assert.deepEqual(reasons, ['done', 'cancelled', 'cancelled'])
  assert.deepEqual(run.state.variables.opinions, [{ bureau: 'fire', verb: 'accept' }, null, null])
  assert.equal(run.state.ended, true)
})

test('a countersign of nobody passes at once, and its clock takes all instances away', async () => {
  const net = await countersign(false)
  assert.equal(play(net, { bureaus: [] }).state.ended, true)
  const run = play(net, { bureaus: ['fire', 'water'] })
  assert.deepEqual(kinds(run.fire('overdue')), ['closeTask', 'closeTask', 'openTask'])
  assert.deepEqual([run.at, run.state.scopes], [['mediate'], []])
})

test('a sub-process of several instances keeps the variables of each apart', async () => {
  const loop =
    '<multiInstanceLoopCharacteristics zt:item="n"><loopCardinality>count</loopCardinality></multiInstanceLoopCharacteristics>'
  const net = await compiled(
    begin,
    el(
      'subProcess',
      'sub',
      { 'zt:result': 'all' },
      [loop, el('startEvent', 'is'), user('x'), user('y'), el('endEvent', 'ie'), path('is', 'x', 'y', 'ie')].join(''),
    ),
    end,
    path('s', 'sub', 'e'),
  )
  const run = play(net, { count: 2 })
  run.done('x', 'accept', { seen: 'first' })
  run.done('x', 'refuse', { seen: 'second' })
  assert.equal('seen' in run.state.variables, false)
  run.done('y', 'refuse')
  run.done('y', 'accept')
  assert.deepEqual(run.state.variables.all, [
    { n: 1, seen: 'first', verb: 'refuse' },
    { n: 2, seen: 'second', verb: 'accept' },
  ])
})

test('instances without bound and loops without rest are refused, not run', async () => {
  const crowd = await countersign(false)
  const many = Array.from({ length: 1_001 }, (_, index) => index)
  assert.throws(() => play(crowd, { bureaus: many }), { kind: 'limited', code: 'flows.too-many-instances' })
  assert.throws(() => play(crowd, { bureaus: 'fire' }), { kind: 'invalid', code: 'flows.instances-value' })
  const nobody = '<multiInstanceLoopCharacteristics zt:collection="nobody"/>'
  const spinning = await compiled(
    begin,
    user('ask', {}, nobody),
    el('exclusiveGateway', 'g', { default: 'g-e' }),
    end,
    path('s', 'ask', 'g', 'e'),
    when('g', 'ask', 'again = true'),
  )
  assert.throws(() => play(spinning, { nobody: [], again: true }), { kind: 'limited', code: 'flows.endless' })
})
