import {
  type CharTest,
  categoryTest,
  charEscape,
  foldCase,
  isDigit,
  isNameChar,
  isNameStart,
  isSpace,
  isWord,
} from './pattern-chars.ts'

/** A regular expression of XPath 3.1 functions §5.6.1, which is XML Schema's with anchors, groups and lazy repeats. */
export type Pattern =
  | { op: 'char'; test: CharTest }
  | { op: 'sequence' | 'choice'; parts: Pattern[] }
  | { op: 'repeat'; of: Pattern; min: number; max: number; lazy: boolean }
  | { op: 'group'; of: Pattern; index: number }
  | { op: 'back'; index: number }
  | { op: 'start' | 'end' }

export type PatternFlags = { ignoreCase: boolean; multiline: boolean; dotAll: boolean }

class BadPattern extends Error {}

const MAX_NESTING = 50
const MAX_COUNT = 1000

/** Parses a pattern; null when it is no valid one. `groups` is how many it captures. */
export function parsePattern(source: string, flags: PatternFlags): { pattern: Pattern; groups: number } | null {
  const reader = new PatternReader(Array.from(source), flags)
  try {
    return reader.whole()
  } catch (error) {
    if (error instanceof BadPattern) return null
    throw error
  }
}

class PatternReader {
  readonly #chars: string[]
  readonly #flags: PatternFlags
  #at = 0
  #groups = 0
  #closed = new Set<number>()
  #nesting = 0

  constructor(chars: string[], flags: PatternFlags) {
    this.#chars = chars
    this.#flags = flags
  }

  whole(): { pattern: Pattern; groups: number } {
    const pattern = this.#choice()
    if (this.#at < this.#chars.length) throw new BadPattern()
    return { pattern, groups: this.#groups }
  }

  #peek(): string | undefined {
    return this.#chars[this.#at]
  }

  #take(char: string): boolean {
    if (this.#peek() !== char) return false
    this.#at++
    return true
  }

  #next(): string {
    const char = this.#chars[this.#at++]
    if (char === undefined) throw new BadPattern()
    return char
  }

  #choice(): Pattern {
    if (++this.#nesting > MAX_NESTING) throw new BadPattern()
    const parts = [this.#sequence()]
    while (this.#take('|')) parts.push(this.#sequence())
    this.#nesting--
    return parts.length === 1 ? parts[0]! : { op: 'choice', parts }
  }

  #sequence(): Pattern {
    const parts: Pattern[] = []
    for (let char = this.#peek(); char !== undefined && char !== '|' && char !== ')'; char = this.#peek()) {
      parts.push(this.#repeat(this.#atom()))
    }
    return parts.length === 1 ? parts[0]! : { op: 'sequence', parts }
  }

  #repeat(of: Pattern): Pattern {
    const bounds = this.#bounds()
    if (!bounds) return of
    if (of.op === 'start' || of.op === 'end') throw new BadPattern()
    const lazy = this.#take('?')
    if (this.#bounds()) throw new BadPattern()
    return { op: 'repeat', of, min: bounds[0], max: bounds[1], lazy }
  }

  #bounds(): [number, number] | null {
    if (this.#take('?')) return [0, 1]
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY]
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY]
    if (!this.#take('{')) return null
    const close = this.#chars.indexOf('}', this.#at)
    const match = /^(\d{1,4})(,(\d{1,4})?)?$/.exec(this.#chars.slice(this.#at, close).join(''))
    if (close < 0 || !match) throw new BadPattern()
    this.#at = close + 1
    const min = Number(match[1])
    const max = match[2] === undefined ? min : match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3])
    if (min > max || min > MAX_COUNT || (max > MAX_COUNT && max !== Number.POSITIVE_INFINITY)) throw new BadPattern()
    return [min, max]
  }

