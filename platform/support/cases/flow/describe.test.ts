import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bpmn, compileExpression, el, path, user, when } from './flow-builder.test-support.ts'
import { compileFlow, describeFlow } from './index.ts'

test('the usual way leads to what was asked for, even when a decision defaults to no', async () => {
  const net = await compileFlow(
    bpmn(
      el('startEvent', 'begin'),
      user('decision', { 'zt:post': 'decider', 'zt:verbs': 'approve deny' }),
      el('exclusiveGateway', 'which', { default: 'which-letter' }),
      el('serviceTask', 'letter', { 'zt:service': 'letters.issue', 'zt:status': 'decided' }),
      el('endEvent', 'denied', { 'zt:outcome': 'denied' }),
      el('endEvent', 'granted', { 'zt:outcome': 'granted' }),
      path('begin', 'decision', 'which', 'letter', 'denied'),
      when('which', 'granted', 'verb = "approve"'),
    ),
    compileExpression,
  )

  assert.deepEqual(describeFlow(net).steps, ['begin', 'decision', 'granted'])
})
