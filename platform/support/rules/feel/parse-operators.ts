import type { ArithmeticOp, CompareOp, Node } from './ast.ts'
import { declaredNameAt } from './names.ts'
import { primary } from './parse-primary.ts'
import type { ParserState } from './parser-state.ts'
import { parseType } from './type-parser.ts'

const COMPARES: readonly CompareOp[] = ['<=', '>=', '!=', '=', '<', '>']

/** Unary tests with commas between them. */
export function testList(p: ParserState): Node[] {
  const tests = [test(p)]
  while (p.in.take(',')) tests.push(test(p))
  return tests
}

/** One unary test: `< x` or an expression. */
export function test(p: ParserState): Node {
  return halfRange(p) ?? p.expression()
}

function halfRange(p: ParserState): Node | null {
  const by = COMPARES.find((symbol) => p.in.take(symbol))
  return by ? { op: 'halfRange', compare: by, end: p.nested(() => additive(p)) } : null
}

/** A whole expression: the operators from the loosest, `or`, to the tightest. */
export function disjunction(p: ParserState): Node {
  let left = conjunction(p)
  while (p.in.takeWord('or')) {
    left = p.link({ op: 'or', left, right: conjunction(p) })
  }
  return left
}

function conjunction(p: ParserState): Node {
  let left = comparison(p)
  while (p.in.takeWord('and')) {
    left = p.link({ op: 'and', left, right: comparison(p) })
  }
  return left
}

function comparison(p: ParserState): Node {
  let left = additive(p)
  for (;;) {
    const by = COMPARES.find((symbol) => p.in.take(symbol))
    if (by) left = p.link({ op: 'compare', by, left, right: additive(p) })
    else if (p.in.takeWord('between')) {
      const low = additive(p)
      p.in.expectWord('and')
      left = p.link({ op: 'between', value: left, low, high: additive(p) })
    } else if (p.in.takeWord('in')) left = p.link({ op: 'in', value: left, tests: inTests(p) })
    else return left
  }
}

// `x in (a, <b)` lists tests, but `x in (1..3)` and `x in (a) + b` are expressions that begin with the same bracket.
function inTests(p: ParserState): Node[] {
  const half = halfRange(p)
  if (half) return [half]
  const listed = p.attempt(() => {
    p.in.expect('(')
    const tests = testList(p)
    p.in.expect(')')
    return tests
  })
  return listed ?? [additive(p)]
}

function additive(p: ParserState): Node {
  let left = multiplicative(p)
  for (;;) {
    const by: ArithmeticOp | null = p.in.take('+') ? '+' : p.in.take('-') ? '-' : null
    if (!by) return left
    left = p.link({ op: 'arithmetic', by, left, right: multiplicative(p) })
  }
}

function multiplicative(p: ParserState): Node {
  let left = exponent(p)
  for (;;) {
    const by: ArithmeticOp | null = p.in.take('*') ? '*' : p.in.take('/') ? '/' : null
    if (!by) return left
    left = p.link({ op: 'arithmetic', by, left, right: exponent(p) })
  }
}

function exponent(p: ParserState): Node {
  let left = negation(p)
  while (p.in.take('**')) {
    left = p.link({ op: 'arithmetic', by: '**', left, right: negation(p) })
  }
  return left
}

function negation(p: ParserState): Node {
  if (p.in.take('-')) {
    return { op: 'negate', of: p.nested(() => negation(p)) }
  }
  let value = postfix(p, primary(p))
  while (p.in.takeWord('instance')) {
    p.in.expectWord('of')
    value = { op: 'instance', value, type: parseType(p.in, p.types) }
  }
  return value
}

function postfix(p: ParserState, start: Node): Node {
  let node = start
  for (;;) {
    if (p.in.peek('.') && !p.in.peek('..')) {
      p.in.at++
      node = p.link({ op: 'path', of: node, name: memberName(p) })
    } else if (p.in.peek('[')) {
      // In `]1..5[` the bracket closes the range instead of opening a filter.
      const filter = p.rangeEnd > 0 ? p.attempt(() => filterOf(p, node)) : filterOf(p, node)
      if (!filter) return node
      node = p.link(filter)
    } else if (p.in.peek('(')) node = p.link(callOf(p, node))
    else return node
  }
}

function filterOf(p: ParserState, of: Node): Node {
  p.in.expect('[')
  p.filterDepth++
  const by = p.within(['item'], () => test(p))
  p.filterDepth--
  p.in.expect(']')
  return { op: 'filter', of, by }
}

function memberName(p: ParserState): string {
  const at = p.in.skip()
  const known = p.members.longestAt(p.in.text, at)
  const word = p.in.peekWord()
  if (!word) throw p.in.error('expected a name after "."')
  p.in.at = known ? known[1] : at + word.length
  return known ? known[0] : word
}

function callOf(p: ParserState, of: Node): Node {
  p.in.expect('(')
  const args: Node[] = []
  const names: string[] = []
  while (!p.in.take(')')) {
    if (args.length > 0) p.in.expect(',')
    const named = declaredNameAt(p.in.text, p.in.at, (next) => p.in.text[next] === ':')
    if (named) {
      names.push(named[0])
      p.in.at = named[1] + 1
    }
    if (names.length > 0 && !named) throw p.in.error('expected a named argument like the others')
    args.push(test(p))
    if (names.length > 0 && names.length !== args.length) throw p.in.error('named and positional arguments mix')
  }
  return { op: 'call', of, args, names: names.length > 0 ? names : null }
}
