import {
  type Boundary,
  type Container,
  isHost,
  type Node,
  type Output,
  type Throw,
  type TimerSpec,
  type Trigger,
} from '../net.ts'
import { parseTimer } from '../timers.ts'
import { inputs, outputs } from './data.ts'
import { child, type Element, elementName, list, text } from './document.ts'
import { body, common, expression, type Reader, report, unsupported } from './reader.ts'

export function readStart(reader: Reader, element: Element, parent: Container | null): Node | null {
  const definition = onlyDefinition(reader, element)
  if (definition === undefined) return null
  const interrupting = element.get('isInterrupting') !== false
  const base = { ...common(reader, element, parent), kind: 'start', interrupting } as const
  if (definition === null) return { ...base, trigger: null, outputs: told(reader, element, null) }
  const trigger = readTrigger(reader, element, definition, startsOf(parent))
  const begins = parent === null || parent.kind === 'call'
  return trigger && { ...base, trigger, outputs: told(reader, element, begins ? null : trigger) }
}

/** A flow is begun by an application or by a call, and may wait for its time then; an event sub-process by what happens. */
function startsOf(parent: Container | null): Trigger['on'][] {
  if (parent === null || parent.kind === 'call') return ['message', 'signal', 'timer']
  return parent.triggered ? ['timer', 'message', 'signal', 'error', 'escalation', 'compensation', 'condition'] : []
}

export function readEnd(reader: Reader, element: Element, parent: Container | null): Node | null {
  const throws = readThrow(reader, element, ['terminate', 'error', 'escalate', 'announce', 'compensate'])
  return throws && { ...common(reader, element, parent), kind: 'end', throws, outcome: text(element, 'zt:outcome') }
}

export function readThrowEvent(reader: Reader, element: Element, parent: Container | null): Node | null {
  if (linkOf(element) !== null) return readLink(reader, element, parent)
  const throws = readThrow(reader, element, ['escalate', 'announce', 'compensate'])
  return throws && { ...common(reader, element, parent), kind: 'throw', throws }
}

export function readCatch(reader: Reader, element: Element, parent: Container | null): Node | null {
  const definition = onlyDefinition(reader, element)
  if (definition === undefined) return null
  if (definition === null) return unsupported(reader, element, 'intermediateCatchEvent without a trigger')
  if (linkOf(element) !== null) return readLink(reader, element, parent)
  const trigger = readTrigger(reader, element, definition, ['timer', 'message', 'signal', 'condition'])
  return (
    trigger && { ...common(reader, element, parent), kind: 'catch', trigger, outputs: told(reader, element, trigger) }
  )
}

/** What a message or signal leaves in the variables; nothing else brings anything that could be assigned. */
function told(reader: Reader, element: Element, trigger: Trigger | null): Output[] {
  const found = outputs(reader, element)
  if (trigger?.on === 'message' || trigger?.on === 'signal') return found
  const assigns = list(element, 'dataOutputAssociations').some((each) => list(each, 'assignment').length > 0)
  if (assigns) report(reader, element, 'data-assignment', 'this event brings nothing that could be assigned')
  return []
}

/** The definition of a link event: an arrow that is not drawn, from each that throws its name to the one that catches it. */
export function linkOf(element: Element): Element | null {
  const [definition] = [...list(element, 'eventDefinitions'), ...list(element, 'eventDefinitionRef')]
  return definition?.$type === 'bpmn:LinkEventDefinition' ? definition : null
}

/** Both ends of a link are passed at once, as an event is that throws nothing. */
function readLink(reader: Reader, element: Element, parent: Container | null): Node | null {
  if (onlyDefinition(reader, element) === undefined) return null
  return { ...common(reader, element, parent), kind: 'throw', throws: { does: 'nothing' } }
}

/** Boundary events are read after the nodes of their container, so that the activity they sit on is known. */
export function readBoundary(reader: Reader, element: Element, parent: Container | null): Boundary | null {
  const definition = onlyDefinition(reader, element)
  if (definition === undefined) return null
  if (definition === null) return unsupported(reader, element, 'boundaryEvent without a trigger')
  const allowed: Trigger['on'][] = ['timer', 'message', 'signal', 'error', 'escalation', 'compensation', 'condition']
  const trigger = readTrigger(reader, element, definition, allowed)
  if (trigger === null) return null
  const attached = child(element, 'attachedToRef')
  const host = reader.byId.get(reader.prefix + (attached?.id ?? ''))
  if (host === undefined || !isHost(host) || host.parent !== parent) {
    // An activity that was itself refused has been named already.
    if (attached === null || host !== undefined) {
      report(reader, element, 'boundary-without-activity', 'a boundary event sits on an activity that waits')
    }
    return null
  }
  const interrupting = element.get('cancelActivity') !== false
  const boundary: Boundary = {
    ...common(reader, element, parent),
    kind: 'boundary',
    host,
    interrupting,
    trigger,
    outputs: told(reader, element, trigger),
  }
  // What undoes an activity happens after it, not to it.
  if (trigger.on !== 'compensation') host.boundaries.push(boundary)
  return boundary
}

/** The event definition of an event, null when it has none, undefined (and reported) when it has several. */
function onlyDefinition(reader: Reader, element: Element): Element | null | undefined {
  const definitions = [...list(element, 'eventDefinitions'), ...list(element, 'eventDefinitionRef')]
  if (definitions.length > 1) {
    unsupported(reader, element, `${elementName(element)} with several triggers`)
    return undefined
  }
  return definitions[0] ?? null
}

