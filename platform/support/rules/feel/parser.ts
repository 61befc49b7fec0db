import type { Node, UnaryTestsNode } from './ast.ts'
import { disjunction, test, testList } from './parse-operators.ts'
import { type KnownNames, ParserState } from './parser-state.ts'

function whole<T>(text: string, known: KnownNames, read: (state: ParserState) => T): T {
  const state = new ParserState(text, known, { expression: disjunction, test })
  const result = read(state)
  if (!state.in.atEnd()) throw state.in.error('expected the end of the expression')
  return result
}

/** Parses one expression whole. Throws `rules.bad-expression` with line and column. */
export function parseExpression(text: string, known: KnownNames): Node {
  return whole(text, known, (state) => state.expression())
}

/** Parses the content of a decision-table cell or of allowed values. Throws `rules.bad-expression`. */
export function parseUnaryTests(text: string, known: KnownNames): UnaryTestsNode {
  return whole(text, known, unaryTests)
}

function unaryTests(state: ParserState): UnaryTestsNode {
  if (state.in.take('-') && state.in.atEnd()) return { any: true, negated: false, tests: [] }
  state.in.at = 0
  // `not(a, b)` negates the alternatives; `not(x) and y` is an ordinary expression, so the bracket must close the cell.
  const negated = state.attempt(() => {
    state.in.expectWord('not')
    state.in.expect('(')
    const tests = testList(state)
    state.in.expect(')')
    if (!state.in.atEnd()) throw state.in.error('expected the end')
    return tests
  })
  return negated
    ? { any: false, negated: true, tests: negated }
    : { any: false, negated: false, tests: testList(state) }
}
