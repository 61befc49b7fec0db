import { Refusal } from '#kernel/errors.ts'
import { childOf, childrenOf, lineOf, parseXml, textOf, type XmlElement } from './xml.ts'

/** Where an element refers to another: by namespace and id. */
export type Reference = { readonly namespace: string; readonly id: string }

/** An element of a decision requirements graph as the file states it, its logic still unread. */
export type DrgElement = {
  readonly kind: 'inputData' | 'decision' | 'businessKnowledgeModel' | 'decisionService'
  readonly id: string
  readonly name: string
  /** How people call it; empty when the file does not say. */
  readonly label: string
  readonly typeRef: string | null
  /** The boxed expression of a decision, or the function definition of a business knowledge model. */
  readonly logic: XmlElement | null
  readonly requires: readonly Reference[]
  readonly service: { outputs: readonly Reference[]; inputs: readonly Reference[] } | null
}

/** One DMN file. */
export type Definitions = {
  readonly namespace: string
  readonly name: string
  readonly imports: readonly { name: string; namespace: string }[]
  readonly items: readonly XmlElement[]
  readonly elements: readonly DrgElement[]
}

const MODEL_NAMESPACES = {
  'http://www.omg.org/spec/DMN/20180521/MODEL/': 'dmn',
  'https://www.omg.org/spec/DMN/20191111/MODEL/': 'dmn',
  'https://www.omg.org/spec/DMN/20211108/MODEL/': 'dmn',
  'https://www.omg.org/spec/DMN/20230324/MODEL/': 'dmn',
}

const EXPRESSIONS = new Set(
  'literalExpression decisionTable context list relation invocation functionDefinition conditional filter for some every'
    .split(' ')
    .map((name) => `dmn:${name}`),
)

// Stands in the file for people or other tools and has no bearing on a result.
const IGNORED = new Set(
  'description extensionElements knowledgeSource organizationUnit performanceIndicator elementCollection textAnnotation association group'
    .split(' ')
    .map((name) => `dmn:${name}`),
)

// What a decision may hold beside its logic.
const DECISION_PARTS = new Set(
  `description extensionElements question allowedAnswers variable informationRequirement knowledgeRequirement
   authorityRequirement supportedObjective impactedPerformanceIndicator decisionMaker decisionOwner usingProcess usingTask`
    .split(/\s+/)
    .map((name) => `dmn:${name}`),
)

export function unsupported(element: XmlElement, what: string): Refusal {
  const line = lineOf(element)
  const label = [element.attrs.get('name'), element.attrs.get('id')].filter(Boolean).join(', ')
  const message = `${element.name.replace('dmn:', '')}${label ? ` (${label})` : ''}: ${what} (line ${line})`
  return new Refusal('invalid', 'rules.unsupported-element', message, { line })
}

/** The boxed expression among an element's children. */
export function expressionOf(element: XmlElement): XmlElement | null {
  return element.children.find((child) => EXPRESSIONS.has(child.name)) ?? null
}

/** The `typeRef` of an element or of its variable, without the prefixes some tools write before built-in types. */
export function typeRefOf(element: XmlElement): string | null {
  const ref = element.attrs.get('typeRef') ?? textOf(element, 'dmn:typeRef')
  return ref.replace(/^feel[:.]/, '') || null
}

function reference(element: XmlElement, namespace: string): Reference {
  const href = element.attrs.get('href') ?? ''
  const hash = href.lastIndexOf('#')
  return { namespace: href.slice(0, Math.max(0, hash)) || namespace, id: href.slice(hash + 1) }
}

function requirements(element: XmlElement, namespace: string): Reference[] {
  return element.children
    .filter((child) => child.name === 'dmn:informationRequirement' || child.name === 'dmn:knowledgeRequirement')
    .flatMap((child) => child.children.filter((target) => target.attrs.has('href')))
    .map((target) => reference(target, namespace))
}

function readElement(element: XmlElement, namespace: string): DrgElement {
  const variable = childOf(element, 'dmn:variable')
  const references = (name: string) => childrenOf(element, name).map((child) => reference(child, namespace))
  const base = {
    id: element.attrs.get('id') ?? element.attrs.get('name') ?? '',
    label: element.attrs.get('label') ?? '',
    name: element.attrs.get('name') ?? variable?.attrs.get('name') ?? '',
    typeRef: variable ? typeRefOf(variable) : null,
    requires: requirements(element, namespace),
  }
  switch (element.name) {
    case 'dmn:inputData':
      return { ...base, kind: 'inputData', logic: null, service: null }
    case 'dmn:decision':
      refuseUnknownParts(element)
      return { ...base, kind: 'decision', logic: expressionOf(element), service: null }
    case 'dmn:businessKnowledgeModel':
      return {
        ...base,
        kind: 'businessKnowledgeModel',
        logic: childOf(element, 'dmn:encapsulatedLogic') ?? null,
        service: null,
      }
    case 'dmn:decisionService': {
      const inputs = [...references('dmn:inputData'), ...references('dmn:inputDecision')]
      return {
        ...base,
        kind: 'decisionService',
        logic: null,
        service: { outputs: references('dmn:outputDecision'), inputs },
      }
    }
  }
  throw unsupported(element, 'this element is not supported')
}

function refuseUnknownParts(decision: XmlElement): void {
  for (const part of decision.children) {
    if (!part.name.startsWith('dmn:') || DECISION_PARTS.has(part.name) || EXPRESSIONS.has(part.name)) continue
    throw unsupported(part, 'this is no part of a decision')
  }
}

/** Reads one DMN 1.2–1.5 file. Refuses `rules.bad-xml`, and `rules.unsupported-element` naming element and line. */
export function readDefinitions(xml: string): Definitions {
  const root = parseXml(xml, MODEL_NAMESPACES)
  if (root.name !== 'dmn:definitions') throw unsupported(root, 'the file is no DMN 1.2–1.5 model')
  const namespace = root.attrs.get('namespace') ?? ''
  const elements: DrgElement[] = []
  for (const child of root.children) {
    if (!child.name.startsWith('dmn:') || IGNORED.has(child.name)) continue
    if (child.name === 'dmn:import' || child.name === 'dmn:itemDefinition') continue
    elements.push(readElement(child, namespace))
  }
  const imports = childrenOf(root, 'dmn:import').map((child) => ({
    name: child.attrs.get('name') ?? '',
    namespace: child.attrs.get('namespace') ?? '',
  }))
  return {
    namespace,
    name: root.attrs.get('name') ?? '',
    imports,
    items: childrenOf(root, 'dmn:itemDefinition'),
    elements,
  }
}
