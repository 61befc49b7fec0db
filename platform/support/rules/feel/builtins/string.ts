import { formatValue, weigh } from '../convert.ts'
import { toHostNumber } from '../number.ts'
import { type FeelFunction, type FeelList, type FeelNumber, fail, type Run, type Value } from '../values.ts'
import { compilePattern, type Match, type Matcher } from './pattern.ts'
import { builtin, signature } from './signature.ts'

/** Positions count characters, not UTF-16 units: a rare Chinese character is one. */
function substring(run: Run, text: string, position: FeelNumber, length: FeelNumber | null): Value {
  const chars = Array.from(text)
  const start = Math.trunc(toHostNumber(position))
  if (start === 0 || Math.abs(start) > chars.length) return fail(run, 'string', 'the start lies outside the string')
  const from = start > 0 ? start - 1 : chars.length + start
  if (length === null) return chars.slice(from).join('')
  const count = Math.trunc(toHostNumber(length))
  return count < 1 ? fail(run, 'string', 'the length must be positive') : chars.slice(from, from + count).join('')
}

function before(text: string, match: string): string {
  const at = text.indexOf(match)
  return at < 0 ? '' : text.slice(0, at)
}

function after(text: string, match: string): string {
  const at = text.indexOf(match)
  return at < 0 ? '' : text.slice(at + match.length)
}

function withPattern(run: Run, pattern: string, flags: string | null, use: (matcher: Matcher) => Value): Value {
  const matcher = compilePattern(pattern, flags ?? '')
  run.spend(10 + pattern.length)
  return matcher ? use(matcher) : fail(run, 'pattern', `"${pattern}" is no valid pattern`)
}

function pointsOf(chars: readonly string[]): number[] {
  return chars.map((char) => char.codePointAt(0) ?? 0)
}

/** All matches from left to right; null when the pattern matches nothing at all, which would cut a text everywhere. */
function allMatches(run: Run, matcher: Matcher, chars: readonly string[]): Match[] | null {
  const points = pointsOf(chars)
  if (matcher.find([], 0, run.spend)) return null
  const found: Match[] = []
  for (let from = 0; from <= chars.length; ) {
    const match = matcher.find(points, from, run.spend)
    if (!match) break
    found.push(match)
    from = Math.max(match.end, match.start + 1)
  }
  return found
}

function replace(run: Run, input: string, pattern: string, replacement: string, flags: string | null): Value {
  return withPattern(run, pattern, flags, (matcher) => {
    const chars = Array.from(input)
    const matches = allMatches(run, matcher, chars)
    const literal = flags?.includes('q') ?? false
    const parts = literal ? [replacement] : replacementParts(replacement, matcher.groups)
    if (!matches || !parts) return fail(run, 'pattern', 'pattern or replacement is not allowed')
    let [result, at] = ['', 0]
    for (const match of matches) {
      const filled = parts.map((part) => (typeof part === 'string' ? part : captured(chars, match, part))).join('')
      result += chars.slice(at, match.start).join('') + filled
      run.spend(1 + (filled.length >> 6))
      at = match.end
    }
    return result + chars.slice(at).join('')
  })
}

function captured(chars: readonly string[], match: Match, group: number): string {
  const found = group === 0 ? ([match.start, match.end] as const) : match.groups[group]
  return found ? chars.slice(found[0], found[1]).join('') : ''
}

/** The replacement cut into texts and group numbers: `$1`, `\$` and `\\` as in XPath; null when it is not valid. */
function replacementParts(text: string, groups: number): (string | number)[] | null {
  const parts: (string | number)[] = []
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    const next = text.charAt(i + 1)
    if (char === '\\') {
      if (next !== '\\' && next !== '$') return null
      parts.push(next)
      i++
    } else if (char === '$') {
      if (!/\d/.test(next)) return null
      let number = Number(next)
      i++
      while (/\d/.test(text.charAt(i + 1)) && number * 10 + Number(text.charAt(i + 1)) <= groups) {
        number = number * 10 + Number(text.charAt(++i))
      }
      parts.push(number)
    } else parts.push(char)
  }
  return parts
}

function split(run: Run, text: string, delimiter: string): Value {
  return withPattern(run, delimiter, null, (matcher) => {
    const chars = Array.from(text)
    const matches = allMatches(run, matcher, chars)
    if (!matches) return fail(run, 'pattern', 'the delimiter must not be empty')
    const ends = [...matches.map((match) => match.start), chars.length]
    return ends.map((end, index) => chars.slice(index === 0 ? 0 : (matches[index - 1]?.end ?? 0), end).join(''))
  })
}

function join(run: Run, list: FeelList, delimiter: string | null): Value {
  const texts = list.filter((item) => item !== null)
  if (!texts.every((item) => typeof item === 'string')) return fail(run, 'string', 'only strings can be joined')
  const joined = texts.join(delimiter ?? '')
  run.spend(1 + (joined.length >> 6))
  return joined
}

export const stringFunctions: readonly FeelFunction[] = [
  builtin(
    'string',
    signature(['from: any'], (run, from) => {
      weigh(from, run)
      const text = from === null ? null : formatValue(from)
      run.spend(1 + ((text?.length ?? 0) >> 6))
      return text
    }),
  ),
  builtin('substring', signature(['string: string', 'start position: number', 'length?: number'], substring)),
  builtin(
    'string length',
    signature(['string: string'], (_run, text) => Array.from(text).length),
  ),
  builtin(
    'upper case',
    signature(['string: string'], (_run, text) => text.toUpperCase()),
  ),
  builtin(
    'lower case',
    signature(['string: string'], (_run, text) => text.toLowerCase()),
  ),
  builtin(
    'substring before',
    signature(['string: string', 'match: string'], (_run, text, match) => before(text, match)),
  ),
  builtin(
    'substring after',
    signature(['string: string', 'match: string'], (_run, text, match) => after(text, match)),
  ),
  builtin(
    'contains',
    signature(['string: string', 'match: string'], (_run, text, match) => text.includes(match)),
  ),
  builtin(
    'starts with',
    signature(['string: string', 'match: string'], (_run, text, match) => text.startsWith(match)),
  ),
  builtin(
    'ends with',
    signature(['string: string', 'match: string'], (_run, text, match) => text.endsWith(match)),
  ),
  builtin(
    'matches',
    signature(['input: string', 'pattern: string', 'flags?: string'], (run, input, pattern, flags) =>
      withPattern(run, pattern, flags, (matcher) => matcher.find(pointsOf(Array.from(input)), 0, run.spend) !== null),
    ),
  ),
  builtin('replace', signature(['input: string', 'pattern: string', 'replacement: string', 'flags?: string'], replace)),
  builtin('split', signature(['string: string', 'delimiter: string'], split)),
  builtin('string join', signature(['list: list', 'delimiter?: string'], join)),
]
