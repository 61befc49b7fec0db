import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { type Fault, Refusal } from '#kernel/errors.ts'
import { ztModdle } from '../zt-moddle.ts'
import { explainedBy } from './mends.ts'

export type Element = ModdleElement

/** A drawn procedure of a hundred steps with its diagram stays far below this. */
const longestFile = 4_000_000

/** Parses BPMN 2.0 XML. What is not BPMN, or a misspelt `zt` name, comes back as faults with the place in the file. */
export async function parseDocument(xml: string): Promise<{ definitions: Element; faults: Fault[] }> {
  if (xml.length > longestFile) throw new Refusal('invalid', 'flows.too-large', 'the file is larger than 4 MB')
  const { rootElement, warnings } = await read(xml)
  const faults = warnings
    // The text is already decoded: what its first line says of the encoding no longer matters.
    .filter((warning) => !warning.message.startsWith('unsupported document encoding'))
    .map((warning) => fault('', 'unreadable-content', warning.message.replace(/\s+/g, ' ')))
  return { definitions: rootElement, faults }
}

/** The processes of a file, one for each pool that is drawn from inside. */
export function processesOf(definitions: Element): Element[] {
  return list(definitions, 'rootElements').filter((element) => element.$type === 'bpmn:Process')
}

/**
 * The one process to execute: the one named, else the only one, or the only one marked executable; the other pools are
 * other parties. A process that another of the file calls is part of that one.
 */
export function theProcess(definitions: Element, id?: string): Element {
  const processes = processesOf(definitions)
  const named = processes.filter((each) => each.id === id)
  const executable = processes.filter((each) => each.get('isExecutable') === true)
  const [process, second] = id !== undefined ? named : processes.length === 1 ? processes : executable
  if (process === undefined || second !== undefined) {
    const faults = processes.map((each) => fault(placeOf(each), 'which-process', 'which process shall run?'))
    const details = { processes: processes.map((each) => each.id), faults: faults.map(explained(definitions)) }
    throw new Refusal('invalid', 'flows.which-process', 'mark exactly one process isExecutable="true"', details)
  }
  return process
}

async function read(xml: string): Promise<{ rootElement: Element; warnings: Error[] }> {
  try {
    return await new BpmnModdle({ zt: ztModdle }).fromXML(xml)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new Refusal('invalid', 'flows.unreadable', `not BPMN 2.0: ${message.replace(/\s+/g, ' ')}`)
  }
}

export function text(element: Element, property: string): string | null {
  const value = element.get(property)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

export function child(element: Element, property: string): Element | null {
  const value = element.get(property)
  return isElement(value) ? value : null
}

export function list(element: Element, property: string): Element[] {
  const value = element.get(property)
  return Array.isArray(value) ? value.filter(isElement) : []
}

/** The children of our namespace under `extensionElements`. */
export function extensions(element: Element, type: string): Element[] {
  const holder = child(element, 'extensionElements')
  return holder === null ? [] : list(holder, 'values').filter((each) => each.$type === type)
}

/** The name of an element as it stands in the file: `bpmn:UserTask` is `userTask`. */
export function elementName(element: Element): string {
  const name = element.$type.slice(element.$type.indexOf(':') + 1)
  return name.charAt(0).toLowerCase() + name.slice(1)
}

export function placeOf(element: Element): string {
  return `/${elementName(element)}/${element.id ?? ''}`
}

export function fault(pointer: string, rule: string, detail: string): Fault {
  return { pointer, rule, detail }
}

/** Adds to a fault the name of its element and what to do about it, in two languages. */
export function explained(definitions: Element): (fault: Fault) => Fault {
  const names = new Map<string, string>()
  const open: Element[] = [definitions]
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    const name = text(element, 'name')
    if (element.id !== undefined && name !== null) names.set(element.id, name)
    for (const property of ['rootElements', 'flowElements', 'participants']) open.push(...list(element, property))
  }
  return (each) => explainedBy(each, names.get(each.pointer.split('/').slice(2).join('/')) ?? null)
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && '$type' in value && 'get' in value
}
