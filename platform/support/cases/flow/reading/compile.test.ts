import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#kernel/errors.ts'
import {
  after,
  boundary,
  bpmn,
  compiled,
  compileExpression,
  el,
  path,
  service,
  user,
  when,
} from '../flow-builder.test-support.ts'
import { compileFlow, describeFlow, exportFlow } from '../index.ts'

const begin = el('startEvent', 's')
const end = el('endEvent', 'e')
const line = path('s', 'x', 'e')

async function refused(xml: string): Promise<{ code: string; faults: string[] }> {
  const refusal: unknown = await compileFlow(xml, compileExpression).then(
    () => null,
    (error: unknown) => error,
  )
  assert.ok(refusal instanceof Refusal, `refused, not ${String(refusal)}`)
  assert.equal(refusal.kind, 'invalid')
  return { code: refusal.code, faults: (refusal.details.faults ?? []).map(({ rule, pointer }) => `${rule} ${pointer}`) }
}

const one = (element: string) => [begin, element, end, line]

for (const [what, elements, fault] of [
  ['a call of nothing', one(el('callActivity', 'x')), 'missing-attribute /callActivity/x'],
  [
    'a call of a flow that is not there',
    one(el('callActivity', 'x', { calledElement: 'y' })),
    'unknown-flow /callActivity/x',
  ],
  [
    'a flow that calls itself',
    one(el('callActivity', 'x', { calledElement: 'the-process' })),
    'recursive-call /callActivity/x',
  ],
  ['an ad-hoc sub-process', one(el('adHocSubProcess', 'x')), 'unsupported-element /adHocSubProcess/x'],
  ['a transaction', one(el('transaction', 'x')), 'unsupported-element /transaction/x'],
  ['a complex gateway', one(el('complexGateway', 'x')), 'unsupported-element /complexGateway/x'],
  [
    'an event sub-process without a start',
    [begin, end, path('s', 'e'), el('subProcess', 'x', { triggeredByEvent: 'true' })],
    'one-start /subProcess/x',
  ],
  ['a loop that nothing ends', one(user('x', {}, '<standardLoopCharacteristics/>')), 'loop-value /userTask/x'],
  ['a compensation handler in the way', one(user('x', { isForCompensation: 'true' })), 'flow-aside /userTask/x'],
  [
    'code',
    one(el('scriptTask', 'x', { scriptFormat: 'javascript', 'zt:result': 'y' }, '<script>1</script>')),
    'unsupported-element /scriptTask/x',
  ],
  [
    'a timer start that repeats',
    [el('startEvent', 's', {}, after('R/P1D')), end, path('s', 'e')],
    'timer-value /startEvent/s',
  ],
  [
    'a conditional event without a condition',
    one(el('intermediateCatchEvent', 'x', {}, '<conditionalEventDefinition/>')),
    'bad-expression /intermediateCatchEvent/x',
  ],
  [
    'a link of no name',
    one(el('intermediateThrowEvent', 'x', {}, '<linkEventDefinition/>')),
    'link /intermediateThrowEvent/x',
  ],
  [
    'two triggers',
    one(el('intermediateCatchEvent', 'x', {}, after('P1D') + after('P2D'))),
    'unsupported-element /intermediateCatchEvent/x',
  ],
  ['a task without verbs', one(user('x', { 'zt:verbs': ' ' })), 'task-without-verbs /userTask/x'],
  ['a task without a post', one(user('x', { 'zt:post': '' })), 'missing-attribute /userTask/x'],
  ['a service without a name', one(service('x', { 'zt:service': '' })), 'missing-attribute /serviceTask/x'],
  ['an unknown mode', one(service('x', { 'zt:mode': 'later' })), 'unknown-mode /serviceTask/x'],
  ['a rule without a key', one(el('businessRuleTask', 'x')), 'missing-attribute /businessRuleTask/x'],
  ['a message nobody named', one(el('receiveTask', 'x')), 'missing-reference /receiveTask/x'],
  ['an unknown task to be separate from', one(user('x', { 'zt:separateFrom': 'y' })), 'unknown-task /userTask/x'],
  ['a misspelt attribute of ours', one(user('x', { 'zt:vebs': 'accept' })), 'unreadable-content '],
  ['an input outside its place', one(service('x', {}, '<zt:input name="a">b</zt:input>')), 'unreadable-content '],
  [
    'a timer without a time',
    one(el('intermediateCatchEvent', 'x', {}, '<timerEventDefinition/>')),
    'timer-value /intermediateCatchEvent/x',
  ],
  [
    'a wrong condition',
    [...one(user('x', { default: 'x-e' })), user('y'), when('x', 'y', '= ='), path('y', 'e')],
    'bad-expression /sequenceFlow/x-y',
  ],
  ['a flow to nowhere', [...one(user('x')), path('x', 'nowhere')], 'dangling-flow /sequenceFlow/x-nowhere'],
  [
    'a flow into a sub-process',
    [
      begin,
      el('subProcess', 'x', {}, el('startEvent', 'is') + el('endEvent', 'ie') + path('is', 'ie')),
      end,
      line,
      path('s', 'ie'),
    ],
    'dangling-flow /sequenceFlow/s-ie',
  ],
  ['two starts', [...one(user('x')), el('startEvent', 's2'), path('s2', 'e')], 'one-start /process/the-process'],
  ['no start', [user('x'), end, path('x', 'e')], 'one-start /process/the-process'],
  ['a task nothing leads to', [...one(user('x')), user('y'), path('y', 'e')], 'unreachable /userTask/y'],
  [
    'a ring nothing leads to',
    [...one(user('x')), user('y'), user('z'), path('y', 'z', 'y')],
    'unreachable /userTask/z',
  ],
  ['a task that leads nowhere', [...one(user('x')), user('y'), path('x', 'y')], 'no-way-out /userTask/y'],
  [
    'a ring without an end',
    [...one(user('x')), user('y'), user('z'), path('x', 'y', 'z', 'y')],
    'no-way-out /userTask/z',
  ],
  [
    'a gateway without default',
    [...one(el('exclusiveGateway', 'x')), user('y'), when('x', 'y', 'a = 1'), path('y', 'e')],
    'gateway-without-default /exclusiveGateway/x',
  ],
  [
    'a flow without condition',
    [...one(el('inclusiveGateway', 'x', { default: 'x-e' })), user('y'), path('x', 'y', 'e')],
    'flow-without-condition /inclusiveGateway/x',
  ],
  [
    'a condition on a parallel gateway',
    [...one(el('parallelGateway', 'x')), user('y'), when('x', 'y', 'a = 1'), path('y', 'e')],
    'condition-ignored /parallelGateway/x',
  ],
  [
    'an event gateway to a task',
    [...one(el('eventBasedGateway', 'x')), user('y'), path('x', 'y', 'e')],
    'event-gateway /eventBasedGateway/x',
  ],
  [
    'a loop in which nothing waits',
    [
      begin,
      el('exclusiveGateway', 'm'),
      el('exclusiveGateway', 'x', { default: 'x-e' }),
      end,
      path('s', 'm', 'x', 'e'),
      when('x', 'm', 'a = 1'),
    ],
    'endless-loop /exclusiveGateway/m',
  ],
  [
    'an error nobody catches',
    [...one(user('x')), el('endEvent', 'f', {}, '<errorEventDefinition errorRef="e-busy"/>'), path('x', 'f')],
    'uncaught-error /endEvent/f',
  ],
  [
    'an error on a task of a person',
    [...one(user('x')), boundary('b', 'x', '<errorEventDefinition/>'), path('b', 'e')],
    'never-fires /boundaryEvent/b',
  ],
  [
    'a boundary event on a gateway',
    [...one(el('exclusiveGateway', 'x')), boundary('b', 'x', after('P1D')), path('b', 'e')],
    'boundary-without-activity /boundaryEvent/b',
  ],
  [
    'a flow into a boundary event',
    [...one(user('x')), boundary('b', 'x', after('P1D')), path('b', 'e'), path('x', 'b')],
    'flow-into-start /boundaryEvent/b',
  ],
] as const) {
  test(`${what} is refused by name and id`, async () => {
    const { code, faults } = await refused(bpmn(...elements))
    assert.ok(faults.includes(fault), faults.join(', '))
    assert.equal(code, fault.startsWith('unsupported-element') ? 'flows.unsupported-element' : 'flows.unsound')
  })
}

