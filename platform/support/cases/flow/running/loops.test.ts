import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  after,
  boundary,
  bpmn,
  compiled,
  compileExpression,
  el,
  path,
  play,
  service,
  user,
} from '../flow-builder.test-support.ts'
import { compileFlow } from '../index.ts'

const begin = el('startEvent', 's')
const end = el('endEvent', 'e')
const loop = (attributes: Record<string, string>, condition = '') =>
  el(
    'standardLoopCharacteristics',
    'loop',
    attributes,
    condition && `<loopCondition>${condition.replace('>', '&gt;')}</loopCondition>`,
  )
const checking = (repeated: string) =>
  compiled(begin, user('check', { 'zt:result': 'found' }, repeated), user('last'), end, path('s', 'check', 'last', 'e'))

test('a task is done again while the condition holds, each round in the variables of the case', async () => {
  const run = play(await checking(loop({}, 'found.faults > 0')))
  const first = run.tokenAt('check').id
  run.done('check', 'accept', { faults: 2 })
  assert.deepEqual(run.at, ['check', 'check'], 'the activity, and its second round')
  assert.notEqual(run.tokenAt('check').id, first)
  assert.deepEqual(run.state.variables.found, { faults: 2, verb: 'accept' })
  run.done('check', 'accept', { faults: 0 })
  assert.deepEqual(run.at, ['last'])
  assert.deepEqual(run.state.variables, { found: { faults: 0, verb: 'accept' } })
})

test('asked before, a loop may have no round at all; asked after, it has one', async () => {
  const variables = { found: { faults: 0 } }
  assert.deepEqual(play(await checking(loop({ testBefore: 'true' }, 'found.faults > 0')), variables).at, ['last'])
  assert.deepEqual(play(await checking(loop({}, 'found.faults > 0')), variables).at, ['check', 'check'])
})

test('it is done no more often than its maximum, and each round knows which it is', async () => {
  const net = await checking(loop({ loopMaximum: '2' }, 'found.faults > 0'))
  const run = play(net)
  run.done('check', 'accept', { faults: 9 })
  const [opened] = run.effects.filter((effect) => effect.kind === 'openTask')
  assert.deepEqual(opened?.instance, { index: 1, item: null })
  run.done('check', 'refuse', { faults: 9 })
  assert.deepEqual(run.at, ['last'])
  assert.equal(run.tokenAt('last').verb, 'refuse', 'the verb of the last round goes on')
})

test('a sub-process loops as a whole, and what its boundary catches ends the loop', async () => {
  const inner = [el('startEvent', 'is'), user('ask'), el('endEvent', 'ie'), path('is', 'ask', 'ie')].join('')
  const run = play(
    await compiled(
      begin,
      el('subProcess', 'round', {}, loop({ loopMaximum: '3' }) + inner),
      boundary('late', 'round', after('P5WD')),
      user('chase'),
      end,
      path('s', 'round', 'e'),
      path('late', 'chase', 'e'),
    ),
  )
  run.done('ask')
  run.done('ask')
  assert.ok(run.at.includes('ask'), 'the third round')
  run.fire('late')
  assert.deepEqual(run.at, ['chase'])
  assert.deepEqual(run.state.scopes, [])
})

test('the counter says in each round which it is, and in the condition how many are done', async () => {
  const net = await compiled(
    begin,
    service(
      'write',
      {},
      `<extensionElements><zt:input name="no">loopCounter</zt:input></extensionElements>${loop({ loopMaximum: '9', testBefore: 'true' }, 'loopCounter = 0')}`,
    ),
    end,
    path('s', 'write', 'e'),
  )
  const run = play(net)
  const [asked] = run.effects
  assert.deepEqual(asked?.kind === 'callService' && asked.inputs, { no: 1 })
  assert.equal(run.served('write').at(-1)?.kind, 'ended')
})

test('a loop that nothing ends, or in which nothing waits, is refused with the place', async () => {
  const refusal = async (inner: string) => {
    const xml = bpmn(begin, inner, end, path('s', 'x', 'e'))
    const error = await compileFlow(xml, compileExpression).then(
      () => assert.fail('it was compiled'),
      (thrown: { details: { faults: { rule: string; pointer: string; mend: { zh: string } }[] } }) => thrown,
    )
    return error.details.faults.map(({ rule, pointer, mend }) => `${rule} ${pointer} ${mend.zh.length > 5}`)
  }
  assert.deepEqual(await refusal(user('x', {}, loop({}))), ['loop-value /userTask/x true'])
  assert.deepEqual(await refusal(user('x', {}, loop({ loopMaximum: '0' }))), ['loop-value /userTask/x true'])
  assert.deepEqual(await refusal(service('x', {}, loop({}, 'a = 1'))), ['loop-value /serviceTask/x true'])
})
