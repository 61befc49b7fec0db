import { calculate, negateValue } from './arithmetic.ts'
import type { CompareOp, Compiler, Frame, Node, Scope, Thunk } from './ast.ts'
import { compare, equal, ordering } from './compare.ts'
import { compileCall, compileFunction } from './compile-calls.ts'
import { compileFilter, compileFor, compileQuantified } from './compile-loops.ts'
import { compileTests } from './compile-tests.ts'
import { coerceOrFail, isInstance, resolveType } from './feel-type.ts'
import { readMember } from './members.ts'
import { negate } from './number.ts'
import { compileName } from './scope.ts'
import { fail, isNumber, type Range, type Value } from './values.ts'

/** Turns a node into a closure. Names are resolved and literals folded here, never while it runs. */
export function compileNode(node: Node, scope: Scope | null, compiler: Compiler): Thunk {
  const constant = constantOf(node)
  if (constant !== undefined) return () => constant
  const compile = (part: Node) => compiler.compile(part, scope)
  switch (node.op) {
    case 'literal':
      return () => node.value
    case 'name':
      return compileName(node.name, scope, compiler)
    case 'input':
      compiler.inputUsed = true
      return compileName('?', scope, compiler)
    case 'path':
      return compilePath(compile(node.of), node.name)
    case 'filter':
      return compileFilter(node, scope, compiler)
    case 'call':
      return compileCall(node, scope, compiler)
    case 'function':
      return compileFunction(node, scope, compiler)
    case 'list':
      return compileList(node.items.map(compile))
    case 'context':
      return compileContext(node, scope, compiler)
    case 'range':
      return compileRange(node, compile)
    case 'halfRange':
      return compileHalfRange(node.compare, compile(node.end))
    case 'negate': {
      const of = compile(node.of)
      return (frame) => negateValue(of(frame), frame.run)
    }
    case 'arithmetic': {
      const [by, left, right] = [node.by, compile(node.left), compile(node.right)]
      return (frame) => calculate(by, left(frame), right(frame), frame.run)
    }
    case 'compare':
      return compileCompare(node.by, compile(node.left), compile(node.right))
    case 'and':
      return compileLogic(compile(node.left), compile(node.right), false)
    case 'or':
      return compileLogic(compile(node.left), compile(node.right), true)
    case 'between':
      return compileBetween(compile(node.value), compile(node.low), compile(node.high))
    case 'in': {
      const [value, test] = [compile(node.value), compileTests(node.tests, scope, compiler)]
      return (frame) => test(value(frame), frame)
    }
    case 'instance': {
      const [value, type] = [compile(node.value), resolveType(node.type, compiler)]
      return (frame) =>
        type ? isInstance(value(frame), type, frame.run, true) : fail(frame.run, 'type', 'the type is not known')
    }
    case 'if': {
      const [test, yes, no] = [compile(node.test), compile(node.yes), compile(node.no)]
      return (frame) => {
        const holds = test(frame)
        if (holds === true) return yes(frame)
        if (holds === false || holds === null) return no(frame)
        return fail(frame.run, 'if', 'the condition must say yes or no')
      }
    }
    case 'for':
      return compileFor(node, scope, compiler)
    case 'quantified':
      return compileQuantified(node, scope, compiler)
    case 'coerce': {
      const of = compile(node.of)
      return (frame) => coerceOrFail(of(frame), node.type, node.what, frame.run)
    }
    case 'foreign':
      return node.compile(scope, compiler)
  }
}

/** The value of a node that can have only one; undefined for all others. */
function constantOf(node: Node): Value | undefined {
  if (node.op === 'literal') return node.value
  if (node.op === 'negate') {
    const of = constantOf(node.of)
    return isNumber(of) ? negate(of) : undefined
  }
  if (node.op !== 'list') return undefined
  const items = node.items.map(constantOf)
  return items.every((item) => item !== undefined) ? items : undefined
}

function compilePath(of: Thunk, name: string): Thunk {
  return (frame) => readMember(of(frame), name, frame.run)
}

