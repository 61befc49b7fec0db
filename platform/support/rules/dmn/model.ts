import { Refusal } from '#kernel/errors.ts'
import type { Node, Scope, Thunk } from '../feel/ast.ts'
import { builtinNameSet, newCompiler } from '../feel/expression.ts'
import { builtinType } from '../feel/feel-type.ts'
import { builtinMembers } from '../feel/members.ts'
import { NameSet } from '../feel/names.ts'
import type { FeelType } from '../feel/values.ts'
import { type Place, readBoxed, readFunction } from './boxed.ts'
import { type Definitions, type DrgElement, type Reference, readDefinitions } from './definitions.ts'
import { readItemTypes } from './item-types.ts'
import type { Table } from './table.ts'

/** One variable the logic of an element reads: a required element, or the required part of an imported model. */
export type Slot =
  | { readonly name: string; readonly of: Element }
  | { readonly name: string; readonly members: Map<string, Element> }

/** A compiled element. `logic` expects one value per slot. */
export type Element = {
  /** Its place in `CompiledModel.elements`. */
  index: number
  readonly kind: DrgElement['kind']
  readonly id: string
  readonly name: string
  readonly label: string
  readonly namespace: string
  readonly type: FeelType | null
  slots: readonly Slot[]
  logic: Thunk | null
  /** The logic as read, for those who review it. */
  node: Node | null
  service: { outputs: readonly Element[]; inputs: readonly Element[] } | null
  /** The decision tables in its logic, for those who review them. */
  readonly tables: Table[]
}

/** A decision model ready to decide any number of times. */
export type CompiledModel = {
  readonly name: string
  readonly namespace: string
  /** The name of the one decision of the main file that no other element requires; empty when there is no single one. */
  readonly mainDecision: string
  readonly inputs: readonly Element[]
  /** Those of the main file first. */
  readonly elements: readonly Element[]
}

export type CompileOptions = {
  /** What to do with an expression that is no FEEL: refuse the model (as anything published must), or let it be null. */
  onBad?: 'refuse' | 'null'
}

type File = { definitions: Definitions; types: Map<string, FeelType>; elements: Map<string, Element> }

/**
 * Compiles a DMN 1.2–1.5 model; of several files the first is the model and the others are what it imports. Refuses with
 * `rules.bad-xml`, `rules.bad-expression`, `rules.unsupported-element`, `rules.unknown-name`, `rules.missing-element` or a cycle,
 * naming the element and, where the file is at fault, the line.
 */
export function compileModel(xml: string | readonly string[], options: CompileOptions = {}): CompiledModel {
  const all = (typeof xml === 'string' ? [xml] : xml).map(readDefinitions)
  const main = all[0]
  if (!main) throw new Refusal('invalid', 'rules.bad-xml', 'there is no model')
  const members = new NameSet(builtinMembers)
  const files = new Map<string, File>()
  for (const definitions of importsFirst(main, all)) {
    const types = importedTypes(definitions, files)
    readItemTypes(definitions.items, { types, members, onBad: options.onBad ?? 'refuse' })
    const elements = new Map(
      definitions.elements.map((element) => [element.id, shell(element, definitions, types, options)]),
    )
    for (const element of definitions.elements) members.add(element.name)
    files.set(definitions.namespace, { definitions, types, elements })
  }
  const resolve = resolver(files)
  for (const file of files.values()) {
    const place = { members, types: file.types, onBad: options.onBad ?? 'refuse' } as const
    for (const element of inOrder(file.definitions)) compileElement(element, file, place, resolve)
  }
  const elements = [...files.values()].flatMap((file) => [...file.elements.values()])
  refuseCycles(elements)
  const own = elements.filter((element) => element.namespace === main.namespace)
  const ordered = [...own, ...elements.filter((element) => element.namespace !== main.namespace)]
  for (const [index, element] of ordered.entries()) element.index = index
  return {
    name: main.name,
    namespace: main.namespace,
    mainDecision: mainDecision(own),
    inputs: elements.filter((element) => element.kind === 'inputData'),
    elements: ordered,
  }
}

function requiredBy(element: Element): Element[] {
  return element.slots.flatMap((slot) => ('of' in slot ? [slot.of] : [...slot.members.values()]))
}

function mainDecision(elements: readonly Element[]): string {
  const required = new Set(elements.flatMap(requiredBy))
  const [main, ...others] = elements.filter((element) => element.kind === 'decision' && !required.has(element))
  return main && others.length === 0 ? main.name : ''
}

function importsFirst(main: Definitions, all: readonly Definitions[]): Definitions[] {
  const ordered: Definitions[] = []
  const visit = (definitions: Definitions, path: readonly Definitions[]) => {
    if (ordered.includes(definitions)) return
    if (path.includes(definitions))
      throw new Refusal('invalid', 'rules.import-cycle', `${definitions.name} imports itself`)
    for (const { namespace } of definitions.imports) {
      const imported = all.find((other) => other.namespace === namespace)
      if (imported) visit(imported, [...path, definitions])
    }
    ordered.push(definitions)
  }
  visit(main, [])
  return ordered
}

