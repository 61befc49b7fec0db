import type { Flow } from '../net.ts'
import { type Element, text } from './document.ts'
import { linkOf } from './read-events.ts'
import { type Reader, report } from './reader.ts'

/**
 * Ties the link events of one process or sub-process: a flow leads from each that throws a name to the one that catches
 * it (BPMN 2.0, 10.5.1), so that all checks and the run itself see it as any other flow.
 */
export function tieLinks(reader: Reader, links: readonly Element[]): void {
  const isCatch = (element: Element) => element.$type === 'bpmn:IntermediateCatchEvent'
  const [catches, throwers] = [links.filter(isCatch), links.filter((each) => !isCatch(each))]
  for (const element of links) if (nameOf(element) === null) report(reader, element, 'link', 'the link has no name')
  for (const [index, element] of catches.entries()) {
    const name = nameOf(element)
    if (name === null) continue
    if (catches.slice(0, index).some((each) => nameOf(each) === name))
      report(reader, element, 'link', `another event catches the link “${name}” already`)
    if (!throwers.some((each) => nameOf(each) === name))
      report(reader, element, 'link', `no event throws the link “${name}” here`)
  }
  for (const element of throwers) {
    const target = catches.find((each) => nameOf(each) === nameOf(element))
    if (target === undefined && nameOf(element) !== null)
      report(reader, element, 'link', `no event catches the link “${nameOf(element)}” here`)
    if (target !== undefined) tie(reader, element, target)
  }
}

function tie(reader: Reader, from: Element, to: Element): void {
  const source = reader.byId.get(reader.prefix + (from.id ?? ''))
  const target = reader.byId.get(reader.prefix + (to.id ?? ''))
  if (source === undefined || target === undefined) return
  const flow: Flow = {
    index: reader.flows.length,
    id: `${source.id}→${target.key}`,
    name: nameOf(from) ?? '',
    nameEn: null,
    source,
    target,
    condition: null,
    conditionText: null,
    isDefault: false,
  }
  reader.flows.push(flow)
  source.outgoing.push(flow)
  target.incoming.push(flow)
}

/** What the two ends have in common; a tool that leaves it out has put it on the event. */
function nameOf(element: Element): string | null {
  const definition = linkOf(element)
  return (definition && text(definition, 'name')) ?? text(element, 'name')
}
