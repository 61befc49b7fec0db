// DMN 1.5 §10.3.1.2, rules 28 and 29: which characters start and continue a name. Chinese lies in 3001–D7FF.
const START =
  '?A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u167F\\u1681-\\u180D\\u180F-\\u1FFF' +
  '\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFEFE\\uFF00-\\uFFFD' +
  '\\u{10000}-\\u{EFFFF}'
const PART = `${START}0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040`

const SPACE = /(?:[\s\u0085\u180E\u200B\uFEFF]+|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)+/uy
const WORD = new RegExp(`[${START}][${PART}]*`, 'uy')
const NAME_PIECE = new RegExp(`[${PART}]+|[./\\-'+*]`, 'uy')

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

/** The offset after spaces and comments. */
export function skipSpace(text: string, at: number): number {
  return at + match(SPACE, text, at).length
}

/** The single word (a name without spaces or symbols) at an offset, or the empty string. */
export function wordAt(text: string, at: number): string {
  return match(WORD, text, at)
}

function pieces(name: string): string[] {
  const found: string[] = []
  for (let at = skipSpace(name, 0); at < name.length; at = skipSpace(name, at)) {
    const piece = match(NAME_PIECE, name, at) || name.charAt(at)
    found.push(piece)
    at += piece.length
  }
  return found
}

/**
 * Reads a name that is being declared: words and symbols up to `end`, which must follow. Spaces inside become one.
 * Null when something else than a name stands before `end`.
 */
export function declaredNameAt(text: string, at: number, end: (next: number) => boolean): [string, number] | null {
  const start = skipSpace(text, at)
  let stop = start
  if (!wordAt(text, start)) return null
  for (let next = start; ; ) {
    const piece = match(NAME_PIECE, text, next)
    if (!piece) return null
    next += piece.length
    stop = next
    next = skipSpace(text, next)
    if (end(next)) return [text.slice(start, stop).replace(/\s+/g, ' '), next]
  }
}

/** A set of known names that finds the longest one at an offset, whatever the spacing between its words. */
export class NameSet {
  readonly #byFirst = new Map<string, { name: string; rest: string[] }[]>()
  readonly #up: NameSet | null

  constructor(names: Iterable<string>, up: NameSet | null = null) {
    this.#up = up
    for (const name of names) this.add(name)
  }

  add(name: string): void {
    const [first, ...rest] = pieces(name)
    if (first === undefined) return
    const known = this.#byFirst.get(first)
    if (!known) this.#byFirst.set(first, [{ name, rest }])
    else if (!known.some((other) => other.name === name)) known.push({ name, rest })
  }

  /** The longest known name that starts at `at`, with the offset after it. */
  longestAt(text: string, at: number): [string, number] | null {
    const first = wordAt(text, at)
    if (!first) return null
    let best = this.#up?.longestAt(text, at) ?? null
    for (const { name, rest } of this.#byFirst.get(first) ?? []) {
      const end = follow(text, at + first.length, rest)
      if (end > 0 && (best === null || end >= best[1])) best = [name, end]
    }
    return best
  }
}

function follow(text: string, at: number, rest: readonly string[]): number {
  let end = at
  for (const piece of rest) {
    const next = skipSpace(text, end)
    if (match(NAME_PIECE, text, next) !== piece) return -1
    end = next + piece.length
  }
  return end
}
