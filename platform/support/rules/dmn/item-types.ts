import { Refusal } from '#kernel/errors.ts'
import { compileUnaryTests } from '../feel/expression.ts'
import { builtinType } from '../feel/feel-type.ts'
import type { NameSet } from '../feel/names.ts'
import { anyType, type FeelType, isList } from '../feel/values.ts'
import { typeRefOf, unsupported } from './definitions.ts'
import { childOf, childrenOf, textOf, type XmlElement } from './xml.ts'

/** What reading item definitions needs: names of imported types, and where names of members are collected. */
export type TypeSpace = { types: Map<string, FeelType>; members: NameSet; onBad: 'refuse' | 'null' }

/**
 * Reads the item definitions of one file into `space.types`, in whatever order they refer to one another. Refuses a type that
 * is not defined or is defined by itself.
 */
export function readItemTypes(items: readonly XmlElement[], space: TypeSpace): void {
  const waiting = new Map(items.map((item) => [item.attrs.get('name') ?? '', item]))
  const inProgress = new Set<string>()

  const named = (name: string, from: XmlElement): FeelType => {
    const known = space.types.get(name) ?? builtinType(name)
    if (known) return known
    const item = waiting.get(name)
    if (!item || inProgress.has(name)) throw unsupported(from, `the type "${name}" is not defined`)
    inProgress.add(name)
    // A context may hold itself (a tree of places), so its type is known before its fields are.
    const plain = item.attrs.get('isCollection') !== 'true' && !childOf(item, 'dmn:typeConstraint')
    if (plain && childOf(item, 'dmn:itemComponent')) space.types.set(name, { is: 'context', fields: new Map() })
    const type = define(item, space.types.get(name))
    inProgress.delete(name)
    space.types.set(name, type)
    return type
  }

  const define = (item: XmlElement, begun?: FeelType): FeelType => {
    const components = childrenOf(item, 'dmn:itemComponent')
    const functionItem = childOf(item, 'dmn:functionItem')
    let type: FeelType = anyType
    const ref = typeRefOf(item)
    if (components.length > 0) type = contextOf(components, begun)
    else if (functionItem) type = functionOf(functionItem)
    else if (ref) type = named(ref, item)
    const allowed = textOf(childOf(item, 'dmn:allowedValues') ?? item, 'dmn:text')
    const whole = textOf(childOf(item, 'dmn:typeConstraint') ?? item, 'dmn:text')
    if (allowed) type = narrowed(type, allowed, item)
    if (item.attrs.get('isCollection') === 'true') type = { is: 'list', of: type }
    // What constrains the type constrains the value whole; what lists its values, each item of a collection (DMN 1.5 §7.3.2).
    return whole ? narrowed(type, whole, item, 'whole') : type
  }

  const narrowed = (type: FeelType, text: string, item: XmlElement, holds: 'whole' | 'each' = 'each'): FeelType => {
    try {
      return constrained(type, text, holds)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (space.onBad === 'null') return type
      throw unsupported(item, `its allowed values are no unary tests: ${error.message}`)
    }
  }

  const contextOf = (components: readonly XmlElement[], begun?: FeelType): FeelType => {
    const type = begun?.is === 'context' ? begun : ({ is: 'context', fields: new Map() } as const)
    const fields = type.fields as Map<string, FeelType>
    for (const component of components) {
      const name = component.attrs.get('name') ?? ''
      space.members.add(name)
      fields.set(name, define(component))
    }
    return type
  }

  const functionOf = (item: XmlElement): FeelType => {
    const output = item.attrs.get('outputTypeRef')
    const params = childrenOf(item, 'dmn:parameters').map((param) => named(typeRefOf(param) ?? 'Any', item))
    return { is: 'function', params, result: named(output ?? 'Any', item) }
  }

  for (const [name, item] of waiting) named(name, item)
}

/** A type narrowed by tests of its values: of the value whole, or, on a list, of each item as well. */
export function constrained(base: FeelType, text: string, holds: 'whole' | 'each' = 'each'): FeelType {
  const tests = compileUnaryTests(text)
  return {
    is: 'checked',
    base,
    allows: (value, run) => {
      const passes = (item: typeof value) => tests.test(item, run) === true
      if (passes(value)) return true
      return holds === 'each' && base.is === 'list' && isList(value) && value.every(passes)
    },
    rank: tests.rank,
  }
}
