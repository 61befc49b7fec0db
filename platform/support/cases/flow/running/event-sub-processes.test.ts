import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after, boundary, compiled, el, kinds, path, play, service, user } from '../flow-builder.test-support.ts'

const begin = el('startEvent', 's')
const end = el('endEvent', 'e')
const message = '<messageEventDefinition messageRef="m-reply"/>'
const signal = '<signalEventDefinition signalRef="s-alarm"/>'
const escalation = '<escalationEventDefinition escalationRef="c-late"/>'
const error = '<errorEventDefinition errorRef="e-busy"/>'

/** An event sub-process of one task: `on('x', message)` has start `x-s`, task `x-t`, end `x-e`. */
function on(id: string, trigger: string, interrupting = true, ...inner: string[]): string {
  const start = el('startEvent', `${id}-s`, { isInterrupting: String(interrupting) }, trigger)
  const body = inner.length > 0 ? inner : [user(`${id}-t`), path(`${id}-s`, `${id}-t`, `${id}-e`)]
  return el('subProcess', id, { triggeredByEvent: 'true' }, [start, ...body, el('endEvent', `${id}-e`)].join(''))
}

function inside(id: string, ...elements: string[]): string {
  return el('subProcess', id, {}, elements.join(''))
}

test('one that interrupts takes the place of all that is under way, and the process ends with it', async () => {
  const net = await compiled(
    begin,
    el('parallelGateway', 'g'),
    user('a'),
    boundary('late', 'a', after('P1D')),
    service('b', { 'zt:mode': 'job' }),
    end,
    path('s', 'g', 'a', 'e'),
    path('g', 'b', 'e'),
    path('late', 'e'),
    on('withdrawn', message),
  )
  const run = play(net)
  const effects = run.send({ kind: 'message', name: 'reply', data: { why: 'moved away' } })
  assert.deepEqual(kinds(effects), ['clearTimer', 'closeTask', 'cancelCall', 'openTask'])
  assert.deepEqual(
    [run.at, run.state.variables],
    [['withdrawn', 'withdrawn-t'], { 'withdrawn-s': { why: 'moved away' } }],
  )
  assert.throws(() => run.send({ kind: 'message', name: 'reply' }), { code: 'flows.message-not-awaited' })
  assert.deepEqual(kinds(run.done('withdrawn-t')), ['closeTask', 'ended'])
})

test('one that does not interrupt runs beside, as often as it is called, and the process waits for all', async () => {
  const run = play(await compiled(begin, user('a'), end, path('s', 'a', 'e'), on('asked', message, false)))
  run.send({ kind: 'message', name: 'reply' })
  run.send({ kind: 'message', name: 'reply' })
  assert.deepEqual(run.at, ['a', 'asked', 'asked', 'asked-t', 'asked-t'])
  run.done('a')
  run.done('asked-t')
  assert.equal(run.state.ended, false)
  run.done('asked-t')
  assert.equal(run.state.ended, true)
})

test('a timer begins with the scope it listens to and stops with it; a cycle goes on', async () => {
  const hourly = '<timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition>'
  const net = await compiled(
    begin,
    inside(
      'sub',
      el('startEvent', 'is'),
      user('x'),
      el('endEvent', 'ie'),
      path('is', 'x', 'ie'),
      on('nag', hourly, false),
    ),
    user('y'),
    end,
    path('s', 'sub', 'y', 'e'),
    on('overdue', after('P5WD')),
  )
  const run = play(net)
  assert.deepEqual(
    run.effects.flatMap((effect) => (effect.kind === 'setTimer' ? [[effect.node, effect.at]] : [])),
    [
      ['overdue-s', '2026-11-09T09:30:00.000Z'],
      ['nag-s', '2026-11-02T02:00:00.000Z'],
    ],
  )
  assert.deepEqual(kinds(run.fire('nag-s')), ['setTimer', 'openTask'])
  run.done('nag-t')
  assert.deepEqual(kinds(run.done('x')), ['closeTask', 'clearTimer', 'openTask'])
  assert.deepEqual(kinds(run.fire('overdue-s')), ['closeTask', 'openTask'])
  assert.deepEqual(kinds(run.done('overdue-t')), ['closeTask', 'ended'])
  const quick = play(net)
  quick.done('x')
  assert.deepEqual(kinds(quick.done('y')), ['closeTask', 'clearTimer', 'ended'])
})

test('a signal starts it in every scope that listens', async () => {
  const sub = (id: string) =>
    inside(
      id,
      el('startEvent', `${id}s`),
      user(`${id}x`),
      el('endEvent', `${id}e`),
      path(`${id}s`, `${id}x`, `${id}e`),
      on(`${id}o`, signal),
    )
  const net = await compiled(
    begin,
    el('parallelGateway', 'g'),
    sub('one'),
    sub('two'),
    end,
    path('s', 'g', 'one', 'e'),
    path('g', 'two', 'e'),
  )
  const run = play(net)
  run.send({ kind: 'signal', name: 'alarm' })
  assert.deepEqual(run.at, ['one', 'oneo', 'oneo-t', 'two', 'twoo', 'twoo-t'])
})

