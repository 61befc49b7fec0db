import { type Note, UNSHOWN } from './repairs.ts'

/** What catalogues write where they have nothing to say. */
const NONE_WORDS = new Set(
  '无 无。 暂无 暂无。 没有 空 不涉及 不适用 未知 / // - -- — —— \\ null NULL undefined NaN N/A n/a NA none None'.split(
    ' ',
  ),
)

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  middot: '·',
  mdash: '—',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  times: '×',
  yen: '¥',
}
/** ASCII tag names only: 《广东省实施<中华人民共和国价格法>办法》 is a title, not markup. */
const TAG = /<\/?[a-z][a-z0-9]{0,15}(?:\s[^<>]{0,2000})?\s*\/?>|<!--[\s\S]{0,2000}?-->/gi
const BREAKING_TAG = /<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^<>]{0,200}>/gi
/** Nothing within these is text for a reader. */
const SILENT = /<(script|style)\b[^>]{0,2000}>[\s\S]{0,100000}?<\/\1\s*>/gi

/**
 * A text as it may be shown: no markup, no control characters, no CR, no blanks at the ends; nothing for the words that
 * catalogues write instead of nothing. Numbers and booleans become text, objects are dropped; each mend is noted.
 */
export function cleanText(raw: unknown, field: string, note: Note, maxLength = 20_000): string | undefined {
  if (raw === undefined || raw === null) return undefined
  if (typeof raw === 'object' || typeof raw === 'function') {
    note('wrong-type-dropped', field, raw)
    return undefined
  }
  if (typeof raw !== 'string') note('not-text', field, raw)
  const source = String(raw)
  let text = source.slice(0, maxLength * 2)
  if (/[<&]/.test(text)) {
    const plain = decodeEntities(text.replace(SILENT, ' ').replace(BREAKING_TAG, '\n').replace(TAG, ''))
    if (plain !== text) note('markup-removed', field, source)
    text = plain
  }
  const even = text.replace(/\r\n?/g, '\n').replace(UNSHOWN, '').toWellFormed()
  if (even !== text) note('control-characters-removed', field)
  text = even
    .replace(/[ \t\u00a0]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  if (NONE_WORDS.has(text)) {
    note('none-word-emptied', field, text)
    return undefined
  }
  if (text.length > maxLength) {
    note('text-cut', field)
    text = `${cut(text, maxLength - 1)}…`
  }
  return text || undefined
}

/** At most so many UTF-16 units, never through the middle of a character outside the first plane. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text
  return /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? text.slice(0, length - 1) : text.slice(0, length)
}

/** A web address as URL gives it back, or nothing. It is not cleaned as text: & begins no entity there. */
export function cleanUrl(raw: unknown, field: string, note: Note): string | undefined {
  if (typeof raw !== 'string') return undefined
  const text = raw.trim()
  if (!text) return undefined
  if (NONE_WORDS.has(text)) {
    note('none-word-emptied', field, text)
    return undefined
  }
  const href = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).href : undefined
  if (href && href.length <= 1000 && !/["<>\s]/.test(href)) return href
  note('address-dropped', field, text)
  return undefined
}

/** A text on one line, for names and labels. */
export function cleanLine(raw: unknown, field: string, note: Note, maxLength = 300): string | undefined {
  const text = cleanText(raw, field, note, maxLength)
  return text?.replace(/\s*\n\s*/g, ' ').replace(/\t/g, ' ') || undefined
}

/** Half-width digits, letters and brackets where the source used full-width ones; only for codes, numbers and limits. */
export function halfWidth(text: string, field: string, note: Note): string {
  const half = text
    .replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
  if (half !== text) note('full-width-made-half', field, text)
  return half
}

/**
 * A list however it was written: an array, JSON in a string, or a string with 、；; or line breaks between its entries.
 * Empty and repeated entries are left out; at most `maxItems` stay.
 */
export function cleanList(raw: unknown, field: string, note: Note, maxItems: number, maxLength = 300): string[] {
  const entries: string[] = []
  for (const entry of entriesOf(raw, field, note)) {
    const text = cleanLine(nameOf(entry), field, note, maxLength)
    if (text === undefined) continue
    if (entries.includes(text)) note('repeated-entry-removed', field, text)
    else if (entries.length < maxItems) entries.push(text)
    else note('list-cut', field)
  }
  return entries
}

function entriesOf(raw: unknown, field: string, note: Note): unknown[] {
  if (raw === undefined || raw === null) return []
  if (Array.isArray(raw)) return raw.flat(2).slice(0, 5000)
  if (typeof raw === 'object') return [raw]
  const text = String(raw).trim()
  if (!text) return []
  note(field === 'materials' ? 'material-list-was-string' : 'list-was-string', field, text)
  if (text.startsWith('[') && text.length < 200_000) {
    const parsed = parseJson(text)
    if (Array.isArray(parsed)) return parsed.slice(0, 5000)
  }
  // 、 stands between entries, but also inside one entry's brackets, 证明（身份证、户口簿）, and after its number, 2、照片.
  return text
    .slice(0, 200_000)
    .split(/[；;\n\r|]+|(?<!(?:^|[；;\n])\s*\d{1,2})、(?![^（(]*[）)])/)
    .map((entry) => entry.replace(/^\s*(?:[（(]?\d{1,2}[)）.．、](?!\d)\s*)/, ''))
}

/** An entry that is an object says its name under one of the keys in use. */
function nameOf(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry
  const record = entry as Record<string, unknown>
  return record.name ?? record.materialName ?? record.material_name ?? record.title ?? record.材料名称 ?? entry
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a text that merely begins like a list is split as text
  }
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[name.toLowerCase()] ?? whole
    const point = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ''
  })
}
