import type { Node } from '../net.ts'
import { withPart } from './expressions.ts'
import { assign, type Run, visible } from './run.ts'

/**
 * Leaves in the variables what is drawn out of an activity or event that has brought an answer. The expressions see the
 * members of the answer by their names, over all else, and the whole of it as `answer`.
 */
export function putOut(run: Run, node: Node, scope: number, verb: string | undefined, answer: unknown): void {
  if (!('outputs' in node)) return
  for (const { to, value } of node.outputs) {
    const seen = visible(run, scope, verb)
    const [name, ...path] = to
    const found = value({ ...seen, ...(isRecord(answer) ? answer : {}), answer })
    assign(run, scope, { [name]: withPart(seen[name], path, found) })
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