  #atom(): Pattern {
    const char = this.#next()
    if (char === '(') return this.#group()
    if (char === '[') return { op: 'char', test: this.#charClass() }
    if (char === '.') return this.#char(this.#flags.dotAll ? () => true : (point) => point !== 10 && point !== 13)
    if (char === '^') return { op: 'start' }
    if (char === '$') return { op: 'end' }
    if (char === '\\') return this.#escape()
    if ('?*+{}])'.includes(char)) throw new BadPattern()
    const point = char.codePointAt(0) ?? 0
    return this.#char((other) => other === point)
  }

  #char(test: CharTest): Pattern {
    return { op: 'char', test: this.#fold(test) }
  }

  // Case is folded in the items of a class, before it is negated or reduced: `[^q]` with flag i excludes Q as well.
  #fold(test: CharTest): CharTest {
    return this.#flags.ignoreCase ? foldCase(test) : test
  }

  #group(): Pattern {
    const capturing = !this.#take('?')
    if (!capturing && !this.#take(':')) throw new BadPattern()
    const index = capturing ? ++this.#groups : 0
    const of = this.#choice()
    if (!this.#take(')')) throw new BadPattern()
    if (!capturing) return of
    this.#closed.add(index)
    return { op: 'group', of, index }
  }

  #escape(): Pattern {
    const char = this.#peek() ?? ''
    if (!/[1-9]/.test(char)) return this.#char(this.#charEscape())
    let index = Number(this.#next())
    while (/\d/.test(this.#peek() ?? '') && index * 10 + Number(this.#peek()) <= this.#groups) {
      index = index * 10 + Number(this.#next())
    }
    if (!this.#closed.has(index)) throw new BadPattern()
    return { op: 'back', index }
  }

  #charEscape(): CharTest {
    const char = this.#next()
    if (char === 'p' || char === 'P') {
      if (!this.#take('{')) throw new BadPattern()
      const close = this.#chars.indexOf('}', this.#at)
      const test = close < 0 ? null : categoryTest(this.#chars.slice(this.#at, close).join(''))
      if (!test) throw new BadPattern()
      this.#at = close + 1
      return char === 'p' ? test : (point) => !test(point)
    }
    const classes: Record<string, CharTest> = { d: isDigit, s: isSpace, w: isWord, i: isNameStart, c: isNameChar }
    const positive = classes[char.toLowerCase()]
    if (positive) return char === char.toLowerCase() ? positive : (point) => !positive(point)
    const point = charEscape(char)
    if (point === null) throw new BadPattern()
    return (other) => other === point
  }

  #charClass(): CharTest {
    if (++this.#nesting > MAX_NESTING) throw new BadPattern()
    const negated = this.#take('^')
    const tests: CharTest[] = []
    let without: CharTest | null = null
    for (let first = true; ; first = false) {
      const char = this.#next()
      if (char === ']' && !first) break
      if (char === '-' && !first && this.#take('[')) {
        without = this.#charClass()
        if (this.#next() !== ']') throw new BadPattern()
        break
      }
      tests.push(this.#fold(this.#classItem(char)))
    }
    this.#nesting--
    const inside: CharTest = (point) => tests.some((test) => test(point)) !== negated
    const except = without
    return except ? (point) => inside(point) && !except(point) : inside
  }

  #classItem(char: string): CharTest {
    if (char === '[' || char === ']') throw new BadPattern()
    let low = char.codePointAt(0) ?? 0
    if (char === '\\') {
      const escaped = charEscape(this.#peek() ?? '')
      if (escaped === null) return this.#charEscape()
      this.#at++
      low = escaped
    }
    const [dash, after] = [this.#peek(), this.#chars[this.#at + 1]]
    if (dash !== '-' || after === undefined || after === ']' || after === '[') return (point) => point === low
    this.#at++
    const end = this.#next()
    const high = end === '\\' ? charEscape(this.#next()) : (end.codePointAt(0) ?? 0)
    if (high === null || high < low) throw new BadPattern()
    return (point) => point >= low && point <= high
  }
}
