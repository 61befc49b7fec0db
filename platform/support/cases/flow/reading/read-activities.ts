import type { Container, DueSpec, Gateway, Node } from '../net.ts'
import { activity } from './activity.ts'
import { inputs, outputs } from './data.ts'
import { child, type Element, elementName, text } from './document.ts'
import {
  announcement,
  awaitedMessage,
  readCatch,
  readEnd,
  readStart,
  readThrowEvent,
  timerSpec,
} from './read-events.ts'
import { common, expression, type Reader, report, required, unsupported } from './reader.ts'

type Make = (reader: Reader, element: Element, parent: Container | null) => Node | null

/** Every element the engine executes, boundary events apart. What is not here is refused by name. */
export const makers: Readonly<Record<string, Make>> = {
  'bpmn:StartEvent': readStart,
  'bpmn:EndEvent': readEnd,
  'bpmn:IntermediateCatchEvent': readCatch,
  'bpmn:IntermediateThrowEvent': readThrowEvent,
  'bpmn:UserTask': readUserTask,
  'bpmn:ServiceTask': readServiceTask,
  'bpmn:BusinessRuleTask': readRuleTask,
  'bpmn:ScriptTask': readScriptTask,
  'bpmn:SendTask': readSendTask,
  'bpmn:ReceiveTask': readReceiveTask,
  'bpmn:ManualTask': readManualTask,
  'bpmn:Task': readManualTask,
  'bpmn:SubProcess': readSubProcess,
  'bpmn:CallActivity': readCall,
  'bpmn:ExclusiveGateway': gateway('exclusive'),
  'bpmn:ParallelGateway': gateway('parallel'),
  'bpmn:InclusiveGateway': gateway('inclusive'),
  'bpmn:EventBasedGateway': readEventGateway,
}

function readUserTask(reader: Reader, element: Element, parent: Container | null): Node {
  const verbs = (text(element, 'zt:verbs') ?? '').split(/\s+/).filter((verb) => verb !== '')
  const other = text(element, 'zt:separateFrom')
  if (verbs.length === 0) report(reader, element, 'task-without-verbs', 'zt:verbs must say what can be done')
  const departmentText = text(element, 'zt:department')
  return {
    ...activity(reader, element, parent),
    kind: 'user',
    post: required(reader, element, 'zt:post'),
    verbs,
    form: text(element, 'zt:form'),
    due: readDue(reader, element),
    separateFrom: other === null ? null : reader.prefix + other,
    inputs: inputs(reader, element),
    department: departmentText === null ? null : expression(reader, element, departmentText),
    departmentText,
  }
}

function readDue(reader: Reader, element: Element): DueSpec | null {
  const due = text(element, 'zt:due')
  if (due === null) return null
  if (due === 'promise' || due === 'legal') return { limit: due }
  return { within: timerSpec(reader, element, due) }
}

function readServiceTask(reader: Reader, element: Element, parent: Container | null): Node {
  const mode = text(element, 'zt:mode') ?? 'inline'
  if (mode !== 'inline' && mode !== 'job')
    report(reader, element, 'unknown-mode', `zt:mode ${mode} is not inline or job`)
  return {
    ...activity(reader, element, parent),
    kind: 'service',
    service: required(reader, element, 'zt:service'),
    mode: mode === 'job' ? 'job' : 'inline',
    inputs: inputs(reader, element),
  }
}

function readRuleTask(reader: Reader, element: Element, parent: Container | null): Node {
  return {
    ...activity(reader, element, parent),
    kind: 'rule',
    decision: required(reader, element, 'zt:decision'),
    inputs: inputs(reader, element),
  }
}

/** A script is FEEL that sets one variable; code in any other language is refused. */
function readScriptTask(reader: Reader, element: Element, parent: Container | null): Node | null {
  const format = text(element, 'scriptFormat') ?? 'none'
  if (!/\bfeel\b/i.test(format)) return unsupported(reader, element, `scriptTask in ${format} (only feel)`)
  if (child(element, 'loopCharacteristics')) return unsupported(reader, element, 'scriptTask that is repeated')
  return {
    ...common(reader, element, parent),
    kind: 'script',
    script: expression(reader, element, required(reader, element, 'script')),
    result: required(reader, element, 'zt:result'),
    inputs: inputs(reader, element),
    outputs: outputs(reader, element),
  }
}

function readSendTask(reader: Reader, element: Element, parent: Container | null): Node | null {
  if (child(element, 'loopCharacteristics')) return unsupported(reader, element, 'sendTask that is repeated')
  const throws = announcement(reader, element, element, 'messageRef')
  return { ...common(reader, element, parent), kind: 'throw', throws }
}

function readReceiveTask(reader: Reader, element: Element, parent: Container | null): Node | null {
  if (element.get('instantiate') === true) return unsupported(reader, element, 'receiveTask that starts a process')
  return { ...activity(reader, element, parent), kind: 'receive', trigger: awaitedMessage(reader, element, element) }
}

/**
 * Nothing can happen to a manual task, nor to one of no kind, which completes upon activation (BPMN 2.0, 13.3.3): it is
 * noted and passed as soon as it is reached.
 */
function readManualTask(reader: Reader, element: Element, parent: Container | null): Node | null {
  if (child(element, 'loopCharacteristics'))
    return unsupported(reader, element, `${elementName(element)} that is repeated`)
  return { ...common(reader, element, parent), kind: 'manual', outputs: outputs(reader, element) }
}

function readSubProcess(reader: Reader, element: Element, parent: Container | null): Node | null {
  const triggered = element.get('triggeredByEvent') === true
  if (triggered && child(element, 'loopCharacteristics'))
    return unsupported(reader, element, 'event sub-process that is repeated')
  return { ...activity(reader, element, parent), kind: 'sub-process', start: null, events: [], triggered }
}

function readCall(reader: Reader, element: Element, parent: Container | null): Node | null {
  const flow = required(reader, element, 'calledElement')
  if (flow === '') return null
  return {
    ...activity(reader, element, parent),
    kind: 'call',
    flow,
    inputs: inputs(reader, element),
    start: null,
    events: [],
  }
}

function gateway(kind: Gateway['kind']): Make {
  return (reader, element, parent) => ({ ...common(reader, element, parent), kind })
}

function readEventGateway(reader: Reader, element: Element, parent: Container | null): Node | null {
  if (element.get('instantiate') === true || element.get('eventGatewayType') === 'Parallel') {
    return unsupported(reader, element, 'eventBasedGateway that starts a process or waits for all')
  }
  return { ...common(reader, element, parent), kind: 'event-based' }
}
