import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { Refusal } from '#kernel/errors.ts'
import { ztModdle } from '../zt-moddle.ts'
import { parseDocument, processesOf } from './document.ts'

/** What may be changed without a designer. */
export type FlowEdit = {
  /** The version the flow is installed as (`zt:versionTag` of every process). */
  version?: number
}

/**
 * Reads a BPMN file, changes it and writes it anew: diagram, documentation and what other tools have added stay. Refuses
 * with `flows.lossy` rather than write a file that lacks something of the old one.
 */
export async function rewriteFlow(xml: string, { version }: FlowEdit): Promise<string> {
  const { definitions, faults } = await parseDocument(xml)
  const [first] = faults
  if (first !== undefined) throw lossy(first.detail)
  if (version !== undefined)
    for (const process of processesOf(definitions)) process.set('zt:versionTag', String(version))
  const { xml: written } = await new BpmnModdle({ zt: ztModdle }).toXML(definitions, { format: true })
  const again = await parseDocument(written)
  const [difference] = differences(treeOf(definitions), treeOf(again.definitions), '')
  if (difference !== undefined) throw lossy(difference)
  return written
}

function lossy(detail: string): Refusal {
  return new Refusal('invalid', 'flows.lossy', `writing the file anew would lose something: ${detail}`)
}

/** A BPMN document as plain values, references as ids, without what is so by default: equal trees say the same. */
export type Tree = string | number | boolean | null | Tree[] | { [key: string]: Tree }

export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return value.map(treeOf)
  if (typeof value !== 'object' || value === null) return value as Tree
  if (!('$type' in value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, treeOf(each)]))
  const element = value as ModdleElement
  const properties = element.$descriptor?.properties ?? []
  const ownName = ({ name }: { name: string }) => name.replace(/^.*:/, '')
  const references = new Set(properties.filter((each) => each.isReference).map(ownName))
  const usual = new Map(properties.map((each) => [ownName(each), each.default]))
  const own = Object.entries(element).filter(
    ([key, each]) => key !== '$type' && key !== '$parent' && (each === undefined || each !== usual.get(key)),
  )
  // Types and names are known here by what they mean, under whatever prefix a file has for it.
  const attributes = Object.entries(element.$attrs ?? {}).filter(([key]) => !/^(xsi:type|xmlns(:.*)?)$/.test(key))
  return Object.fromEntries([
    ['$type', element.$type],
    ...own.map(([key, each]): [string, Tree] => [key, references.has(key) ? idsOf(each) : treeOf(each)]),
    ...attributes.map(([key, each]): [string, Tree] => [`@${key}`, each]),
  ])
}

function idsOf(value: unknown): Tree {
  if (Array.isArray(value)) return value.map(idsOf)
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : (value as Tree)
}

/** Where two trees differ, by the path that leads there. */
export function differences(one: Tree, other: Tree, path: string): string[] {
  if (typeof one === 'object' && one !== null && typeof other === 'object' && other !== null) {
    const [left, right] = [one as Record<string, Tree>, other as Record<string, Tree>]
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])]
    return keys.flatMap((key) => differences(left[key] ?? null, right[key] ?? null, `${path}/${key}`))
  }
  return one === other ? [] : [`${path}: ${JSON.stringify(one)} became ${JSON.stringify(other)}`]
}
