import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#kernel/errors.ts'
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
  service,
  user,
  when,
} from '../flow-builder.test-support.ts'
import { advance, start } from '../index.ts'

const begin = el('startEvent', 's')
const end = el('endEvent', 'e')

function refusal(code: string) {
  return (error: unknown) => error instanceof Refusal && error.kind === 'conflict' && error.code === code
}

test('a task opens with all its post needs, and its verb and data lead on', async () => {
  const net = await compiled(
    el('startEvent', 's', { 'zt:status': 'submitted' }),
    user('review', {
      name: '审查',
      'zt:label-en': 'Review',
      'zt:form': 'review-form',
      'zt:due': 'P5WD',
      'zt:status': 'in-review',
    }),
    user('decide', { 'zt:separateFrom': 'review', 'zt:due': 'promise' }),
    el('exclusiveGateway', 'g', { default: 'g-yes' }),
    el('endEvent', 'yes', { 'zt:outcome': 'granted', 'zt:status': 'closed' }),
    el('endEvent', 'no', { 'zt:outcome': 'refused' }),
    path('s', 'review', 'decide', 'g', 'yes'),
    when('g', 'no', 'verb = "refuse"'),
  )
  const run = play(net, { applicant: '张三' })
  assert.deepEqual(run.effects, [
    { kind: 'setStatus', status: 'submitted', node: 's' },
    { kind: 'setStatus', status: 'in-review', node: 'review' },
    {
      kind: 'openTask',
      task: 1,
      node: 'review',
      name: '审查',
      nameEn: 'Review',
      post: 'reviewer',
      verbs: ['accept', 'refuse'],
      form: 'review-form',
      // Five working days after Monday 2 November, when the office closes.
      due: { at: '2026-11-09T09:30:00.000Z', workingDays: 5, provisional: false },
      separateFrom: null,
      instance: null,
    },
  ])
  const [closed, opened] = run.done('review', 'accept', { opinion: 'complete' })
  assert.deepEqual(closed, { kind: 'closeTask', task: 1, node: 'review', reason: 'done', verb: 'accept' })
  assert.equal(opened?.kind === 'openTask' && opened.separateFrom, 'review')
  assert.deepEqual(opened?.kind === 'openTask' && opened.due, { limit: 'promise' })
  assert.deepEqual(run.state.variables, { applicant: '张三', opinion: 'complete' })
  assert.deepEqual(run.done('decide', 'refuse').at(-1), { kind: 'ended', outcome: 'refused' })
  assert.equal(run.state.ended, true)
})

test('what nothing waits for is a conflict: another task, another verb, an ended case, a done call', async () => {
  const net = await compiled(begin, user('a'), service('b'), end, path('s', 'a', 'b', 'e'))
  const run = play(net)
  assert.throws(() => run.send({ kind: 'task-done', task: 99, verb: 'accept' }), refusal('flows.unknown-task'))
  assert.throws(() => run.done('a', 'issue'), refusal('flows.verb-not-offered'))
  assert.throws(() => run.send({ kind: 'timer', timer: 1 }), refusal('flows.unknown-timer'))
  assert.throws(() => run.send({ kind: 'message', name: 'reply' }), refusal('flows.message-not-awaited'))
  assert.throws(() => run.send({ kind: 'service-done', token: 1 }), refusal('flows.unknown-token'))
  run.done('a')
  assert.throws(() => run.send({ kind: 'retry', token: run.tokenAt('b').id }), refusal('flows.unknown-token'))
  assert.throws(
    () => run.send({ kind: 'rule-done', token: run.tokenAt('b').id, result: 1 }),
    refusal('flows.unknown-token'),
  )
  run.served('b')
  assert.throws(() => run.send({ kind: 'cancel' }), refusal('flows.ended'))
})

test('advance changes nothing it is given and answers the same twice', async () => {
  const net = await compiled(begin, user('a'), user('b'), end, path('s', 'a', 'b', 'e'))
  const first = freeze(start(net, freeze({ n: 1 }), monday, calendar))
  const signal = freeze({ kind: 'task-done', task: 1, verb: 'accept', data: { n: 2 } } as const)
  const once = advance(net, first.state, signal, monday, calendar)
  assert.deepEqual(once, advance(net, first.state, signal, monday, calendar))
  assert.equal(once.state.variables.n, 2)
})

