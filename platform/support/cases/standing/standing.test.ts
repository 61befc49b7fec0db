import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { caseStage } from '#testing/case-stage.ts'
import { after as afterTime, boundary, bpmn, el, path, user } from '../flow/flow-builder.test-support.ts'

const shape = (id: string, x: number) =>
  `<bpmndi:BPMNShape id="${id}-di" bpmnElement="${id}"><dc:Bounds x="${x}" y="80" width="100" height="60"/></bpmndi:BPMNShape>`
const drawing = `<bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="p" bpmnElement="the-process">
  ${shape('check', 100)}${shape('sample', 300)}${shape('decide', 500)}
  <bpmndi:BPMNEdge id="e1" bpmnElement="check-sample"><di:waypoint x="200" y="110"/><di:waypoint x="300" y="110"/></bpmndi:BPMNEdge>
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`
const flow = bpmn(
  el('startEvent', 'begin'),
  user('check', { 'zt:post': 'intake', 'zt:verbs': 'accept', 'zt:due': 'P3WD' }),
  boundary('slow', 'check', afterTime('P3WD'), false),
  el('endEvent', 'told'),
  el('intermediateCatchEvent', 'sample', { name: '化验结果' }, '<messageEventDefinition messageRef="m-reply"/>'),
  user('decide', { 'zt:post': 'decider', 'zt:verbs': 'approve deny' }),
  el(
    'boundaryEvent',
    'dirty',
    { attachedToRef: 'decide' },
    '<conditionalEventDefinition><condition>sample.clean = false</condition></conditionalEventDefinition>',
  ),
  el('endEvent', 'denied', { 'zt:outcome': 'denied' }),
  el('endEvent', 'granted', { 'zt:outcome': 'granted' }),
  path('begin', 'check', 'sample', 'decide', 'granted'),
  path('slow', 'told'),
  path('dirty', 'denied'),
)
  .replace(
    'xmlns:zt=',
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zt=',
  )
  .replace('</definitions>', `${drawing}</definitions>`)

describe('where a case stands', async () => {
  const stage = await caseStage({ flow })
  after(stage.close)
  const { cases, open, done, official, applicant, person } = stage
  const reviewer = official('reviewer')

  test('it says whose work, which message, time and condition it waits for, since when and until when', async () => {
    const caseId = await open('flow')
    const at = (waits: Awaited<ReturnType<typeof cases.standing>>['waits']) =>
      waits.map(({ kind, node, post, due, until, message, condition, maySend }) =>
        JSON.stringify({ kind, node, post, due, until, message, condition, maySend }),
      )
    const first = await cases.standing(reviewer, caseId)
    assert.deepEqual(at(first.waits), [
      JSON.stringify({ kind: 'task', node: 'check', post: 'intake', due: '2026-11-05' }),
      JSON.stringify({ kind: 'timer', node: 'slow', until: '2026-11-05T09:30:00.000Z' }),
    ])
    assert.ok(first.waits.every(({ since }) => since === '2026-11-02T02:00:00.000Z'))
    await done(caseId, 'check', 'accept')
    const second = await cases.standing(reviewer, caseId)
    assert.deepEqual(at(second.waits), [
      JSON.stringify({ kind: 'message', node: 'sample', message: 'reply', maySend: true }),
    ])
    assert.equal(second.waits[0]?.name, '化验结果')
    await cases.sendMessage(reviewer, caseId, { name: 'reply', data: { clean: true } })
    const third = await cases.standing(reviewer, caseId)
    assert.deepEqual(at(third.waits).slice(1), [
      JSON.stringify({ kind: 'condition', node: 'dirty', condition: 'sample.clean = false' }),
    ])
  })

  test('the drawing marks where it is, where it was and what is ahead', async () => {
    const caseId = await open('flow')
    await done(caseId, 'check', 'accept')
    const { diagram, flow: run } = await cases.standing(reviewer, caseId)
    assert.equal(run.version, 1)
    assert.deepEqual(
      diagram.nodes.map(({ node, mark, x }) => [node, mark, x]),
      [
        ['check', 'passed', 100],
        ['sample', 'here', 300],
        ['decide', 'ahead', 500],
      ],
    )
    assert.deepEqual(
      diagram.flows.map(({ points }) => points),
      [
        [
          [200, 110],
          [300, 110],
        ],
      ],
    )
  })

  test('the applicant is referred to the progress, and who may not see the case does not learn of it', async () => {
    const caseId = await open('flow')
    await assert.rejects(cases.standing(applicant, caseId), { code: 'cases.standing-forbidden' })
    await assert.rejects(cases.standing(official('reviewer', 'elsewhere'), caseId), { code: 'cases.missing' })
    await assert.rejects(cases.standing(person('路人', { partyId: applicant.accountId }), caseId), {
      code: 'cases.missing',
    })
  })
})
