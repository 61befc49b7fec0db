import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after, boundary, compiled, el, kinds, path, play, service, user } from '../flow-builder.test-support.ts'
import type { Effect } from '../index.ts'

const begin = el('startEvent', 's')
const end = el('endEvent', 'e')
const message = '<messageEventDefinition messageRef="m-reply"/>'
const signal = '<signalEventDefinition signalRef="s-alarm"/>'
const error = (id: string) => `<errorEventDefinition errorRef="${id}"/>`

function inside(id: string, ...elements: string[]): string {
  return el('subProcess', id, {}, elements.join(''))
}

function timers(effects: readonly Effect[]) {
  return effects.filter((effect) => effect.kind === 'setTimer').map(({ node, at }) => [node, at])
}

test('a timer that interrupts takes the task away; acting in time stops the timer', async () => {
  const net = await compiled(
    begin,
    user('review'),
    boundary('overdue', 'review', after('P5WD')),
    user('chief'),
    end,
    path('s', 'review', 'e'),
    path('overdue', 'chief', 'e'),
  )
  const late = play(net)
  assert.deepEqual(timers(late.effects), [['overdue', '2026-11-09T09:30:00.000Z']])
  assert.deepEqual(kinds(late.fire('overdue')), ['closeTask', 'openTask'])
  assert.deepEqual(late.at, ['chief'])
  const early = play(net)
  assert.deepEqual(kinds(early.done('review')), ['closeTask', 'clearTimer', 'ended'])
})

test('a timer that does not interrupt starts a branch beside the task, and a cycle does so again', async () => {
  const net = await compiled(
    begin,
    user('review'),
    boundary('remind', 'review', '<timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition>', false),
    el('intermediateThrowEvent', 'nudge', {}, signal),
    el('endEvent', 'nudged'),
    end,
    path('s', 'review', 'e'),
    path('remind', 'nudge', 'nudged'),
  )
  const run = play(net)
  assert.deepEqual(timers(run.effects), [['remind', '2026-11-02T02:00:00.000Z']])
  run.wait(3_600_000)
  assert.deepEqual(timers(run.fire('remind')), [['remind', '2026-11-02T03:00:00.000Z']])
  assert.deepEqual(kinds(run.fire('remind')), ['announce'])
  assert.throws(() => run.fire('remind'))
  assert.deepEqual(run.at, ['review'])
})

test('a catch event waits for its time, and a time may come from the variables', async () => {
  const timer = '<timerEventDefinition><timeDate>hearing.on</timeDate></timerEventDefinition>'
  const net = await compiled(begin, el('intermediateCatchEvent', 'wait', {}, timer), end, path('s', 'wait', 'e'))
  const run = play(net, { hearing: { on: '2026-11-20' } })
  assert.deepEqual(timers(run.effects), [['wait', '2026-11-20T09:30:00.000Z']])
  assert.deepEqual(kinds(run.fire('wait')), ['ended'])
  assert.throws(() => play(net, { hearing: { on: 'soon' } }), { code: 'flows.timer-value' })
})

test('an event-based gateway takes the first event and calls the others off', async () => {
  const net = await compiled(
    begin,
    el('eventBasedGateway', 'g'),
    el('intermediateCatchEvent', 'replied', { 'zt:status': 'replied' }, message),
    el('intermediateCatchEvent', 'silent', {}, after('P10WD')),
    user('a'),
    user('b'),
    end,
    path('s', 'g', 'replied', 'a', 'e'),
    path('g', 'silent', 'b', 'e'),
  )
  const reply = play(net)
  const effects = reply.send({ kind: 'message', name: 'reply', data: { text: 'yes' } })
  assert.deepEqual(kinds(effects), ['clearTimer', 'setStatus', 'openTask'])
  assert.deepEqual([reply.at, reply.state.variables], [['a'], { replied: { text: 'yes' } }])
  const silence = play(net)
  assert.deepEqual(kinds(silence.fire('silent')), ['openTask'])
  assert.deepEqual(silence.at, ['b'])
})

test('a message goes to the one that waited longest, a signal to all', async () => {
  const two = (trigger: string) =>
    compiled(
      begin,
      el('parallelGateway', 'split'),
      el('intermediateCatchEvent', 'x', {}, trigger),
      el('intermediateCatchEvent', 'y', {}, trigger),
      end,
      path('s', 'split', 'x', 'e'),
      path('split', 'y', 'e'),
    )
  const one = play(await two(message))
  one.send({ kind: 'message', name: 'reply' })
  assert.deepEqual(one.at, ['y'])
  const all = play(await two(signal))
  all.send({ kind: 'signal', name: 'alarm' })
  assert.equal(all.state.ended, true)
})

