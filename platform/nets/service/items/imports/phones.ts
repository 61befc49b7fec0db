import { mask } from '#kernel/masks.ts'
import { cleanLine, cut } from './clean.ts'
import { MOBILE, type Note } from './repairs.ts'

/**
 * Ways to ask or complain, as separate entries. Catalogues put numbers, addresses and links into one text: the text is
 * kept, split between numbers; a person's mobile number is masked (standards A5) and one that came masked is dropped,
 * since nobody can ring it.
 */
export function parsePhones(raw: unknown, field: string, note: Note): string[] {
  const text = cleanLine(raw, field, note, 2000)
  if (text === undefined) return []
  const entries = isNumbersOnly(text) ? text.split(/[、;；/，,]+/) : [text]
  if (entries.length > 1) note('phones-split', field, text)
  const numbers: string[] = []
  for (const entry of entries) {
    const number = entry.replace(MOBILE, (mobile) => {
      note('phone-masked', field)
      return mask('phone', mobile)
    })
    if (/^[\d\s*-]*\d\*{2,}[\d\s*-]*$/.test(entry.trim())) note('masked-phone-dropped', field, entry)
    else if (number.trim() && !numbers.includes(number.trim())) numbers.push(cut(number.trim(), 500))
  }
  return numbers.slice(0, 20)
}

/** Digits, area codes and separators, perhaps with an extension: nothing a reader would need as a sentence. */
function isNumbersOnly(text: string): boolean {
  return /^[\d\s\-–—()（）*、;；/，,转]+[。.]?$/.test(text)
}
