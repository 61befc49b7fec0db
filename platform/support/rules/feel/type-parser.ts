import type { TypeNode } from './ast.ts'
import { declaredNameAt, NameSet } from './names.ts'
import type { Scanner } from './scanner.ts'

export const scalarNames = [
  'number',
  'string',
  'boolean',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
] as const

// DMN 1.5 §7.3.2 spells the durations in camel case in typeRef attributes.
const SCALARS = new NameSet([...scalarNames, 'dateTime', 'dayTimeDuration', 'yearMonthDuration', 'Any', 'Null'])

const MAX_DEPTH = 30

/** Reads a type at the cursor: a scalar, `list<…>`, `range<…>`, `context<…>`, `function<…> -> …` or a named type. */
export function parseType(scanner: Scanner, known: NameSet, depth = 0): TypeNode {
  if (depth > MAX_DEPTH) throw scanner.error('a type nested too deep:')
  const at = scanner.skip()
  const word = scanner.peekWord()
  const named = longest(SCALARS.longestAt(scanner.text, at), known.longestAt(scanner.text, at))
  if (!named && (word === 'list' || word === 'range') && scanner.takeWord(word)) {
    if (!scanner.take('<')) return { op: word, of: { op: 'named', name: 'Any' } }
    const of = parseType(scanner, known, depth + 1)
    scanner.expect('>')
    return { op: word, of }
  }
  if (!named && scanner.takeWord('context')) return { op: 'context', fields: contextFields(scanner, known, depth) }
  if (!named && scanner.takeWord('function')) return functionType(scanner, known, depth)
  if (!word) throw scanner.error('expected a type')
  if (!named) throw scanner.error('expected a type that is known', at)
  scanner.at = named[1]
  return { op: 'named', name: named[0] }
}

function longest<T extends [string, number]>(a: T | null, b: T | null): T | null {
  return a && b ? (b[1] >= a[1] ? b : a) : (a ?? b)
}

function contextFields(scanner: Scanner, known: NameSet, depth: number): { name: string; type: TypeNode }[] {
  const fields: { name: string; type: TypeNode }[] = []
  if (!scanner.take('<')) return fields
  while (!scanner.take('>')) {
    if (fields.length > 0) scanner.expect(',')
    const found = declaredNameAt(scanner.text, scanner.at, (next) => scanner.text[next] === ':')
    if (!found) throw scanner.error('expected a field name')
    scanner.at = found[1] + 1
    fields.push({ name: found[0], type: parseType(scanner, known, depth + 1) })
  }
  return fields
}

function functionType(scanner: Scanner, known: NameSet, depth: number): TypeNode {
  const params: TypeNode[] = []
  if (!scanner.take('<')) return { op: 'function', params, result: { op: 'named', name: 'Any' } }
  while (!scanner.take('>')) {
    if (params.length > 0) scanner.expect(',')
    params.push(parseType(scanner, known, depth + 1))
  }
  scanner.expect('->')
  return { op: 'function', params, result: parseType(scanner, known, depth + 1) }
}
