import { Refusal } from '#kernel/errors.ts'
import type { Node } from '../ast.ts'
import { compare } from '../compare.ts'
import { NameSet } from '../names.ts'
import { negate } from '../number.ts'
import { parseExpression } from '../parser.ts'
import { parseDate, parseDateTime, parseDuration, parseTime } from '../temporal.ts'
import { type FeelFunction, fail, isNumber, isRange, type Range, type Run, type Value } from '../values.ts'
import { builtin, signature } from './signature.ts'

/** One side of a range: its value (null when unbounded), whether it belongs, and the direction it looks in. */
type End = { value: Value; included: boolean; side: -1 | 1 }

function low(range: Range): End {
  return { value: range.low, included: range.lowClosed, side: -1 }
}

function high(range: Range): End {
  return { value: range.high, included: range.highClosed, side: 1 }
}

class Incomparable extends Error {}

/** Compares two ends by value; an unbounded end lies beyond everything on its side. */
function order(a: End, b: End): number {
  if (a.value === null || b.value === null) {
    const [x, y] = [a.value === null ? a.side : 0, b.value === null ? b.side : 0]
    return x - y
  }
  const result = compare(a.value, b.value)
  if (result === null) throw new Incomparable()
  return result
}

function asRange(value: Value): Range {
  return isRange(value) ? value : { kind: 'range', low: value, high: value, lowClosed: true, highClosed: true }
}

type Relation = (a: Range, b: Range) => boolean

// DMN 1.5 table 82, with a point taken as the closed range of itself.
function before(a: Range, b: Range): boolean {
  const by = order(high(a), low(b))
  return by < 0 || (by === 0 && !(a.highClosed && b.lowClosed))
}

function meets(a: Range, b: Range): boolean {
  return a.highClosed && b.lowClosed && order(high(a), low(b)) === 0
}

function overlaps(a: Range, b: Range): boolean {
  return !before(a, b) && !before(b, a)
}

function overlapsBefore(a: Range, b: Range): boolean {
  const starts = order(low(a), low(b))
  const ends = order(high(a), high(b))
  const startsFirst = starts < 0 || (starts === 0 && a.lowClosed && !b.lowClosed)
  const endsFirst = ends < 0 || (ends === 0 && (!a.highClosed || b.highClosed))
  return startsFirst && endsFirst && !before(a, b)
}

function includes(a: Range, b: Range): boolean {
  const starts = order(low(a), low(b))
  const ends = order(high(a), high(b))
  const low1 = starts < 0 || (starts === 0 && (a.lowClosed || !b.lowClosed))
  return low1 && (ends > 0 || (ends === 0 && (a.highClosed || !b.highClosed)))
}

function finishes(a: Range, b: Range): boolean {
  if (a.highClosed !== b.highClosed || order(high(a), high(b)) !== 0) return false
  const starts = order(low(a), low(b))
  return starts > 0 || (starts === 0 && (!a.lowClosed || b.lowClosed))
}

function begins(a: Range, b: Range): boolean {
  if (a.lowClosed !== b.lowClosed || order(low(a), low(b)) !== 0) return false
  const ends = order(high(a), high(b))
  return ends < 0 || (ends === 0 && (!a.highClosed || b.highClosed))
}

function coincides(a: Range, b: Range): boolean {
  return (
    a.lowClosed === b.lowClosed &&
    a.highClosed === b.highClosed &&
    order(low(a), low(b)) === 0 &&
    order(high(a), high(b)) === 0
  )
}

function inverse(relation: Relation): Relation {
  return (a, b) => relation(b, a)
}

type Shape = 'points' | 'point, range' | 'range, point' | 'ranges'

function relation(name: string, shapes: readonly Shape[], holds: Relation): FeelFunction {
  const judge = (run: Run, a: Value, b: Value): Value => {
    try {
      return holds(asRange(a), asRange(b))
    } catch (error) {
      if (!(error instanceof Incomparable)) throw error
      return fail(run, 'range', 'the two have no common order')
    }
  }
  const points = (run: Run, a: Value, b: Value) =>
    isRange(a) || isRange(b) || a === null || b === null
      ? fail(run, 'range', `${name} does not take these`)
      : judge(run, a, b)
  const signatures = {
    ranges: signature(['range1: range', 'range2: range'], judge),
    'point, range': signature(['point: any', 'range: range'], (run, a, b) =>
      a === null || isRange(a) ? null : judge(run, a, b),
    ),
    'range, point': signature(['range: range', 'point: any'], (run, a, b) =>
      b === null || isRange(b) ? null : judge(run, a, b),
    ),
    points: signature(['point1: any', 'point2: any'], points),
  }
  return builtin(
    name,
    ...(['ranges', 'point, range', 'range, point', 'points'] as const)
      .filter((shape) => shapes.includes(shape))
      .map((shape) => signatures[shape]),
  )
}

const CONSTRUCTORS: Record<string, (text: string) => Value> = {
  date: parseDate,
  time: parseTime,
  'date and time': parseDateTime,
  duration: parseDuration,
}

/** An end of a range given as text: a literal or a constructor over a literal; undefined for anything else. */
function endValue(node: Node): Value | undefined {
  if (node.op === 'literal') return node.value
  if (node.op === 'negate') {
    const of = endValue(node.of)
    return isNumber(of) ? negate(of) : undefined
  }
  const [arg] = node.op === 'call' ? node.args : []
  if (node.op !== 'call' || node.of.op !== 'name' || arg?.op !== 'literal' || node.args.length !== 1) return undefined
  const make = Object.hasOwn(CONSTRUCTORS, node.of.name) ? CONSTRUCTORS[node.of.name] : undefined
  return make && typeof arg.value === 'string' ? (make(arg.value) ?? undefined) : undefined
}

/** `range("[1..3)")`: DMN 1.5 wants literals as ends, both there and in order. */
function readRange(run: Run, text: string): Value {
  run.spend(20)
  const refuse = () => fail(run, 'range', `"${text}" is no range`)
  try {
    const known = { names: new NameSet(Object.keys(CONSTRUCTORS)), members: new NameSet([]), types: new NameSet([]) }
    const node = parseExpression(text, known)
    if (node.op !== 'range') return refuse()
    const [from, to] = [endValue(node.low), endValue(node.high)]
    if (from === undefined || to === undefined || (compare(from, to) ?? 1) > 0) return refuse()
    return { kind: 'range', low: from, high: to, lowClosed: node.lowClosed, highClosed: node.highClosed }
  } catch (error) {
    if (error instanceof Refusal) return refuse()
    throw error
  }
}

export const rangeFunctions: readonly FeelFunction[] = [
  relation('before', ['points', 'point, range', 'range, point', 'ranges'], before),
  relation('after', ['points', 'point, range', 'range, point', 'ranges'], inverse(before)),
  relation('meets', ['ranges'], meets),
  relation('met by', ['ranges'], inverse(meets)),
  relation('overlaps', ['ranges'], overlaps),
  relation('overlaps before', ['ranges'], overlapsBefore),
  relation('overlaps after', ['ranges'], inverse(overlapsBefore)),
  relation('finishes', ['point, range', 'ranges'], finishes),
  relation('finished by', ['range, point', 'ranges'], inverse(finishes)),
  relation('includes', ['range, point', 'ranges'], includes),
  relation('during', ['point, range', 'ranges'], inverse(includes)),
  relation('starts', ['point, range', 'ranges'], begins),
  relation('started by', ['range, point', 'ranges'], inverse(begins)),
  relation('coincides', ['points', 'ranges'], coincides),
  builtin('range', signature(['from: string'], readRange)),
]
