/** Whether a code point belongs to a class. */
export type CharTest = (point: number) => boolean

const ESCAPED = '\\|.?*+(){}-[]^$/'

/** The code point a single-character escape stands for, or null. */
export function charEscape(char: string): number | null {
  if (char === 'n') return 10
  if (char === 'r') return 13
  if (char === 't') return 9
  return char !== '' && ESCAPED.includes(char) ? (char.codePointAt(0) ?? null) : null
}

// The host's expression engine sees one character at a time, so it cannot run away.
function byCharacter(source: string): CharTest {
  const single = new RegExp(`^${source}$`, 'u')
  return (point) => single.test(String.fromCodePoint(point))
}

export const isDigit: CharTest = byCharacter('\\p{Nd}')
export const isSpace: CharTest = (point) => point === 32 || point === 9 || point === 10 || point === 13
export const isWord: CharTest = byCharacter('[^\\p{P}\\p{Z}\\p{C}]')
export const isNameStart: CharTest = byCharacter('[\\p{L}\\p{Nl}:_]')
export const isNameChar: CharTest = byCharacter('[\\p{L}\\p{Nl}\\p{Nd}\\p{M}:_.\\u00B7-]')

/** The same class without regard to case. */
export function foldCase(test: CharTest): CharTest {
  return (point) => {
    if (test(point)) return true
    const char = String.fromCodePoint(point)
    return [char.toLowerCase(), char.toUpperCase()].some((other) => test(other.codePointAt(0) ?? 0))
  }
}

// Unicode blocks by the names XML Schema gives them: those a rule about names, numbers and addresses here may want.
const BLOCKS: Record<string, readonly [number, number]> = {
  IsBasicLatin: [0x0000, 0x007f],
  'IsLatin-1Supplement': [0x0080, 0x00ff],
  'IsLatinExtended-A': [0x0100, 0x017f],
  'IsLatinExtended-B': [0x0180, 0x024f],
  IsGreek: [0x0370, 0x03ff],
  IsGreekandCoptic: [0x0370, 0x03ff],
  IsCyrillic: [0x0400, 0x04ff],
  IsHebrew: [0x0590, 0x05ff],
  IsArabic: [0x0600, 0x06ff],
  IsThai: [0x0e00, 0x0e7f],
  IsTibetan: [0x0f00, 0x0fff],
  IsHangulJamo: [0x1100, 0x11ff],
  IsMongolian: [0x1800, 0x18af],
  IsGeneralPunctuation: [0x2000, 0x206f],
  IsCurrencySymbols: [0x20a0, 0x20cf],
  IsCJKSymbolsandPunctuation: [0x3000, 0x303f],
  IsHiragana: [0x3040, 0x309f],
  IsKatakana: [0x30a0, 0x30ff],
  IsBopomofo: [0x3100, 0x312f],
  IsCJKUnifiedIdeographsExtensionA: [0x3400, 0x4dbf],
  IsCJKUnifiedIdeographs: [0x4e00, 0x9fff],
  IsHangulSyllables: [0xac00, 0xd7af],
  IsPrivateUse: [0xe000, 0xf8ff],
  IsCJKCompatibilityIdeographs: [0xf900, 0xfaff],
  IsHalfwidthandFullwidthForms: [0xff00, 0xffef],
}

/** The class of `\p{name}`: a general category or a block; null for an unknown name. */
export function categoryTest(name: string): CharTest | null {
  const block = Object.hasOwn(BLOCKS, name) ? BLOCKS[name] : undefined
  if (block) return (point) => point >= block[0] && point <= block[1]
  return /^(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name)
    ? byCharacter(`\\p{${name}}`)
    : null
}
