import type { Node } from './ast.ts'
import { conditional, contextLiteral, functionLiteral, loop, quantified } from './parse-forms.ts'
import type { ParserState } from './parser-state.ts'
import { parseTemporal } from './temporal.ts'

const KEYWORDS = new Set(
  'if then else for in return some every satisfies and or between instance of function external true false null'.split(
    ' ',
  ),
)

/** A literal, a name, a bracketed or braced form, or one that begins with a keyword. */
export function primary(p: ParserState): Node {
  const at = p.in.skip()
  const char = p.in.text.charAt(at)
  if (char === '"') return { op: 'literal', value: p.in.string() }
  if (char === '@') return atLiteral(p)
  if (char === '[' || char === ']' || char === '(') return bracket(p)
  if (char === '{') return contextLiteral(p)
  const number = p.in.number()
  if (number !== null) return { op: 'literal', value: number }
  return wordOrForm(p)
}

function atLiteral(p: ParserState): Node {
  const at = p.in.at++
  if (!p.in.peek('"')) throw p.in.error('expected a string after "@"')
  const value = parseTemporal(p.in.string())
  if (value === null) throw p.in.error('expected a date, time or duration', at)
  return { op: 'literal', value }
}

function wordOrForm(p: ParserState): Node {
  const at = p.in.skip()
  const word = p.in.peekWord()
  if (!word) throw p.in.error('expected an expression')
  const found = p.scope.longestAt(p.in.text, at)
  const member = p.filterDepth > 0 ? p.members.longestAt(p.in.text, at) : null
  const name = member && (!found || member[1] > found[1]) ? member : found
  if (name && (name[1] > at + word.length || !KEYWORDS.has(word))) {
    p.in.at = name[1]
    return { op: 'name', name: name[0], at }
  }
  p.in.at = at + word.length
  if (word === '?') return { op: 'input' }
  if (word === 'true' || word === 'false') return { op: 'literal', value: word === 'true' }
  if (word === 'null') return { op: 'literal', value: null }
  if (word === 'if') return conditional(p)
  if (word === 'for') return loop(p)
  if (word === 'some' || word === 'every') return quantified(p, word === 'every')
  if (word === 'function') return functionLiteral(p)
  if (KEYWORDS.has(word)) throw p.in.error('expected an expression', at)
  return { op: 'name', name: word, at }
}

function bracket(p: ParserState): Node {
  const open = p.in.text.charAt(p.in.at++)
  if (open === '[' && p.in.take(']')) return { op: 'list', items: [] }
  const savedEnd = p.rangeEnd
  p.rangeEnd = 0
  const first = p.test()
  const range = p.in.take('..') ? rangeRest(p, first, open === '[') : null
  p.rangeEnd = savedEnd
  if (range) return range
  if (open === '(') {
    p.in.expect(')')
    return first
  }
  if (open === ']') throw p.in.error('expected ".."')
  const items = [first]
  while (p.in.take(',')) items.push(p.test())
  p.in.expect(']')
  return { op: 'list', items }
}

function rangeRest(p: ParserState, low: Node, lowClosed: boolean): Node {
  p.rangeEnd++
  const high = p.expression()
  p.rangeEnd--
  const highClosed = p.in.take(']')
  if (!highClosed && !p.in.take(')') && !p.in.take('[')) throw p.in.error('expected the end of the range')
  return { op: 'range', low, high, lowClosed, highClosed }
}
