import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { compileExpression } from '../flow-builder.test-support.ts'
import { reviewFile } from '../index.ts'

/** The interchange models of the OMG's BPMN Model Interchange Working Group, where the project's data lie beside it. */
const folder = new URL('../../../../../../shared/data/dmn-bpmn/bpmn-miwg/', import.meta.url)
const skip = existsSync(folder) ? false : '../shared/data is not beside the project'

/**
 * What only an office can say and no other tool writes: who does a task and how, which service and which decision. A model
 * that is refused for nothing else is executed once that is filled in.
 */
function withOffice(xml: string): string {
  return xml
    .replace(/<((?:\w+:)?)definitions /, '<$1definitions xmlns:zt="http://zhengtong.dev/bpmn" ')
    .replace(/<((?:\w+:)?)userTask(?=\s)/g, '<$1userTask zt:post="reviewer" zt:verbs="accept"')
    .replace(/<((?:\w+:)?)serviceTask(?=\s)/g, '<$1serviceTask zt:service="demo.run"')
    .replace(/<((?:\w+:)?)businessRuleTask(?=\s)/g, '<$1businessRuleTask zt:decision="demo"')
}

async function verdicts(xml: string): Promise<string[]> {
  // The models' conditions are in the languages of other tools; this test is about their elements.
  const compile = (text: string) => (text === '' ? compileExpression('') : () => null)
  const { processes, lossless } = await reviewFile(xml, compile, { key: 'file', called: async () => undefined })
  assert.ok(lossless)
  return processes.map(({ process, state, nodes, faults }) => {
    for (const fault of faults) assert.ok(fault.element && fault.id && fault.mend.zh && fault.mend.en, fault.detail)
    const why = [...new Set(faults.map(({ rule, element }) => `${rule} ${element}`))].sort()
    return state === 'executed' ? `${process}: ${nodes} nodes` : `${process}: ${why.join(', ')}`
  })
}

/** Each of the 14, as it was drawn and with posts, services and decisions filled in. */
const models: Record<string, { drawn: string[]; filled: string[] }> = {
  'A.1.0.bpmn': {
    drawn: ['WFP-6-: 5 nodes'],
    filled: ['WFP-6-: 5 nodes'],
  },
  'A.2.0.bpmn': {
    drawn: ['WFP-6-: flow-without-condition exclusiveGateway, gateway-without-default exclusiveGateway'],
    filled: ['WFP-6-: flow-without-condition exclusiveGateway, gateway-without-default exclusiveGateway'],
  },
  'A.2.1.bpmn': {
    drawn: ['_To9ZoTOCEeSknpIVFCxNIQ: bad-expression sequenceFlow'],
    filled: ['_To9ZoTOCEeSknpIVFCxNIQ: bad-expression sequenceFlow'],
  },
  'A.3.0.bpmn': {
    drawn: ['WFP-6-: missing-reference boundaryEvent, one-start subProcess'],
    filled: ['WFP-6-: missing-reference boundaryEvent, one-start subProcess'],
  },
  'A.4.0.bpmn': {
    drawn: ['WFP-6-1: 4 nodes', 'WFP-6-2: 13 nodes'],
    filled: ['WFP-6-1: 4 nodes', 'WFP-6-2: 13 nodes'],
  },
  'B.1.0.bpmn': {
    drawn: [
      'Process_ba16239e-181e-4b9f-bc5b-0bb2ee973450: 3 nodes',
      'WFP-6-1: missing-attribute serviceTask, missing-attribute userTask, task-without-verbs userTask, timer-value startEvent',
      'WFP-6-2: missing-attribute serviceTask, missing-attribute userTask, one-start subProcess, task-without-verbs userTask, unknown-flow callActivity',
      'WFP-0-: 3 nodes',
    ],
    filled: [
      'Process_ba16239e-181e-4b9f-bc5b-0bb2ee973450: 3 nodes',
      'WFP-6-1: timer-value startEvent',
      'WFP-6-2: one-start subProcess, unknown-flow callActivity',
      'WFP-0-: 3 nodes',
    ],
  },
  'C.1.0.bpmn': {
    drawn: [
      'bpmn-miwg-test-case-c.1.0: missing-attribute serviceTask, missing-attribute userTask, task-without-verbs userTask',
    ],
    filled: ['bpmn-miwg-test-case-c.1.0: gateway-without-default exclusiveGateway'],
  },
  'C.1.1.bpmn': {
    drawn: ['handle-invoice: missing-attribute serviceTask, missing-attribute userTask, task-without-verbs userTask'],
    filled: ['handle-invoice: gateway-without-default exclusiveGateway'],
  },
  'C.3.0.bpmn': {
    drawn: [
      '_8170787a-3207-434d-9bea-4787059f444f: missing-attribute userTask, one-start subProcess, task-without-verbs userTask',
    ],
    filled: ['_8170787a-3207-434d-9bea-4787059f444f: one-start subProcess'],
  },
  'C.5.0.bpmn': {
    drawn: [
      '_3d1ef204-2d4c-4643-8fc5-c319cc032ec0: called-flow callActivity, missing-attribute userTask, missing-reference endEvent, task-without-verbs userTask',
      '_774bc005-0917-43d5-ab70-0f9fe123fbd1: missing-attribute userTask, task-without-verbs userTask',
    ],
    filled: [
      '_3d1ef204-2d4c-4643-8fc5-c319cc032ec0: missing-reference endEvent',
      '_774bc005-0917-43d5-ab70-0f9fe123fbd1: flow-without-condition exclusiveGateway, gateway-without-default exclusiveGateway',
    ],
  },
  'C.7.0.bpmn': {
    drawn: [
      '_4a690dd7-809a-4fa9-ad63-515ac6685375: missing-attribute businessRuleTask, missing-attribute serviceTask, missing-attribute userTask, task-without-verbs userTask',
    ],
    filled: ['_4a690dd7-809a-4fa9-ad63-515ac6685375: missing-attribute serviceTask'],
  },
  'C.8.0.bpmn': {
    drawn: [
      'VacationRequestProcess: missing-attribute businessRuleTask, missing-attribute serviceTask, missing-attribute userTask, missing-reference sendTask, task-without-verbs userTask',
    ],
    filled: ['VacationRequestProcess: missing-reference sendTask'],
  },
  'C.9.0.bpmn': {
    drawn: [
      'customer_onboarding_en: missing-attribute businessRuleTask, missing-attribute serviceTask, missing-attribute userTask, missing-reference endEvent, missing-reference sendTask, task-without-verbs userTask, unknown-flow callActivity',
    ],
    filled: [
      'customer_onboarding_en: missing-reference endEvent, missing-reference sendTask, unknown-flow callActivity',
    ],
  },
  'C.9.2.bpmn': {
    drawn: [
      'ManualCheck: missing-attribute callActivity, missing-attribute userTask, missing-reference sendTask, task-without-verbs userTask, unknown-flow callActivity',
    ],
    filled: ['ManualCheck: missing-attribute callActivity, missing-reference sendTask, unknown-flow callActivity'],
  },
}

for (const [file, { drawn, filled }] of Object.entries(models)) {
  test(`reference model ${file} is executed, or refused by the name of its elements`, { skip }, async () => {
    const xml = readFileSync(new URL(file, folder), 'utf8')
    assert.deepEqual(await verdicts(xml), drawn)
    assert.deepEqual(await verdicts(withOffice(xml)), filled)
    assert.ok(![...drawn, ...filled].some((each) => each.includes('unsupported')), 'no element of the suite is unknown')
  })
}
