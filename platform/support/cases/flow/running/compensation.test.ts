import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundary, compiled, el, kinds, path, play, service, user } from '../flow-builder.test-support.ts'

const begin = el('startEvent', 's')
const end = el('endEvent', 'e')
const undo = '<compensateEventDefinition/>'
const error = '<errorEventDefinition errorRef="e-busy"/>'

/** A task with its undoing: `undoable('pay')` is undone by the task `pay-undo`. */
function undoable(id: string, make = user): string {
  return [
    make(id),
    boundary(`${id}-b`, id, undo),
    user(`${id}-undo`, { isForCompensation: 'true' }),
    el('association', `${id}-a`, { sourceRef: `${id}-b`, targetRef: `${id}-undo` }),
  ].join('')
}

function inside(id: string, attributes: Record<string, string>, ...elements: string[]): string {
  return el('subProcess', id, attributes, elements.join(''))
}

test('what was completed is undone in reverse order, each once, and then the thrower goes on', async () => {
  const net = await compiled(
    begin,
    undoable('pay'),
    undoable('book', service),
    user('ask'),
    el('intermediateThrowEvent', 'back', {}, undo),
    user('told'),
    end,
    path('s', 'pay', 'book', 'ask', 'back', 'told', 'e'),
  )
  const run = play(net)
  run.done('pay')
  run.served('book')
  assert.deepEqual(run.state.done, [{ node: 'pay' }, { node: 'book' }])
  run.done('ask')
  assert.deepEqual(run.at, ['back', 'book-undo'])
  run.done('book-undo')
  assert.deepEqual(run.at, ['back', 'pay-undo'])
  run.done('pay-undo')
  assert.deepEqual([run.at, run.state.done, run.state.scopes], [['told'], [], []])
})

test('what was not completed is not undone, and with nothing to undo the thrower passes', async () => {
  const net = await compiled(
    begin,
    undoable('pay'),
    boundary('no', 'pay', '<messageEventDefinition messageRef="m-reply"/>'),
    el('endEvent', 'back', {}, undo),
    end,
    path('s', 'pay', 'e'),
    path('no', 'back'),
  )
  assert.deepEqual(kinds(play(net).send({ kind: 'message', name: 'reply' })), ['closeTask', 'ended'])
})

test('a throw that names an activity undoes only that one', async () => {
  const net = await compiled(
    begin,
    undoable('pay'),
    undoable('book'),
    el('endEvent', 'back', {}, '<compensateEventDefinition activityRef="pay"/>'),
    path('s', 'pay', 'book', 'back'),
  )
  const run = play(net)
  run.done('pay')
  run.done('book')
  assert.deepEqual(run.at, ['back', 'pay-undo'])
  assert.deepEqual(kinds(run.done('pay-undo')), ['closeTask', 'ended'])
})

test('a task done twice is undone twice', async () => {
  const net = await compiled(
    begin,
    undoable('pay'),
    el('exclusiveGateway', 'g', { default: 'g-back' }),
    el('endEvent', 'back', {}, undo),
    path('s', 'pay', 'g', 'back'),
    el(
      'sequenceFlow',
      'more',
      { sourceRef: 'g', targetRef: 'pay' },
      '<conditionExpression>verb = "refuse"</conditionExpression>',
    ),
  )
  const run = play(net)
  run.done('pay', 'refuse')
  run.done('pay')
  run.done('pay-undo')
  assert.deepEqual(run.at, ['back', 'pay-undo'])
  assert.deepEqual(kinds(run.done('pay-undo')), ['closeTask', 'ended'])
})

test('a completed sub-process is undone from inside, the latest first, with the variables it had', async () => {
  const loop = '<multiInstanceLoopCharacteristics isSequential="true" zt:collection="halls" zt:item="hall"/>'
  const net = await compiled(
    begin,
    inside('each', {}, loop, el('startEvent', 'is'), undoable('book'), el('endEvent', 'ie'), path('is', 'book', 'ie')),
    el('endEvent', 'back', {}, undo),
    path('s', 'each', 'back'),
  )
  const run = play(net, { halls: ['north', 'south'] })
  run.done('book')
  run.done('book')
  const hall = () => run.state.scopes.find((scope) => scope.node === 'back')?.variables?.hall
  assert.deepEqual([run.at, hall()], [['back', 'book-undo'], 'south'])
  run.done('book-undo')
  assert.deepEqual([run.at, hall()], [['back', 'book-undo'], 'north'])
  assert.deepEqual(kinds(run.done('book-undo')), ['closeTask', 'ended'])
})

test('a sub-process with an undoing of its own decides what is undone inside', async () => {
  const own = inside(
    'own',
    { triggeredByEvent: 'true' },
    el('startEvent', 'os', {}, undo),
    user('first'),
    el('endEvent', 'oe', {}, undo),
    path('os', 'first', 'oe'),
  )
  const net = await compiled(
    begin,
    inside('trip', {}, el('startEvent', 'is'), undoable('book'), el('endEvent', 'ie'), path('is', 'book', 'ie'), own),
    el('endEvent', 'back', {}, undo),
    path('s', 'trip', 'back'),
  )
  const run = play(net)
  run.done('book')
  assert.deepEqual(run.at, ['back', 'first', 'own'])
  run.done('first')
  assert.deepEqual(run.at, ['back', 'book-undo', 'oe', 'own'])
  run.done('book-undo')
  assert.equal(run.state.ended, true)
})

test('an event sub-process that catches an error undoes what was done around it', async () => {
  const mend = inside(
    'mend',
    { triggeredByEvent: 'true' },
    el('startEvent', 'ms', {}, error),
    el('endEvent', 'me', {}, undo),
    path('ms', 'me'),
  )
  const net = await compiled(begin, undoable('pay'), service('call'), end, path('s', 'pay', 'call', 'e'), mend)
  const run = play(net)
  run.done('pay')
  run.failed('call', 'busy')
  assert.deepEqual(run.at, ['me', 'mend', 'pay-undo'])
  assert.deepEqual(kinds(run.done('pay-undo')), ['closeTask', 'ended'])
})

test('cancelling in the middle of an undoing leaves nothing open', async () => {
  const run = play(await compiled(begin, undoable('pay'), el('endEvent', 'back', {}, undo), path('s', 'pay', 'back')))
  run.done('pay')
  assert.deepEqual(kinds(run.send({ kind: 'cancel' })), ['closeTask', 'ended'])
  assert.deepEqual([run.state.tokens, run.state.scopes], [[], []])
})