test('a signal thrown inside the case reaches what waits for it in the same step', async () => {
  const net = await compiled(
    begin,
    el('parallelGateway', 'g'),
    el('intermediateCatchEvent', 'c', {}, signal),
    user('x'),
    el('intermediateThrowEvent', 't', {}, signal),
    end,
    path('s', 'g', 'c', 'e'),
    path('g', 'x', 't', 'e'),
  )
  const run = play(net)
  assert.deepEqual(kinds(run.done('x')), ['closeTask', 'announce', 'ended'])
})

test('an error of a service is caught by the nearest: the event sub-process around it before the boundary outside', async () => {
  const net = await compiled(
    begin,
    inside(
      'sub',
      el('startEvent', 'is'),
      service('call'),
      el('endEvent', 'ie'),
      path('is', 'call', 'ie'),
      on('mend', error),
    ),
    boundary('out', 'sub', '<errorEventDefinition/>'),
    user('person'),
    end,
    path('s', 'sub', 'e'),
    path('out', 'person', 'e'),
  )
  const busy = play(net)
  busy.failed('call', 'busy')
  assert.deepEqual(busy.at, ['mend', 'mend-t', 'sub'])
  assert.deepEqual(busy.state.variables.error, { code: 'busy', message: 'busy' })
  const other = play(net)
  other.failed('call', 'gone')
  assert.deepEqual(other.at, ['person'])
})

test('an error thrown by an event sub-process is not for itself but for the one outside', async () => {
  const again = [user('mend-t'), el('endEvent', 'again', {}, error), path('mend-s', 'mend-t', 'again')]
  const body = [
    el('startEvent', 'is'),
    user('x'),
    el('endEvent', 'ie', {}, error),
    path('is', 'x', 'ie'),
    el('subProcess', 'mend', { triggeredByEvent: 'true' }, [el('startEvent', 'mend-s', {}, error), ...again].join('')),
  ]
  const net = await compiled(
    begin,
    inside('sub', ...body),
    boundary('out', 'sub', error),
    user('person'),
    end,
    path('s', 'sub', 'e'),
    path('out', 'person', 'e'),
  )
  const run = play(net)
  run.done('x')
  assert.deepEqual(run.at, ['mend', 'mend-t', 'sub'])
  run.done('mend-t')
  assert.deepEqual([run.at, run.state.scopes], [['person'], []])
})

for (const interrupting of [true, false]) {
  test(`an escalation ${interrupting ? 'interrupts the thrower too' : 'leaves the thrower to go on'}`, async () => {
    const net = await compiled(
      begin,
      el('intermediateThrowEvent', 'up', {}, escalation),
      user('x'),
      end,
      path('s', 'up', 'x', 'e'),
      on('chief', escalation, interrupting),
    )
    assert.deepEqual(play(net).at, interrupting ? ['chief', 'chief-t'] : ['chief', 'chief-t', 'x'])
  })
}

test('a countersign escalates when one disagrees, and the others need not sign any more', async () => {
  const loop = '<multiInstanceLoopCharacteristics zt:collection="bureaus" zt:item="bureau"/>'
  const net = await compiled(
    begin,
    inside(
      'sign',
      loop,
      el('startEvent', 'is'),
      user('opinion'),
      el('exclusiveGateway', 'g', { default: 'g-agreed' }),
      el('endEvent', 'agreed'),
      el('endEvent', 'disagreed', {}, escalation),
      path('is', 'opinion', 'g', 'agreed'),
      el(
        'sequenceFlow',
        'no',
        { sourceRef: 'g', targetRef: 'disagreed' },
        '<conditionExpression>verb = "refuse"</conditionExpression>',
      ),
    ),
    boundary('dispute', 'sign', escalation),
    user('mediate', { 'zt:post': 'decider' }),
    end,
    path('s', 'sign', 'e'),
    path('dispute', 'mediate', 'e'),
  )
  const agreed = play(net, { bureaus: ['fire', 'water', 'police'] })
  for (let each = 0; each < 3; each++) agreed.done('opinion')
  assert.equal(agreed.state.ended, true)
  const disputed = play(net, { bureaus: ['fire', 'water', 'police'] })
  disputed.done('opinion')
  assert.deepEqual(kinds(disputed.done('opinion', 'refuse')), ['closeTask', 'closeTask', 'openTask'])
  assert.deepEqual([disputed.at, disputed.state.scopes], [['mediate'], []])
})
