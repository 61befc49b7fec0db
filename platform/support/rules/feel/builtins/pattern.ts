import { charEscape } from './pattern-chars.ts'
import { type Pattern, parsePattern } from './pattern-parser.ts'

/** Where a pattern matched: ends in code points, and what each group captured, by number. */
export type Match = { start: number; end: number; groups: readonly ([number, number] | null)[] }

/** A compiled pattern. Each search takes from the budget, so no pattern can hang on any text. */
export type Matcher = {
  readonly groups: number
  readonly find: (points: readonly number[], from: number, spend: (cost: number) => void) => Match | null
}

type State = { points: readonly number[]; captures: ([number, number] | null)[]; spend: (cost: number) => void }
/** Tries to match at `at` and then the rest; calls `then` with where it got to. */
type Step = (state: State, at: number, then: (at: number) => boolean) => boolean

/** Compiles a pattern with the flags of XPath (`s m i x q`); null when pattern or flags are not valid. */
export function compilePattern(source: string, flags: string): Matcher | null {
  if (!/^[smixq]*$/.test(flags)) return null
  const [multiline, ignoreCase] = [flags.includes('m'), flags.includes('i')]
  const text = flags.includes('q') ? quote(source) : flags.includes('x') ? withoutSpace(source) : source
  const parsed = parsePattern(text, { multiline, ignoreCase, dotAll: flags.includes('s') })
  if (!parsed) return null
  const step = compile(parsed.pattern, { multiline, ignoreCase })
  return {
    groups: parsed.groups,
    find: (points, from, spend) => {
      const state: State = { points, captures: [], spend }
      for (let start = from; start <= points.length; start++) {
        spend(1)
        state.captures = new Array(parsed.groups + 1).fill(null)
        let end = -1
        const found = step(state, start, (at) => {
          end = at
          return true
        })
        if (found) return { start, end, groups: state.captures }
      }
      return null
    },
  }
}

function quote(source: string): string {
  return Array.from(source, (char) => (charEscape(char) !== null && !/[nrt]/.test(char) ? `\\${char}` : char)).join('')
}

// Flag x: white space outside character classes does not count, even within an escape (XPath functions §5.6.2).
function withoutSpace(source: string): string {
  let depth = 0
  let escaped = false
  let result = ''
  for (const char of source) {
    if (depth === 0 && /[\t\n\r ]/.test(char)) continue
    result += char
    if (!escaped && char === '[') depth++
    if (!escaped && char === ']') depth--
    escaped = !escaped && char === '\\'
  }
  return result
}

type Options = { multiline: boolean; ignoreCase: boolean }

function compile(pattern: Pattern, options: Options): Step {
  switch (pattern.op) {
    case 'char': {
      const { test } = pattern
      return (state, at, then) => {
        state.spend(1)
        const point = state.points[at]
        return point !== undefined && test(point) && then(at + 1)
      }
    }
    case 'sequence':
      return sequence(pattern.parts.map((part) => compile(part, options)))
    case 'choice': {
      const choices = pattern.parts.map((part) => compile(part, options))
      return (state, at, then) => choices.some((choice) => choice(state, at, then))
    }
    case 'repeat':
      return repeat(pattern, options)
    case 'group':
      return group(compile(pattern.of, options), pattern.index)
    case 'back':
      return backReference(pattern.index, options.ignoreCase)
    case 'start':
      return ({ points }, at, then) => (at === 0 || (options.multiline && points[at - 1] === 10)) && then(at)
    case 'end':
      return ({ points }, at, then) => (at === points.length || (options.multiline && points[at] === 10)) && then(at)
  }
}

function sequence(steps: readonly Step[]): Step {
  return (state, at, then) => {
    const go = (index: number, from: number): boolean => {
      const step = steps[index]
      return step ? step(state, from, (next) => go(index + 1, next)) : then(from)
    }
    return go(0, at)
  }
}

function repeat(pattern: Extract<Pattern, { op: 'repeat' }>, options: Options): Step {
  const { of, min, max, lazy } = pattern
  if (of.op === 'char') return repeatChar(of.test, min, max, lazy)
  const step = compile(of, options)
  return (state, at, then) => {
    const go = (count: number, from: number): boolean => {
      state.spend(1)
      // An empty round adds nothing, so beyond the minimum it must not be taken again.
      const more = (): boolean =>
        count < max && step(state, from, (next) => (next > from || count < min) && go(count + 1, next))
      if (count < min) return more()
      return lazy ? then(from) || more() : more() || then(from)
    }
    return go(0, at)
  }
}

function repeatChar(test: (point: number) => boolean, min: number, max: number, lazy: boolean): Step {
  return (state, at, then) => {
    let reach = at
    const limit = Math.min(state.points.length, at + max)
    if (lazy) {
      for (let end = at; end <= limit; end++) {
        state.spend(1)
        if (end - at >= min && then(end)) return true
        if (end === limit || !test(state.points[end] ?? -1)) return false
      }
      return false
    }
    while (reach < limit && test(state.points[reach] ?? -1)) reach++
    state.spend(1 + reach - at)
    for (let end = reach; end >= at + min; end--) if (then(end)) return true
    return false
  }
}

function group(step: Step, index: number): Step {
  return (state, at, then) => {
    const before = state.captures[index] ?? null
    const found = step(state, at, (end) => {
      const inner = state.captures[index] ?? null
      state.captures[index] = [at, end]
      if (then(end)) return true
      state.captures[index] = inner
      return false
    })
    if (!found) state.captures[index] = before
    return found
  }
}

function backReference(index: number, ignoreCase: boolean): Step {
  const fold = (point: number | undefined) => String.fromCodePoint(point ?? 0).toLowerCase()
  return (state, at, then) => {
    const captured = state.captures[index]
    if (!captured) return then(at)
    const [start, end] = captured
    state.spend(1 + end - start)
    for (let i = 0; i < end - start; i++) {
      const [a, b] = [state.points[start + i], state.points[at + i]]
      if (b === undefined || (ignoreCase ? fold(a) !== fold(b) : a !== b)) return false
    }
    return then(at + end - start)
  }
}
