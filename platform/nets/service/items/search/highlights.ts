import type { Language } from './language.ts'
import type { SearchQuery } from './query.ts'

/** A piece of a name that answers the query, in UTF-16 positions: from `start` up to but not including `end`. */
export type Highlight = { start: number; end: number }

/** Where the name says what was searched, in order and without overlaps. Plain positions: pages mark them as they like. */
export function highlight(name: string, query: SearchQuery, language: Language): Highlight[] {
  const found: Highlight[] = []
  const lower = name.toLowerCase()
  const mark = (start: number, end: number) => {
    if (end > start && !found.some((other) => start < other.end && other.start < end)) found.push({ start, end })
  }
  for (const text of query.marks)
    for (let at = lower.indexOf(text); at >= 0; at = lower.indexOf(text, at + text.length)) mark(at, at + text.length)
  for (const run of query.latin) {
    const direct = lower.indexOf(run)
    if (direct >= 0) mark(direct, direct + run.length)
    else markPinyin(name, run, language, mark)
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Marks the first characters whose syllables or initials, run together, begin with what was typed. */
function markPinyin(name: string, run: string, language: Language, mark: (start: number, end: number) => void): void {
  const characters = Array.from(name)
  const syllables = language.syllables(name)
  if (syllables.length !== characters.length) return
  const starts = characters.map((_, i) => characters.slice(0, i).join('').length)
  for (const [i] of characters.entries()) {
    const length =
      coveredBy(syllables.slice(i), run) ??
      coveredBy(
        syllables.slice(i).map((each) => each.charAt(0)),
        run,
      )
    if (length === undefined) continue
    mark(starts[i]!, starts[i + length] ?? name.length)
    return
  }
}

/** How many of the parts the run covers, the last one perhaps only begun; undefined when it is something else. */
function coveredBy(parts: string[], run: string): number | undefined {
  let rest = run
  for (const [i, part] of parts.entries()) {
    if (!/^[a-z0-9]/.test(part)) return undefined
    if (rest.length <= part.length) return part.startsWith(rest) ? i + 1 : undefined
    if (!rest.startsWith(part)) return undefined
    rest = rest.slice(part.length)
  }
  return undefined
}
