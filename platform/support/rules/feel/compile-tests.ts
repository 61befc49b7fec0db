import type { Compiler, Frame, Node, Scope, UnaryTestsNode } from './ast.ts'
import { compare, equal, includes, ordering, type Payer } from './compare.ts'
import { child } from './scope.ts'
import { isList, isRange, type Range, type Value } from './values.ts'

/** Whether an input passes; null where it cannot be said. */
export type Test = (input: Value, frame: Frame) => boolean | null

/** DMN 1.5 §10.3.2.13.1: the alternatives of a cell, or of the right side of `in`. */
export function compileTests(tests: readonly Node[], scope: Scope | null, compiler: Compiler): Test {
  const alternatives = tests.map((node) => compileTest(node, scope, compiler))
  const [only] = alternatives
  if (only && alternatives.length === 1) return only
  return (input, frame) => {
    let unknown = false
    for (const test of alternatives) {
      const passes = test(input, frame)
      if (passes === true) return true
      if (passes === null) unknown = true
    }
    return unknown ? null : false
  }
}

/** A whole cell: `-` passes everything, `not(…)` the opposite of its alternatives. */
export function compileUnary(node: UnaryTestsNode, scope: Scope | null, compiler: Compiler): Test {
  if (node.any) return () => true
  const test = compileTests(node.tests, scope, compiler)
  if (!node.negated) return test
  return (input, frame) => {
    const passes = test(input, frame)
    return passes === null ? null : !passes
  }
}

function compileTest(node: Node, scope: Scope | null, compiler: Compiler): Test {
  if (node.op === 'halfRange') return compileHalf(node, scope, compiler)
  if (node.op === 'literal') {
    const { value } = node
    if (typeof value === 'string' || typeof value === 'boolean')
      return (input, frame) => (input === value ? true : equal(input, value, frame.run))
    return (input, frame) => equal(input, value, frame.run)
  }
  const range = constantRange(node)
  if (range)
    return (input, frame) => (isRange(input) ? equal(input, range, frame.run) : includes(range, input, frame.run))
  const outerUse = compiler.inputUsed
  compiler.inputUsed = false
  const value = compiler.compile(node, { kind: 'slots', names: ['?'], up: scope })
  const usesInput = compiler.inputUsed
  compiler.inputUsed = outerUse || usesInput
  return (input, frame) => accepts(value(child(frame, [input])), input, usesInput, frame.run)
}

/** A range whose ends are written out and go together, as most cells have: made once. */
function constantRange(node: Node): Range | undefined {
  if (node.op !== 'range' || node.low.op !== 'literal' || node.high.op !== 'literal') return undefined
  const [low, high] = [node.low.value, node.high.value]
  if (low === null || high === null || compare(low, high) === null) return undefined
  return { kind: 'range', low, high, lowClosed: node.lowClosed, highClosed: node.highClosed }
}

function compileHalf(node: Extract<Node, { op: 'halfRange' }>, scope: Scope | null, compiler: Compiler): Test {
  const { compare: by } = node
  if (node.end.op === 'literal' && by !== '=' && by !== '!=') {
    const [{ value }, within] = [node.end, ordering(by)]
    return (input) => {
      const order = compare(input, value)
      return order === null ? null : within(order)
    }
  }
  const end = compiler.compile(node.end, { kind: 'slots', names: ['?'], up: scope })
  if (by === '=') return (input, frame) => equal(input, end(child(frame, [input])), frame.run)
  if (by === '!=') {
    return (input, frame) => {
      const same = equal(input, end(child(frame, [input])), frame.run)
      return same === null ? null : !same
    }
  }
  const within = ordering(by)
  return (input, frame) => {
    const order = compare(input, end(child(frame, [input])))
    return order === null ? null : within(order)
  }
}

/** What a value on the right says of an input: it judges, holds, spans or equals it. */
export function accepts(value: Value, input: Value, usesInput: boolean, payer: Payer): boolean | null {
  if (typeof value === 'boolean' && (usesInput || typeof input !== 'boolean')) return value
  if (isRange(value)) return isRange(input) ? equal(input, value, payer) : includes(value, input, payer)
  if (!isList(value)) return equal(input, value, payer)
  if (isList(input) && equal(input, value, payer) === true) return true
  payer.spend(value.length)
  return value.some((item) => {
    const passes = isRange(item) && !isRange(input) ? includes(item, input, payer) : equal(input, item, payer)
    return passes === true
  })
}