function importedTypes(definitions: Definitions, files: ReadonlyMap<string, File>): Map<string, FeelType> {
  const types = new Map<string, FeelType>()
  for (const { name, namespace } of definitions.imports) {
    for (const [key, type] of files.get(namespace)?.types ?? []) types.set(name ? `${name}.${key}` : key, type)
  }
  return types
}

function shell(
  element: DrgElement,
  definitions: Definitions,
  types: ReadonlyMap<string, FeelType>,
  options: CompileOptions,
): Element {
  const ref = element.typeRef
  const type = ref === null ? null : (types.get(ref) ?? builtinType(ref))
  if (ref !== null && type === null && options.onBad !== 'null') {
    throw new Refusal('invalid', 'rules.unsupported-element', `${element.name}: the type "${ref}" is not defined`)
  }
  const { kind, id, name, label } = element
  return {
    index: 0,
    kind,
    id,
    name,
    label,
    namespace: definitions.namespace,
    type,
    slots: [],
    logic: null,
    node: null,
    service: null,
    tables: [],
  }
}

type Resolve = (reference: Reference, from: DrgElement) => Element

function resolver(files: ReadonlyMap<string, File>): Resolve {
  return ({ namespace, id }, from) => {
    const found = files.get(namespace)?.elements.get(id)
    if (found) return found
    const message = `${from.name} refers to "${id}", which is not in the model or its imports`
    throw new Refusal('invalid', 'rules.missing-element', message, { element: from.id })
  }
}

/** Elements after those they require, so that the names of members are known before they are used. */
function inOrder(definitions: Definitions): DrgElement[] {
  const byId = new Map(definitions.elements.map((element) => [element.id, element]))
  const ordered = new Set<DrgElement>()
  const visit = (element: DrgElement, seen: ReadonlySet<DrgElement>) => {
    if (ordered.has(element) || seen.has(element)) return
    for (const { namespace, id } of element.requires) {
      const required = namespace === definitions.namespace ? byId.get(id) : undefined
      if (required) visit(required, new Set([...seen, element]))
    }
    ordered.add(element)
  }
  for (const element of definitions.elements) visit(element, new Set())
  return [...ordered]
}

function slotsOf(element: DrgElement, file: File, resolve: Resolve): Slot[] {
  const slots: Slot[] = []
  for (const reference of element.requires) {
    const required = resolve(reference, element)
    const imported = file.definitions.imports.find(({ namespace }) => namespace === reference.namespace)
    if (reference.namespace === file.definitions.namespace || !imported?.name) {
      slots.push({ name: required.name, of: required })
      continue
    }
    const slot = slots.find((other) => other.name === imported.name)
    if (slot && 'members' in slot) slot.members.set(required.name, required)
    else slots.push({ name: imported.name, members: new Map([[required.name, required]]) })
  }
  return slots
}

function compileElement(source: DrgElement, file: File, place: Omit<Place, 'names'>, resolve: Resolve): void {
  const element = file.elements.get(source.id)
  if (!element) return
  const { service, logic } = source
  if (service) {
    const find = (reference: Reference) => resolve(reference, source)
    element.service = { outputs: service.outputs.map(find), inputs: service.inputs.map(find) }
  }
  if (!logic) return
  element.slots = slotsOf(source, file, resolve)
  const slots = element.slots.map((slot) => slot.name)
  const names = source.kind === 'businessKnowledgeModel' ? [...slots, element.name] : slots
  const scope: Scope = { kind: 'slots', names, up: null }
  const own: Place = {
    ...place,
    names: new NameSet(names, builtinNameSet),
    onTable: (table) => element.tables.push(table),
  }
  const node = source.kind === 'businessKnowledgeModel' ? readFunction(logic, own) : readBoxed(logic, own)
  element.node = node
  const compiler = newCompiler({ types: file.types })
  element.logic = compiler.compile(node, scope)
  const [unknown] = [...compiler.free].filter((name) => name !== '?')
  if (unknown !== undefined && place.onBad === 'refuse') {
    const message = `${element.name} reads "${unknown}", which it neither requires nor declares`
    throw new Refusal('invalid', 'rules.unknown-name', message, { element: element.id, name: unknown })
  }
}

function refuseCycles(elements: readonly Element[]): void {
  const done = new Set<Element>()
  const visit = (element: Element, path: readonly Element[]) => {
    if (done.has(element)) return
    if (path.includes(element)) {
      // A business knowledge model may call itself; the call depth bounds it.
      if (element.kind === 'businessKnowledgeModel') return
      throw new Refusal('invalid', 'rules.requirement-cycle', `${element.name} requires itself`, {
        element: element.id,
      })
    }
    for (const required of requiredBy(element)) visit(required, [...path, element])
    done.add(element)
  }
  for (const element of elements) visit(element, [])
}