test('every fault is told at once', async () => {
  const { faults } = await refused(
    bpmn(...one(el('complexGateway', 'x')), el('transaction', 'y'), user('z', { 'zt:verbs': '' })),
  )
  assert.deepEqual(faults, [
    'unsupported-element /complexGateway/x',
    'unsupported-element /transaction/y',
    'task-without-verbs /userTask/z',
  ])
})

for (const [what, xml, code] of [
  ['nothing', '', 'flows.unreadable'],
  ['prose', '关于办理流程', 'flows.unreadable'],
  ['a cut file', bpmn(...one(user('x'))).slice(0, -40), 'flows.unreadable'],
  ['other XML', '<html/>', 'flows.unreadable'],
  ['no process', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', 'flows.which-process'],
  ['too much', ' '.repeat(4_000_001), 'flows.too-large'],
  ['too deep', bpmn('<subProcess id="a">'.repeat(50) + '</subProcess>'.repeat(50)), 'flows.unsound'],
  ['too many', bpmn(begin, ...Array.from({ length: 2_001 }, (_, index) => user(`u${index}`))), 'flows.unsound'],
] as const) {
  test(`${what} is refused as ${code}`, async () => assert.equal((await refused(xml)).code, code))
}

test('what is exported is what was deployed, to the byte', async () => {
  const xml = bpmn(...one(user('x')), el('textAnnotation', 'note'), '<!-- 批注 -->')
  assert.equal(exportFlow(await compileFlow(xml, compileExpression)), xml)
})

test('the description lists the steps an applicant passes, all branches before their join', async () => {
  const net = await compiled(
    begin,
    user('intake', { 'zt:status': 'submitted', 'zt:verbs': 'accept refuse request-correction' }),
    el('exclusiveGateway', 'g', { default: 'g-split' }),
    user('correct', { 'zt:post': 'applicant' }),
    el('parallelGateway', 'split'),
    user('inspect'),
    service('quiet'),
    user('police'),
    el('parallelGateway', 'join'),
    service('issue', { 'zt:status': 'issued' }),
    end,
    path('s', 'intake', 'g', 'split', 'inspect', 'quiet', 'join', 'issue', 'e'),
    path('split', 'police', 'join'),
    when('g', 'correct', 'verb = "request-correction"'),
    path('correct', 'intake'),
  )
  const description = describeFlow(net)
  assert.deepEqual(description.steps, ['s', 'intake', 'inspect', 'police', 'issue', 'e'])
  assert.deepEqual(JSON.parse(JSON.stringify(description)), description)
  assert.deepEqual(
    description.nodes.find((node) => node.id === 'intake'),
    {
      id: 'intake',
      kind: 'user',
      name: 'intake',
      nameEn: null,
      parent: null,
      post: 'reviewer',
      verbs: ['accept', 'refuse', 'request-correction'],
      form: null,
      status: 'submitted',
      outcome: null,
    },
  )
  assert.equal(description.flows.find((flow) => flow.id === 'g-correct')?.condition, 'verb = "request-correction"')
})

for (const [what, elements, place] of [
  [
    'a parallel join behind an exclusive split',
    [
      el('exclusiveGateway', 'x', { default: 'x-j' }),
      user('y'),
      el('parallelGateway', 'j'),
      path('s', 'x', 'j', 'e'),
      when('x', 'y', 'a = 1'),
      path('y', 'j'),
    ],
    '/parallelGateway/j',
  ],
  [
    'a join that a clock may starve',
    [
      el('parallelGateway', 'x'),
      user('y'),
      user('z'),
      boundary('late', 'y', after('P1D')),
      el('endEvent', 'gone'),
      el('parallelGateway', 'j'),
      path('s', 'x', 'y', 'j', 'e'),
      path('x', 'z', 'j'),
      path('late', 'gone'),
    ],
    '/parallelGateway/j',
  ],
  [
    'a join inside a sub-process',
    [
      el(
        'subProcess',
        'x',
        {},
        [
          el('startEvent', 'is'),
          el('inclusiveGateway', 'i', { default: 'i-j' }),
          user('y'),
          el('parallelGateway', 'j'),
          el('endEvent', 'ie'),
          path('is', 'i', 'j', 'ie'),
          when('i', 'y', 'a = 1'),
          path('y', 'j'),
        ].join(''),
      ),
      path('s', 'x', 'e'),
    ],
    '/parallelGateway/j',
  ],
] as const) {
  test(`${what} is refused as a deadlock, with the mend`, async () => {
    const refusal: unknown = await compiled(begin, ...elements, end).catch((error: unknown) => error)
    assert.ok(refusal instanceof Refusal)
    assert.deepEqual(
      refusal.details.faults?.map(({ rule, pointer }) => [rule, pointer]),
      [['deadlock', place]],
    )
  })
}

test('branches that a terminate end may cut off are no deadlock, nor is a clock that goes on to the join', async () => {
  const net = await compiled(
    begin,
    el('parallelGateway', 'x'),
    user('y'),
    user('z'),
    boundary('late', 'y', after('P1D')),
    boundary('lost', 'z', after('P1D')),
    el('exclusiveGateway', 'm'),
    el('parallelGateway', 'j'),
    el('endEvent', 'stop', {}, '<terminateEventDefinition/>'),
    end,
    path('s', 'x', 'y', 'm', 'j', 'e'),
    path('late', 'm'),
    path('x', 'z', 'j'),
    path('lost', 'stop'),
  )
  assert.equal(net.nodes.length, 10)
})

test('a loop through a rule or a service that answers at once is endless; through a job it is not', async () => {
  const loop = (again: string) => [
    begin,
    el('exclusiveGateway', 'm'),
    again,
    el('exclusiveGateway', 'x', { default: 'x-e' }),
    end,
    path('s', 'm', 'y', 'x', 'e'),
    when('x', 'm', 'a = 1'),
  ]
  const rule = await refused(bpmn(...loop(el('businessRuleTask', 'y', { 'zt:decision': 'd' }))))
  assert.ok(rule.faults.includes('endless-loop /businessRuleTask/y'), rule.faults.join(', '))
  const inline = await refused(bpmn(...loop(service('y'))))
  assert.ok(inline.faults.includes('endless-loop /serviceTask/y'), inline.faults.join(', '))
  assert.equal((await compiled(...loop(service('y', { 'zt:mode': 'job' })))).nodes.length, 5)
})