function readTrigger(reader: Reader, element: Element, definition: Element, allowed: Trigger['on'][]): Trigger | null {
  const trigger = triggerOf(reader, element, definition)
  if (trigger !== null && allowed.includes(trigger.on)) return trigger
  return unsupported(reader, element, `${elementName(element)} with ${elementName(definition)}`)
}

function triggerOf(reader: Reader, element: Element, definition: Element): Trigger | null {
  switch (definition.$type) {
    case 'bpmn:TimerEventDefinition':
      return { on: 'timer', timer: readTimer(reader, element, definition) }
    case 'bpmn:MessageEventDefinition':
      return awaitedMessage(reader, element, definition)
    case 'bpmn:SignalEventDefinition':
      return { on: 'signal', name: referredName(reader, element, definition, 'signalRef') }
    case 'bpmn:ErrorEventDefinition':
      return { on: 'error', code: referredCode(definition, 'errorRef', 'errorCode') }
    case 'bpmn:EscalationEventDefinition':
      return { on: 'escalation', code: referredCode(definition, 'escalationRef', 'escalationCode') }
    case 'bpmn:CompensateEventDefinition':
      return { on: 'compensation' }
    case 'bpmn:ConditionalEventDefinition': {
      const condition = body(definition, 'condition')
      if (condition === null) report(reader, element, 'bad-expression', 'the condition is empty')
      return { on: 'condition', text: condition ?? '', holds: expression(reader, element, condition ?? 'false') }
    }
    default:
      return null
  }
}

/** `zt:key` tells which message is meant among those of the same name, `zt:from` who may send it. */
export function awaitedMessage(reader: Reader, element: Element, holder: Element): Trigger & { on: 'message' } {
  const key = text(holder, 'zt:key')
  return {
    on: 'message',
    name: referredName(reader, element, holder, 'messageRef'),
    key: key === null ? null : expression(reader, element, key),
    senders: (text(holder, 'zt:from') ?? '').split(/\s+/).filter((post) => post !== ''),
  }
}

/** What is sent: the name, the key it goes under and the data it carries (`zt:input` of the event or task). */
export function announcement(
  reader: Reader,
  element: Element,
  holder: Element,
  reference: 'messageRef' | 'signalRef',
): Throw {
  const key = text(holder, 'zt:key')
  return {
    does: 'announce',
    on: reference === 'messageRef' ? 'message' : 'signal',
    event: referredName(reader, element, holder, reference),
    key: key === null ? null : expression(reader, element, key),
    data: inputs(reader, element),
  }
}

function readThrow(reader: Reader, element: Element, allowed: Throw['does'][]): Throw | null {
  const definition = onlyDefinition(reader, element)
  if (definition === undefined) return null
  if (definition === null) return { does: 'nothing' }
  const throws = throwOf(reader, element, definition)
  if (throws !== null && allowed.includes(throws.does)) return throws
  return unsupported(reader, element, `${elementName(element)} with ${elementName(definition)}`)
}

function throwOf(reader: Reader, element: Element, definition: Element): Throw | null {
  switch (definition.$type) {
    case 'bpmn:TerminateEventDefinition':
      return { does: 'terminate' }
    case 'bpmn:MessageEventDefinition':
      return announcement(reader, element, definition, 'messageRef')
    case 'bpmn:SignalEventDefinition':
      return announcement(reader, element, definition, 'signalRef')
    case 'bpmn:ErrorEventDefinition':
      return { does: 'error', code: thrownCode(reader, element, referredCode(definition, 'errorRef', 'errorCode')) }
    case 'bpmn:EscalationEventDefinition': {
      const code = referredCode(definition, 'escalationRef', 'escalationCode')
      return { does: 'escalate', code: thrownCode(reader, element, code) }
    }
    case 'bpmn:CompensateEventDefinition': {
      if (definition.get('waitForCompletion') === false)
        unsupported(reader, element, 'compensation that is not waited for (waitForCompletion="false")')
      const activity = child(definition, 'activityRef')?.id
      return { does: 'compensate', activity: activity === undefined ? null : reader.prefix + activity }
    }
    default:
      return null
  }
}

/** The name by which a message or signal is known outside the file. */
export function referredName(reader: Reader, element: Element, holder: Element, property: string): string {
  const referred = child(holder, property)
  const name = referred && (text(referred, 'name') ?? referred.id ?? null)
  if (name === null) report(reader, element, 'missing-reference', `${property} must name what is waited for or sent`)
  return name ?? ''
}

function referredCode(definition: Element, reference: string, property: string): string | null {
  const referred = child(definition, reference)
  return referred && (text(referred, property) ?? referred.id ?? null)
}

function thrownCode(reader: Reader, element: Element, code: string | null): string {
  if (code === null) report(reader, element, 'missing-reference', 'what is thrown must have a code')
  return code ?? ''
}

function readTimer(reader: Reader, element: Element, definition: Element): TimerSpec {
  const texts = [
    text(definition, 'zt:after'),
    body(definition, 'timeDuration'),
    body(definition, 'timeDate'),
    body(definition, 'timeCycle'),
  ].filter((each) => each !== null)
  const [source] = texts
  if (source === undefined || texts.length > 1) {
    report(reader, element, 'timer-value', 'a timer has one of zt:after, timeDuration, timeDate, timeCycle')
  }
  return timerSpec(reader, element, source ?? 'P0D')
}

/** A literal time, or an expression that yields one when the timer starts. */
export function timerSpec(reader: Reader, element: Element, source: string): TimerSpec {
  const literal = parseTimer(source)
  if (literal !== null) return literal
  return { kind: 'expression', text: source, value: expression(reader, element, source) }
}
