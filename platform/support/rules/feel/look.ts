import { Refusal } from '#kernel/errors.ts'
import type { Node } from './ast.ts'
import { builtinNameSet } from './expression.ts'
import { builtinMembers } from './members.ts'
import { NameSet } from './names.ts'
import { parseExpression } from './parser.ts'

/** The text that an expression is, when it is nothing but a string. */
export function textOf(expression: string): string | undefined {
  const node = read(expression)
  return node?.op === 'literal' && typeof node.value === 'string' ? node.value : undefined
}

/** The keys of a context written out, `{name: …, place: …}`; undefined for any other expression. */
export function contextKeys(expression: string): string[] | undefined {
  const node = read(expression)
  return node?.op === 'context' ? node.entries.map(({ key }) => key) : undefined
}

function read(expression: string): Node | undefined {
  try {
    const names = new NameSet([], builtinNameSet)
    return parseExpression(expression, { names, members: new NameSet(builtinMembers), types: new NameSet([]) })
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}