test('a message on a boundary interrupts a sub-process and everything in it', async () => {
  const net = await compiled(
    begin,
    inside(
      'sub',
      el('startEvent', 'is'),
      user('x'),
      boundary('late', 'x', after('P1WD')),
      el('endEvent', 'ie'),
      path('is', 'x', 'ie'),
      path('late', 'ie'),
    ),
    boundary('withdrawn', 'sub', message),
    el('endEvent', 'gone', { 'zt:outcome': 'withdrawn' }),
    end,
    path('s', 'sub', 'e'),
    path('withdrawn', 'gone'),
  )
  const effects = play(net).send({ kind: 'message', name: 'reply' })
  assert.deepEqual(kinds(effects), ['clearTimer', 'closeTask', 'ended'])
  assert.deepEqual(effects.at(-1), { kind: 'ended', outcome: 'withdrawn' })
})

const failing = [
  begin,
  service('call'),
  boundary('busy', 'call', error('e-busy')),
  boundary('other', 'call', '<errorEventDefinition/>'),
  user('later'),
  user('person'),
  end,
  path('s', 'call', 'e'),
  path('busy', 'later', 'e'),
  path('other', 'person', 'e'),
]

test('a failed service goes the way of its code, else the way of every code', async () => {
  const net = await compiled(...failing)
  const busy = play(net)
  busy.failed('call', 'busy')
  assert.deepEqual(busy.at, ['later'])
  assert.deepEqual(busy.state.variables.error, { code: 'busy', message: 'busy' })
  const other = play(net)
  other.failed('call', 'surprise')
  assert.deepEqual(other.at, ['person'])
})

test('a failure that nothing catches stalls the service until someone tries again', async () => {
  const run = play(await compiled(begin, service('call'), end, path('s', 'call', 'e')))
  const [stalled] = run.failed('call', 'busy')
  assert.deepEqual(stalled, { kind: 'stalled', token: 1, node: 'call', failure: { code: 'busy', message: 'busy' } })
  assert.deepEqual(kinds(run.send({ kind: 'retry', token: 1 })), ['callService'])
  assert.deepEqual(kinds(run.served('call')), ['ended'])
})

test('an error inside a sub-process leaves by the nearest boundary that knows it', async () => {
  const thrower = el('endEvent', 'throw', { name: '系统忙' }, error('e-busy'))
  const inner = [
    el('startEvent', 'is'),
    el('parallelGateway', 'ig'),
    user('x'),
    user('y'),
    thrower,
    el('endEvent', 'ie'),
  ]
  const net = await compiled(
    begin,
    inside(
      'outer',
      el('startEvent', 'os'),
      inside('inner', ...inner, path('is', 'ig', 'x', 'throw'), path('ig', 'y', 'ie')),
      boundary('gone', 'inner', error('e-gone')),
      el('endEvent', 'oe'),
      path('os', 'inner', 'oe'),
      path('gone', 'oe'),
    ),
    boundary('any', 'outer', '<errorEventDefinition/>'),
    user('person'),
    end,
    path('s', 'outer', 'e'),
    path('any', 'person', 'e'),
  )
  const run = play(net)
  assert.deepEqual(run.at, ['inner', 'outer', 'x', 'y'])
  run.done('x')
  assert.deepEqual(run.at, ['person'])
  assert.deepEqual(run.state.scopes, [])
})

test('an error end of the whole case ends it with its outcome', async () => {
  const broken = el('endEvent', 'broken', { 'zt:outcome': 'failed' }, error('e-busy'))
  const net = await compiled(
    begin,
    el('parallelGateway', 'g'),
    user('a'),
    user('b'),
    broken,
    end,
    path('s', 'g', 'a', 'e'),
    path('g', 'b', 'broken'),
  )
  assert.deepEqual(play(net).done('b').at(-1), { kind: 'ended', outcome: 'failed' })
})

for (const interrupting of [true, false]) {
  test(`an escalation ${interrupting ? 'that interrupts ends' : 'tells the outside and leaves'} the sub-process`, async () => {
    const escalation = '<escalationEventDefinition escalationRef="c-late"/>'
    const net = await compiled(
      begin,
      inside(
        'sub',
        el('startEvent', 'is'),
        el('intermediateThrowEvent', 'up', {}, escalation),
        user('x'),
        el('endEvent', 'ie'),
        path('is', 'up', 'x', 'ie'),
      ),
      boundary('told', 'sub', escalation, interrupting),
      user('chief'),
      end,
      path('s', 'sub', 'e'),
      path('told', 'chief', 'e'),
    )
    assert.deepEqual(play(net).at, interrupting ? ['chief'] : ['chief', 'sub', 'x'])
  })
}
