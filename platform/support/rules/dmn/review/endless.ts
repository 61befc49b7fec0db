import type { Node } from '../../feel/ast.ts'
import type { CompiledModel, Element } from '../model.ts'

/** A business knowledge model that never comes to an answer, and why. */
export type Endless = { element: Element; why: 'always-calls-itself' | 'same-arguments' }

/**
 * Business knowledge models may call themselves (DMN 1.5 §10.2.2.3); two kinds of call surely never end: one that no
 * condition guards, and one that passes on the very arguments it got, since a function without side effects does the same again.
 */
export function findEndless(model: CompiledModel): Endless[] {
  const knowledge = model.elements.filter((element) => element.kind === 'businessKnowledgeModel')
  const byName = new Map(knowledge.map((element) => [element.name, element]))
  const always = new Map(knowledge.map((element) => [element, [...certainCalls(bodyOf(element))]]))
  return knowledge.flatMap((element): Endless[] => {
    const reached = new Set<Element>()
    const visit = (from: Element) => {
      for (const name of always.get(from) ?? []) {
        const next = byName.get(name)
        if (!next || reached.has(next)) continue
        reached.add(next)
        visit(next)
      }
    }
    visit(element)
    if (reached.has(element)) return [{ element, why: 'always-calls-itself' }]
    return repeatsItself(element) ? [{ element, why: 'same-arguments' }] : []
  })
}

function bodyOf(element: Element): Node | null {
  return element.node?.op === 'function' ? element.node.body : element.node
}

/** The functions, by name, that are called whatever the values are. */
function certainCalls(node: Node | null): Set<string> {
  if (!node) return new Set()
  const all = (...nodes: readonly (Node | null)[]) => new Set(nodes.flatMap((each) => [...certainCalls(each)]))
  switch (node.op) {
    case 'if': {
      const [yes, no] = [certainCalls(node.yes), certainCalls(node.no)]
      return new Set([...certainCalls(node.test), ...[...yes].filter((name) => no.has(name))])
    }
    case 'and':
    case 'or':
      return certainCalls(node.left)
    case 'for':
    case 'quantified':
      return all(node.binders[0]?.from ?? null, node.binders[0]?.to ?? null)
    case 'filter':
    case 'path':
    case 'negate':
    case 'coerce':
      return certainCalls(node.of)
    case 'function':
      return new Set()
    case 'call': {
      const called = all(node.of, ...node.args)
      return node.of.op === 'name' ? called.add(node.of.name) : called
    }
    default:
      return all(...partsOf(node))
  }
}

/** Whether it calls itself anywhere with its own parameters, unchanged. */
function repeatsItself(element: Element): boolean {
  const { node } = element
  if (node?.op !== 'function') return false
  const params = node.params.map(({ name }) => name)
  const repeats = (each: Node | null, hidden: ReadonlySet<string>): boolean => {
    if (!each) return false
    if (each.op === 'call' && each.of.op === 'name' && each.of.name === element.name && !hidden.has(element.name)) {
      const names = each.names ?? params
      const same = (arg: Node, index: number) =>
        arg.op === 'name' && arg.name === names[index] && params.includes(arg.name) && !hidden.has(arg.name)
      if (params.length > 0 && each.args.length === params.length && each.args.every(same)) return true
    }
    const inner = new Set([...hidden, ...namesBoundBy(each)])
    return partsOf(each).some((part) => repeats(part, inner))
  }
  return repeats(node.body, new Set())
}

function namesBoundBy(node: Node): string[] {
  if (node.op === 'for' || node.op === 'quantified') return node.binders.map(({ name }) => name)
  if (node.op === 'function') return node.params.map(({ name }) => name)
  return node.op === 'context' ? node.entries.map(({ key }) => key) : []
}

function partsOf(node: Node): Node[] {
  switch (node.op) {
    case 'path':
    case 'negate':
    case 'coerce':
      return [node.of]
    case 'filter':
      return [node.of, node.by]
    case 'call':
      return [node.of, ...node.args]
    case 'list':
      return node.items
    case 'context':
      return [...node.entries.map(({ value }) => value), ...(node.result ? [node.result] : [])]
    case 'range':
      return [node.low, node.high]
    case 'halfRange':
      return [node.end]
    case 'arithmetic':
    case 'compare':
    case 'and':
    case 'or':
      return [node.left, node.right]
    case 'between':
      return [node.value, node.low, node.high]
    case 'in':
      return [node.value, ...node.tests]
    case 'instance':
      return [node.value]
    case 'if':
      return [node.test, node.yes, node.no]
    case 'for':
    case 'quantified':
      return [...node.binders.flatMap(({ from, to }) => (to ? [from, to] : [from])), node.body]
    case 'function':
      return node.body ? [node.body] : []
    case 'foreign':
      return [...(node.always ?? [])]
    default:
      return []
  }
}
