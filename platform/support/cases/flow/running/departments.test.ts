import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compiled, el, path, play, user } from '../flow-builder.test-support.ts'
import type { Effect } from '../index.ts'

const asked = (effects: readonly Effect[]) =>
  effects.filter((effect) => effect.kind === 'openTask').map(({ department }) => department)

test('a task goes to the department that its expression yields, else to the item’s own', async () => {
  const net = await compiled(
    el('startEvent', 's'),
    user('own'),
    user('police', { 'zt:department': 'bureau' }),
    user('either', { 'zt:department': 'nobody' }),
    el('endEvent', 'e'),
    path('s', 'own', 'police', 'either', 'e'),
  )
  const run = play(net, { bureau: 'traffic-police' })
  assert.deepEqual(asked(run.effects), [undefined])
  assert.deepEqual(asked(run.done('own')), ['traffic-police'])
  assert.deepEqual(asked(run.done('police')), [undefined])
})

test('each instance of a countersign goes to its own department', async () => {
  const net = await compiled(
    el('startEvent', 's'),
    user(
      'sign',
      { 'zt:result': 'opinions', 'zt:department': 'bureau' },
      '<multiInstanceLoopCharacteristics zt:collection="bureaus" zt:item="bureau"/>',
    ),
    el('endEvent', 'e'),
    path('s', 'sign', 'e'),
  )
  assert.deepEqual(asked(play(net, { bureaus: ['water', 'traffic-police'] }).effects), ['water', 'traffic-police'])
})
