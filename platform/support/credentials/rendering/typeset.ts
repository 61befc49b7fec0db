import { type Coverage, type FaceName, faceFor } from './fonts.ts'

/** Characters that may not begin a line, and that may not end one (GB/T 15834-2011, 避头尾). */
const notFirst = new Set('，。、；：？！）》」』】〕〉”’…—·,.;:?!)]}%％℃')
const notLast = new Set('（《「『【〔〈“‘([{￥¥$')

export type Measure = (face: FaceName, text: string) => number

export type Line = { text: string; width: number; last: boolean }

/** Longer than any word: codes and numbers, which may be cut where the line ends. */
const longWord = 24

/** What is kept together on a line: a Chinese character, or a whole Latin word or number. */
function units(text: string): string[] {
  return text.match(/[A-Za-z0-9@#&+/\\_.'’:%-]+|\s+|[\s\S]/gu) ?? []
}

/**
 * Breaks a paragraph into lines of at most `width`. The first line begins `indent` further right. A word longer than a
 * line is cut; punctuation never begins a line.
 */
export function breakLines(text: string, width: number, indent: number, measure: (text: string) => number): Line[] {
  const lines: Line[] = []
  let current = ''
  const room = () => width - (lines.length === 0 ? indent : 0)
  const close = (line: string, last: boolean) => {
    const trimmed = line.trimEnd()
    lines.push({ text: trimmed, width: measure(trimmed), last })
  }
  const pending = units(text).reverse()
  while (pending.length > 0) {
    const unit = pending.pop()!
    if (current === '' && lines.length > 0 && /^\s+$/.test(unit)) continue
    if (measure((current + unit).trimEnd()) <= room()) {
      current += unit
      continue
    }
    if (current === '') {
      const fits = cut(unit, room(), measure)
      close(fits, false)
      if (fits.length < unit.length) pending.push(unit.slice(fits.length))
      continue
    }
    if (unit.length > longWord) {
      const fits = cut(unit, room() - measure(current), measure)
      close(current + fits, false)
      current = ''
      pending.push(unit.slice(fits.length))
      continue
    }
    const carried = carry(current, unit)
    close(current.slice(0, current.length - carried.length), false)
    current = ''
    pending.push(unit)
    for (const each of units(carried).reverse()) pending.push(each)
  }
  if (current !== '' || lines.length === 0) close(current, true)
  else lines.at(-1)!.last = true
  return lines
}

/** What must go down to the next line with `unit`, so that neither line breaks the rules. */
function carry(line: string, unit: string): string {
  const parts = units(line)
  let from = parts.length
  let next = unit
  while (from > 1 && (notFirst.has(next) || notLast.has(parts[from - 1]!))) {
    from--
    next = parts[from]!
  }
  return from <= 1 ? '' : parts.slice(from).join('')
}

function cut(word: string, room: number, measure: (text: string) => number): string {
  const characters = Array.from(word)
  let fits = characters[0] ?? ''
  for (const character of characters.slice(1)) {
    if (measure(fits + character) > room) break
    fits += character
  }
  return fits
}

/** Neighbouring characters that one face can show. */
export function runsOf(shelf: Coverage, face: FaceName, text: string): { face: FaceName; text: string }[] {
  const runs: { face: FaceName; text: string }[] = []
  for (const character of Array.from(text)) {
    const own = /\s/.test(character) ? (runs.at(-1)?.face ?? face) : faceFor(shelf, face, character)
    const last = runs.at(-1)
    if (last?.face === own) last.text += character
    else runs.push({ face: own, text: character })
  }
  return runs
}
