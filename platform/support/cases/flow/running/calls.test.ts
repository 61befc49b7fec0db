import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#kernel/errors.ts'
import { boundary, bpmn, compileExpression, el, kinds, path, play, user, when } from '../flow-builder.test-support.ts'
import { compileFlow } from '../index.ts'
import type { Variables } from '../net.ts'

const begin = el('startEvent', 's')
const end = el('endEvent', 'e')
const amount = '<extensionElements><zt:input name="amount">fee</zt:input></extensionElements>'

/** Collects a fee: paid, or given up with an error. */
const payment = bpmn(
  begin,
  user('pay', { 'zt:verbs': 'accept refuse' }),
  user('check', { 'zt:separateFrom': 'pay' }),
  el('exclusiveGateway', 'g', { default: 'g-paid' }),
  el('endEvent', 'paid', { 'zt:outcome': 'paid' }),
  el('endEvent', 'unpaid', { 'zt:outcome': 'unpaid' }, '<errorEventDefinition errorRef="e-busy"/>'),
  path('s', 'pay', 'check', 'g', 'paid'),
  when('g', 'unpaid', 'verb = "refuse"'),
)

const caller = (name = 'payment') =>
  bpmn(
    begin,
    el('callActivity', 'fee', { calledElement: name, 'zt:result': 'receipt' }, amount),
    boundary('gone', 'fee', '<errorEventDefinition errorRef="e-busy"/>'),
    user('review'),
    user('remind'),
    end,
    path('s', 'fee', 'review', 'e'),
    path('gone', 'remind', 'e'),
  )

const files: Record<string, { xml: string; version: number }> = {
  payment: { xml: payment, version: 3 },
  again: {
    xml: bpmn(begin, el('callActivity', 'c', { calledElement: 'again' }), end, path('s', 'c', 'e')),
    version: 1,
  },
  there: { xml: bpmn(begin, el('callActivity', 'c', { calledElement: 'back' }), end, path('s', 'c', 'e')), version: 1 },
  back: { xml: bpmn(begin, el('callActivity', 'c', { calledElement: 'there' }), end, path('s', 'c', 'e')), version: 1 },
  broken: { xml: bpmn(begin, el('complexGateway', 'x'), end, path('s', 'x', 'e')), version: 1 },
}
const called = async (key: string) => files[key]
const compiled = (xml: string, key = 'caller') => compileFlow(xml, compileExpression, { key, called })

test('a called flow runs inside the case, with variables of its own, and answers its caller', async () => {
  const net = await compiled(caller())
  const run = play(net, { fee: 30 })
  assert.deepEqual([run.at, run.state.calls], [['fee', 'fee/pay'], { payment: 3 }])
  run.done('fee/pay', 'accept', { paidBy: 'card' })
  assert.deepEqual(run.state.variables, { fee: 30 })
  const [, task] = run.effects
  assert.equal(task?.kind === 'openTask' && task.separateFrom, 'fee/pay')
  run.done('fee/check')
  assert.deepEqual((run.state.variables as Variables).receipt, { amount: 30, paidBy: 'card', outcome: 'paid' })
  assert.deepEqual([run.at, run.state.outcome], [['review'], null])
})

test('an error of a called flow is caught on the call', async () => {
  const run = play(await compiled(caller()), { fee: 30 })
  run.done('fee/pay')
  run.done('fee/check', 'refuse')
  assert.deepEqual([run.at, run.state.outcome, run.state.scopes], [['remind'], null, []])
})

test('a call ends with its caller', async () => {
  const run = play(await compiled(caller()), { fee: 30 })
  assert.deepEqual(kinds(run.send({ kind: 'cancel' })), ['closeTask', 'ended'])
})

const inspection = `<process id="inspection">${el('startEvent', 'is')}${user('look')}${el('endEvent', 'ie')}${path('is', 'look', 'ie')}</process></definitions>`

test('a process of the same file can be called, once for each of a list', async () => {
  const loop = '<multiInstanceLoopCharacteristics zt:collection="rooms" zt:item="room"/>'
  const two = bpmn(
    begin,
    el('callActivity', 'each', { calledElement: 'inspection', 'zt:result': 'seen' }, loop),
    end,
    path('s', 'each', 'e'),
  ).replace('</definitions>', inspection)
  const run = play(await compiled(two), { rooms: ['hall', 'yard'] })
  assert.deepEqual(run.at, ['each', 'each', 'each', 'each/look', 'each/look'])
  run.done('each/look', 'accept', { dust: true })
  run.done('each/look', 'accept', { dust: false })
  assert.equal(run.state.ended, true)
  assert.deepEqual(run.state.calls, undefined)
})

for (const [what, name, rule] of [
  ['a flow that is not there', 'nowhere', 'unknown-flow'],
  ['a flow that calls itself', 'again', 'recursive-call'],
  ['two flows that call each other', 'there', 'recursive-call'],
  ['a flow that is itself refused', 'broken', 'called-flow'],
] as const) {
  test(`calling ${what} is refused at the call`, async () => {
    const refusal: unknown = await compiled(caller(name)).catch((error: unknown) => error)
    assert.ok(refusal instanceof Refusal)
    const [fault] = refusal.details.faults ?? []
    assert.equal(fault?.pointer, '/callActivity/fee')
    assert.ok([rule, 'called-flow'].includes(fault?.rule ?? ''), fault?.rule)
    assert.match(refusal.message, new RegExp(rule === 'recursive-call' ? 'calls itself: .*→' : name))
  })
}