test('a correction loop opens a new task each time, and the old one stays closed', async () => {
  const net = await compiled(
    begin,
    user('review', { 'zt:verbs': 'accept request-correction' }),
    el('exclusiveGateway', 'g', { default: 'g-e' }),
    user('correct', { 'zt:post': 'applicant', 'zt:verbs': 'resubmit' }),
    end,
    path('s', 'review', 'g', 'e'),
    when('g', 'correct', 'verb = "request-correction"'),
    path('correct', 'review'),
  )
  const run = play(net)
  const first = run.tokenAt('review').id
  run.done('review', 'request-correction')
  run.done('correct', 'resubmit')
  assert.notEqual(run.tokenAt('review').id, first)
  assert.throws(() => run.send({ kind: 'task-done', task: first, verb: 'accept' }), refusal('flows.unknown-task'))
  assert.equal(run.done('review').at(-1)?.kind, 'ended')
})

test('terminate ends all that runs in its scope and nothing outside', async () => {
  const terminate = el('endEvent', 'kill', {}, '<terminateEventDefinition/>')
  const inner = [
    el('startEvent', 'is'),
    el('parallelGateway', 'ig'),
    user('x'),
    user('y'),
    terminate,
    el('endEvent', 'ie'),
  ]
  const net = await compiled(
    begin,
    el('parallelGateway', 'split'),
    user('a'),
    el('subProcess', 'sub', {}, [...inner, path('is', 'ig', 'x', 'ie'), path('ig', 'y', 'kill')].join('')),
    el('parallelGateway', 'join'),
    end,
    path('s', 'split', 'a', 'join', 'e'),
    path('split', 'sub', 'join'),
  )
  const run = play(net)
  const x = run.tokenAt('x').id
  const effects = run.done('y')
  assert.ok(effects.some((each) => each.kind === 'closeTask' && each.task === x && each.reason === 'cancelled'))
  assert.deepEqual(run.at, ['a', 'join'])
})

test('the verb of the last task inside a sub-process decides behind it', async () => {
  const net = await compiled(
    begin,
    el(
      'subProcess',
      'sub',
      {},
      [el('startEvent', 'is'), user('x'), el('endEvent', 'ie'), path('is', 'x', 'ie')].join(''),
    ),
    el('exclusiveGateway', 'g', { default: 'g-e' }),
    el('endEvent', 'no', { 'zt:outcome': 'refused' }),
    end,
    path('s', 'sub', 'g', 'e'),
    when('g', 'no', 'verb = "refuse"'),
  )
  assert.deepEqual(play(net).done('x', 'refuse').at(-1), { kind: 'ended', outcome: 'refused' })
})

test('services and rules are asked with named inputs and their answers kept under a name', async () => {
  const inputs = '<extensionElements><zt:input name="who">applicant.name</zt:input></extensionElements>'
  const net = await compiled(
    begin,
    el('businessRuleTask', 'rule', { 'zt:decision': 'eligibility', 'zt:result': 'verdict' }, inputs),
    service('issue', { 'zt:service': 'credentials.issue', 'zt:mode': 'job', 'zt:result': 'licence' }, inputs),
    el('scriptTask', 'note', { scriptFormat: 'feel', 'zt:result': 'number' }, '<script>licence.number</script>'),
    el('intermediateThrowEvent', 'tell', {}, '<signalEventDefinition signalRef="s-alarm"/>'),
    el('sendTask', 'send', { messageRef: 'm-reply' }),
    end,
    path('s', 'rule', 'issue', 'note', 'tell', 'send', 'e'),
  )
  const run = play(net, { applicant: { name: '李四' } })
  assert.deepEqual(run.effects, [
    { kind: 'askRule', token: 1, node: 'rule', decision: 'eligibility', inputs: { who: '李四' } },
  ])
  const asked = run.send({ kind: 'rule-done', token: 1, result: { grant: true } })
  assert.deepEqual(asked, [
    {
      kind: 'callService',
      token: 2,
      node: 'issue',
      service: 'credentials.issue',
      mode: 'job',
      inputs: { who: '李四' },
    },
  ])
  assert.deepEqual(run.served('issue', { number: 'A1' }), [
    { kind: 'announce', on: 'signal', event: 'alarm', key: null, data: {}, node: 'tell' },
    { kind: 'announce', on: 'message', event: 'reply', key: null, data: {}, node: 'send' },
    { kind: 'ended', outcome: null },
  ])
  assert.deepEqual(run.state.variables.verdict, { grant: true })
  assert.equal(run.state.variables.number, 'A1')
})

test('cancel closes what is open, calls off what runs and ends the case', async () => {
  const net = await compiled(
    begin,
    el('parallelGateway', 'split'),
    user('a'),
    boundary('late', 'a', after('P1WD')),
    service('b'),
    end,
    path('s', 'split', 'a', 'e'),
    path('split', 'b', 'e'),
    path('late', 'e'),
  )
  const run = play(net)
  assert.deepEqual(kinds(run.send({ kind: 'cancel' })), ['clearTimer', 'closeTask', 'cancelCall', 'ended'])
  assert.deepEqual([run.state.tokens, run.state.outcome], [[], 'cancelled'])
})
