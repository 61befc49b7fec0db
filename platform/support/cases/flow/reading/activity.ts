import type { Activity, Container, Instances, Loop } from '../net.ts'
import { outputs, writtenObject } from './data.ts'
import { child, type Element, elementName, text } from './document.ts'
import { body, common, expression, type Reader, report } from './reader.ts'

/** What every activity has, whatever it does. */
export function activity(reader: Reader, element: Element, parent: Container | null): Activity {
  return {
    ...common(reader, element, parent),
    boundaries: [],
    instances: repetition(reader, element),
    result: text(element, 'zt:result') ?? writtenObject(element),
    outputs: outputs(reader, element),
    forCompensation: element.get('isForCompensation') === true,
    undoneBy: null,
  }
}

function repetition(reader: Reader, element: Element): Instances | Loop | null {
  const found = child(element, 'loopCharacteristics')
  if (found === null) return null
  if (found.$type === 'bpmn:StandardLoopCharacteristics') return loop(reader, element, found)
  if (found.$type === 'bpmn:MultiInstanceLoopCharacteristics') return instances(reader, element, found)
  report(reader, element, 'unsupported-element', `${elementName(found)} is not executed by this engine`)
  return null
}

function instances(reader: Reader, element: Element, found: Element): Instances {
  const over = text(found, 'zt:collection') ?? body(found, 'loopCardinality')
  if (over === null) report(reader, element, 'missing-attribute', 'zt:collection or loopCardinality must be given')
  const until = body(found, 'completionCondition')
  return {
    kind: 'several',
    sequential: found.get('isSequential') === true,
    over: expression(reader, element, over ?? '0'),
    item: text(found, 'zt:item'),
    until: until === null ? null : expression(reader, element, until),
  }
}

/** A loop goes on while its condition holds, and never more often than its maximum (BPMN 2.0, 10.3.8). */
function loop(reader: Reader, element: Element, found: Element): Loop {
  const whileText = body(found, 'loopCondition')
  const most: unknown = found.get('loopMaximum')
  const maximum = typeof most === 'number' && Number.isSafeInteger(most) && most > 0 ? most : null
  if (most !== undefined && maximum === null) report(reader, element, 'loop-value', 'loopMaximum is no number above 0')
  else if (whileText === null && maximum === null)
    report(reader, element, 'loop-value', 'a loop has a loopCondition, a loopMaximum, or both')
  return {
    kind: 'loop',
    testBefore: found.get('testBefore') === true,
    while: whileText === null ? null : expression(reader, element, whileText),
    whileText,
    maximum,
  }
}
