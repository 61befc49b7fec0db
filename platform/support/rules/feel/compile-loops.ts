import type { Binder, Compiler, Frame, Node, Scope, Thunk } from './ast.ts'
import { epochDay, NANOS_PER_DAY } from './calendar.ts'
import { asInteger } from './number.ts'
import { child } from './scope.ts'
import { days } from './temporal.ts'
import { addDaysToDate } from './temporal-math.ts'
import { type FeelDate, fail, isList, isNumber, isRange, kindOf, type Run, type Value } from './values.ts'

/** `list[condition]` keeps items, `list[number]` picks one, from the end when negative; what is no list is a list of one. */
export function compileFilter(node: Extract<Node, { op: 'filter' }>, scope: Scope | null, compiler: Compiler): Thunk {
  const of = compiler.compile(node.of, scope)
  const by = compiler.compile(node.by, { kind: 'item', names: ['item'], up: scope })
  return (frame) => {
    const value = of(frame)
    const items = isList(value) ? value : value === null ? [] : [value]
    const { diagnostics } = frame.run
    const said = diagnostics.length
    const first = by(child(frame, [items[0] ?? null]))
    if (items.length === 0 && !isNumber(first)) {
      // Without items the condition was asked only to see whether it is an index: what it lacked is no fault.
      diagnostics.length = said
      return []
    }
    if (isNumber(first)) {
      const index = asInteger(first)
      return index === null ? fail(frame.run, 'filter', 'an index must be whole') : pick(items, index, frame.run)
    }
    frame.run.spend(items.length)
    const kept: Value[] = []
    for (const [index, item] of items.entries()) {
      const keep = index === 0 ? first : by(child(frame, [item]))
      if (keep === true) kept.push(item)
      else if (keep !== false && keep !== null) return fail(frame.run, 'filter', 'a filter must say yes or no')
    }
    return kept
  }
}

function pick(items: readonly Value[], index: number, run: Run): Value {
  const found = index > 0 ? items[index - 1] : index < 0 ? items[items.length + index] : undefined
  return found === undefined ? fail(run, 'filter', `index ${index} of a list of ${items.length}`) : found
}

type Iteration = (frame: Frame, visit: (item: Value) => boolean) => boolean | null

/** One `name in …`: calls `visit` per item until it says false; null when there is nothing to iterate over. */
function compileBinder(binder: Binder, scope: Scope | null, compiler: Compiler): Iteration {
  const from = compiler.compile(binder.from, scope)
  const to = binder.to && compiler.compile(binder.to, scope)
  return (frame, visit) => {
    const value = from(frame)
    if (to) return steps(value, to(frame), frame.run, visit)
    if (isRange(value)) return overRange(value, frame.run, visit)
    if (value === null) return null
    const items = isList(value) ? value : [value]
    for (const item of items) {
      frame.run.spend(1)
      if (!visit(item)) return false
    }
    return true
  }
}

function overRange(
  range: Extract<Value, { kind: 'range' }>,
  run: Run,
  visit: (item: Value) => boolean,
): boolean | null {
  if (range.by || (distance(range.low, range.high) ?? -1) < 0) return null
  const first = range.lowClosed ? range.low : next(range.low, 1)
  const last = range.highClosed ? range.high : next(range.high, -1)
  return (distance(first, last) ?? -1) < 0 ? true : steps(first, last, run, visit)
}

function next(value: Value, step: number): Value {
  if (typeof value === 'number') return value + step
  return kindOf(value) === 'date' ? addDaysToDate(value as FeelDate, days(BigInt(NANOS_PER_DAY) * BigInt(step))) : null
}

/** Whole steps from one end to the other; null when the ends are not two integers or two dates. */
function distance(from: Value, to: Value): number | null {
  if (typeof from === 'number' && typeof to === 'number') return to - from
  if (kindOf(from) !== 'date' || kindOf(to) !== 'date') return null
  const [a, b] = [from as FeelDate, to as FeelDate]
  return epochDay(b.year, b.month, b.day) - epochDay(a.year, a.month, a.day)
}

function steps(from: Value, to: Value, run: Run, visit: (item: Value) => boolean): boolean | null {
  const count = distance(from, to)
  if (count === null) return null
  const step = count < 0 ? -1 : 1
  let item = from
  for (let i = 0; i <= Math.abs(count); i++) {
    run.spend(1)
    if (!visit(item)) return false
    item = next(item, step)
  }
  return true
}

/** Nests the binders, each in its own frame, and calls `body` in the innermost. */
function compileBinders(binders: readonly Binder[], scope: Scope | null, compiler: Compiler): [Scope | null, Nest] {
  const [first, ...others] = binders
  if (!first) return [scope, (frame, body) => body(frame)]
  const iterate = compileBinder(first, scope, compiler)
  const [inner, nest] = compileBinders(others, { kind: 'slots', names: [first.name], up: scope }, compiler)
  return [
    inner,
    (frame, body) => {
      let unknown = false
      const finished = iterate(frame, (item) => {
        const more = nest(child(frame, [item]), body)
        if (more === null) unknown = true
        return more === true
      })
      return unknown ? null : finished
    },
  ]
}

type Nest = (frame: Frame, body: (frame: Frame) => boolean) => boolean | null

export function compileFor(node: Extract<Node, { op: 'for' }>, scope: Scope | null, compiler: Compiler): Thunk {
  const outer = { kind: 'slots', names: ['partial'], up: scope, reads: new Set<string>() } satisfies Scope
  const [inner, nest] = compileBinders(node.binders, outer, compiler)
  const body = compiler.compile(node.body, inner)
  const usesPartial = outer.reads.has('partial')
  return (frame) => {
    const results: Value[] = []
    const own = child(frame, [results])
    const finished = nest(own, (at) => {
      // `partial` is what came before, so the body must not see the list grow under its feet.
      if (usesPartial) {
        frame.run.spend(results.length)
        own.slots[0] = results.slice()
      }
      results.push(body(at))
      return true
    })
    return finished === null ? fail(frame.run, 'for', 'there is nothing to iterate over') : results
  }
}

export function compileQuantified(
  node: Extract<Node, { op: 'quantified' }>,
  scope: Scope | null,
  compiler: Compiler,
): Thunk {
  const [inner, nest] = compileBinders(node.binders, scope, compiler)
  const body = compiler.compile(node.body, inner)
  return (frame) => {
    let unknown = false
    let absurd = false
    const finished = nest(frame, (at) => {
      const holds = body(at)
      if (holds === null) unknown = true
      else if (typeof holds !== 'boolean') absurd = true
      return holds !== !node.every && !absurd
    })
    if (absurd) return fail(frame.run, 'quantified', 'the condition must say yes or no')
    if (finished === null) return fail(frame.run, 'quantified', 'there is nothing to iterate over')
    if (!finished) return !node.every
    return unknown ? null : node.every
  }
}
