import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundary, compiled, el, path, play, user, when } from '../flow-builder.test-support.ts'

const begin = el('startEvent', 's')
const end = el('endEvent', 'e')
const condition = (text: string) =>
  `<conditionalEventDefinition><condition>${text.replace('>', '&gt;')}</condition></conditionalEventDefinition>`
/** Two tasks at once, so that one may change what the other's events look at. */
const beside = (...more: string[]) =>
  compiled(
    begin,
    el('parallelGateway', 'fork'),
    user('measure', { 'zt:result': 'level' }),
    user('work'),
    el('inclusiveGateway', 'join'),
    end,
    path('s', 'fork', 'measure', 'join', 'e'),
    path('fork', 'work', 'join'),
    ...more,
  )

test('a catch event waits until its condition becomes true, wherever in the case that happens', async () => {
  const run = play(
    await compiled(
      begin,
      el('parallelGateway', 'fork'),
      user('measure', { 'zt:result': 'level' }),
      el('intermediateCatchEvent', 'high', {}, condition('level.water > 5')),
      user('evacuate'),
      el('parallelGateway', 'join'),
      end,
      path('s', 'fork', 'measure', 'join', 'e'),
      path('fork', 'high', 'evacuate', 'join'),
    ),
  )
  assert.deepEqual(run.at, ['high', 'measure'])
  run.done('measure', 'accept', { water: 6 })
  assert.deepEqual(run.at, ['evacuate', 'join'])
})

test('what holds when it is come to does not wait', async () => {
  const net = await compiled(
    begin,
    el('intermediateCatchEvent', 'high', {}, condition('water > 5')),
    user('evacuate'),
    end,
    path('s', 'high', 'evacuate', 'e'),
  )
  assert.deepEqual(play(net, { water: 9 }).at, ['evacuate'])
  assert.deepEqual(play(net, { water: 1 }).at, ['high'])
})

test('a boundary event takes the task away, or runs beside it, when its condition becomes true', async () => {
  const after = (interrupting: boolean) =>
    beside(
      boundary('flood', 'work', condition('level.water > 5'), interrupting),
      user('rescue'),
      el('endEvent', 'out'),
      path('flood', 'rescue', 'out'),
    )
  const taken = play(await after(true))
  taken.done('measure', 'accept', { water: 6 })
  assert.deepEqual(taken.at, ['rescue'])
  const aside = play(await after(false))
  aside.done('measure', 'accept', { water: 6 })
  assert.deepEqual(aside.at, ['join', 'rescue', 'work'])
  assert.deepEqual(aside.tokenAt('work').held, ['flood'])
})

test('beside a task it happens again only after its condition was false in between', async () => {
  const net = await compiled(
    begin,
    user('work'),
    boundary('flood', 'work', condition('measure.water > 5'), false),
    user('measure'),
    el('exclusiveGateway', 'more', { default: 'more-out' }),
    el('endEvent', 'out'),
    end,
    path('s', 'work', 'e'),
    path('flood', 'measure', 'more', 'out'),
    when('more', 'measure', 'measure.again = true'),
  )
  const run = play(net, { measure: { water: 6 } })
  const data = (water: number, again = true) => ({ measure: { water, again } })
  assert.deepEqual(run.at, ['measure', 'work'], 'it held from the beginning')
  run.done('measure', 'accept', data(7))
  assert.deepEqual(run.at, ['measure', 'work'], 'it holds still: nothing new')
  run.done('measure', 'accept', data(2))
  assert.deepEqual(run.at, ['measure', 'work'])
  assert.deepEqual(run.tokenAt('work').held, [])
  run.done('measure', 'accept', data(8))
  assert.deepEqual(run.at, ['measure', 'measure', 'work'], 'false in between, true again')
})

test('an event sub-process starts by a condition, and interrupting takes the place of all around', async () => {
  const inner = (interrupting: string) =>
    el(
      'subProcess',
      'stop',
      { triggeredByEvent: 'true' },
      [
        el('startEvent', 'revoked', { isInterrupting: interrupting }, condition('level.water > 5')),
        user('close-down'),
        el('endEvent', 'stopped'),
        path('revoked', 'close-down', 'stopped'),
      ].join(''),
    )
  const all = play(await beside(inner('true')))
  all.done('measure', 'accept', { water: 6 })
  assert.deepEqual(all.at, ['close-down', 'stop'])
  const aside = play(await beside(inner('false')))
  aside.done('measure', 'accept', { water: 6 })
  assert.deepEqual(aside.at, ['close-down', 'join', 'stop', 'work'])
})

test('behind an event-based gateway the condition or the timer comes first', async () => {
  const net = await compiled(
    begin,
    el('parallelGateway', 'fork'),
    user('measure'),
    el('eventBasedGateway', 'which'),
    el('intermediateCatchEvent', 'high', {}, condition('measure.water > 5')),
    el('intermediateCatchEvent', 'calm', {}, '<timerEventDefinition zt:after="P5WD"/>'),
    user('evacuate'),
    el('endEvent', 'quiet'),
    end,
    path('s', 'fork', 'measure', 'e'),
    path('fork', 'which', 'high', 'evacuate', 'quiet'),
    path('which', 'calm', 'quiet'),
  )
  const run = play(net)
  run.done('measure', 'accept', { measure: { water: 9 } })
  assert.deepEqual(run.at, ['evacuate'])
  assert.ok(run.effects.some((effect) => effect.kind === 'clearTimer'))
})