function compileList(items: Thunk[]): Thunk {
  return (frame) => {
    frame.run.spend(items.length)
    return items.map((item) => item(frame))
  }
}

/** Entries see those before them; a function also sees itself, so that it can recur. */
function compileContext(node: Extract<Node, { op: 'context' }>, scope: Scope | null, compiler: Compiler): Thunk {
  const inner: Scope = { kind: 'slots', names: [], up: scope }
  const keys = node.entries.map((entry) => entry.key)
  const duplicate = keys.find((key, index) => keys.indexOf(key) !== index)
  const thunks = node.entries.map(({ key, value }) => {
    if (value.op === 'function') inner.names.push(key)
    const thunk = compiler.compile(value, inner)
    if (value.op !== 'function') inner.names.push(key)
    return thunk
  })
  const last = node.result && compiler.compile(node.result, inner)
  return (frame) => {
    if (duplicate !== undefined) return fail(frame.run, 'context', `the key "${duplicate}" stands twice`)
    const slots: Value[] = []
    const own: Frame = { up: frame, slots, run: frame.run }
    const result = new Map<string, Value>()
    frame.run.spend(thunks.length)
    for (const [index, thunk] of thunks.entries()) {
      const value = thunk(own)
      slots.push(value)
      result.set(keys[index] ?? '', value)
    }
    if (last) return last(own)
    return result
  }
}

function compileRange(node: Extract<Node, { op: 'range' }>, compile: (part: Node) => Thunk): Thunk {
  const { lowClosed, highClosed } = node
  const ends = [constantOf(node.low), constantOf(node.high)] as const
  const range = (low: Value, high: Value): Range => ({ kind: 'range', low, high, lowClosed, highClosed })
  if (ends[0] !== undefined && ends[1] !== undefined) {
    const constant = range(ends[0], ends[1])
    if (isProper(constant)) return () => constant
  }
  const [low, high] = [compile(node.low), compile(node.high)]
  return (frame) => {
    const made = range(low(frame), high(frame))
    return isProper(made) ? made : fail(frame.run, 'range', 'the ends of the range do not go together')
  }
}

/** The ends have an order between them, or one is not known. */
function isProper({ low, high }: Range): boolean {
  if (low === null && high === null) return false
  return low === null || high === null ? compare(low ?? high, high ?? low) !== null : compare(low, high) !== null
}

function compileHalfRange(by: CompareOp, end: Thunk): Thunk {
  const closed = by === '<=' || by === '>=' || by === '='
  const [below, above] = [by.startsWith('<'), by.startsWith('>')]
  return (frame) => {
    const value = end(frame)
    if (value === null) return null
    const [low, high] = [below ? null : value, above ? null : value]
    return { kind: 'range', low, high, lowClosed: closed && !below, highClosed: closed && !above, by }
  }
}

function compileCompare(by: CompareOp, left: Thunk, right: Thunk): Thunk {
  if (by === '=') return (frame) => equal(left(frame), right(frame), frame.run)
  if (by === '!=') {
    return (frame) => {
      const same = equal(left(frame), right(frame), frame.run)
      return same === null ? null : !same
    }
  }
  const accepts = ordering(by)
  return (frame) => {
    const [a, b] = [left(frame), right(frame)]
    const order = compare(a, b)
    return order === null ? null : accepts(order)
  }
}

/** Three-valued: `decisive` settles it from either side, and anything that is no boolean counts as unknown. */
function compileLogic(left: Thunk, right: Thunk, decisive: boolean): Thunk {
  return (frame) => {
    const a = left(frame)
    if (a === decisive) return decisive
    const b = right(frame)
    if (b === decisive) return decisive
    return a === !decisive && b === !decisive ? !decisive : null
  }
}

function compileBetween(value: Thunk, low: Thunk, high: Thunk): Thunk {
  return (frame) => {
    const v = value(frame)
    const [above, below] = [compare(v, low(frame)), compare(v, high(frame))]
    if ((above !== null && above < 0) || (below !== null && below > 0)) return false
    return above === null || below === null ? null : true
  }
}
