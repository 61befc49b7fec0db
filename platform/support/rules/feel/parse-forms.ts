import type { Binder, Node } from './ast.ts'
import type { ParserState } from './parser-state.ts'
import { parseType } from './type-parser.ts'

/** `{ key: value, … }`; each entry sees the keys before it. */
export function contextLiteral(p: ParserState): Node {
  p.in.expect('{')
  const entries: { key: string; value: Node }[] = []
  return p.within([], () => {
    while (!p.in.take('}')) {
      if (entries.length > 0) p.in.expect(',')
      const key = p.in.peek('"') ? p.in.string() : p.declaredName((next) => p.in.text[next] === ':')
      p.in.expect(':')
      const value = p.expression()
      entries.push({ key, value })
      p.scope.add(key)
      p.members.add(key)
    }
    return { op: 'context', entries }
  })
}

/** The rest of `if … then … else …`. */
export function conditional(p: ParserState): Node {
  const test = p.expression()
  p.in.expectWord('then')
  const yes = p.expression()
  p.in.expectWord('else')
  return { op: 'if', test, yes, no: p.expression() }
}

function readBinders(p: ParserState): Binder[] {
  const binders: Binder[] = []
  do {
    const name = p.declaredName((next) => /^in(?![\p{L}\d_])/u.test(p.in.text.slice(next, next + 4)))
    p.in.expectWord('in')
    const from = p.expression()
    const to = p.in.take('..') ? p.expression() : null
    binders.push({ name, from, to })
    p.scope.add(name)
  } while (p.in.take(','))
  return binders
}

/** The rest of `for … in … return …`. */
export function loop(p: ParserState): Node {
  return p.within(['partial'], () => {
    const binders = readBinders(p)
    p.in.expectWord('return')
    return { op: 'for', binders, body: p.expression() }
  })
}

/** The rest of `some|every … in … satisfies …`. */
export function quantified(p: ParserState, every: boolean): Node {
  return p.within([], () => {
    const binders = readBinders(p)
    p.in.expectWord('satisfies')
    return { op: 'quantified', every, binders, body: p.expression() }
  })
}

/** The rest of `function(…) body`; an external body is read and dropped. */
export function functionLiteral(p: ParserState): Node {
  p.in.expect('(')
  return p.within([], () => {
    const params: { name: string; type: ReturnType<typeof parseType> | null }[] = []
    while (!p.in.take(')')) {
      if (params.length > 0) p.in.expect(',')
      const name = p.declaredName((next) => /[:,)]/.test(p.in.text[next] ?? ''))
      params.push({ name, type: p.in.take(':') ? parseType(p.in, p.types) : null })
      p.scope.add(name)
    }
    const external = p.in.takeWord('external')
    const body = p.expression()
    return { op: 'function', params, body: external ? null : body }
  })
}
