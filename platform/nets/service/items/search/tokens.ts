import type { Item } from '../item.ts'
import { audiences, itemTypes } from '../item-words.ts'
import type { Language } from './language.ts'

/** A for names, B for what people call it, C for who does it and what it needs, D for conditions. */
export type Weight = 'A' | 'B' | 'C' | 'D'

/** How far pinyin is kept from each character on; a query that says more than this has found its item. */
const PINYIN_LENGTH = 40
const INITIALS_LENGTH = 12
const CONDITIONS_LENGTH = 3000
/** PostgreSQL takes lexemes up to 2 KB; nobody searches for a longer word than this. */
const LONGEST_TOKEN = 60

export const HAN_RUN = /[\p{Script=Han}〇]+/gu
const OTHER_RUN = /[a-z0-9]+/g

/** The text as it is searched: half-width, lower case. */
export function searchForm(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/**
 * Everything an item is found by, each token with its best weight. Tokens of pinyin begin with `p:` (syllables run
 * together) or `i:` (initials), one for each character they may begin at, so that a prefix finds any middle of the name.
 */
export function tokensOf(item: Item, language: Language): Map<string, Weight> {
  const tokens = new Map<string, Weight>()
  const add = (token: string, weight: Weight) => {
    const known = tokens.get(token)
    if (token.length <= LONGEST_TOKEN && (known === undefined || weight < known)) tokens.set(token, weight)
  }
  const addText = (text: string | undefined, weight: Weight, withPieces: boolean) => {
    if (!text) return
    const form = searchForm(text)
    for (const [run] of form.matchAll(HAN_RUN)) {
      for (const word of language.words(run)) add(word, weight)
      if (withPieces) for (const piece of piecesOf(run)) add(piece, weight)
    }
    for (const [run] of form.matchAll(OTHER_RUN)) add(run, weight)
  }
  const addPinyin = (text: string, weight: Weight) => {
    for (const token of pinyinTokens(text, language)) add(token, weight)
  }

  addText(item.name, 'A', true)
  addPinyin(item.name, 'A')
  for (const name of [...item.alsoKnownAs, item.nameEn]) addText(name, 'B', true)
  // A tsvector holds at most 1 MB: thirty long names in pinyin would come near it.
  for (const name of item.alsoKnownAs.slice(0, 10)) addPinyin(name, 'B')
  for (const code of Object.values(item.codes)) add(codeToken(code), 'A')
  const { authority, themes, catalogue, result, summary, summaryEn, materials, conditions } = item
  for (const text of [authority.name, catalogue?.name, result.name, summary, summaryEn, ...themes])
    addText(text, 'C', false)
  addText(itemTypes[item.type]?.zh, 'C', false)
  for (const audience of item.audiences) addText(audiences[audience].zh, 'C', false)
  for (const { name } of materials.slice(0, 60)) addText(name, 'D', false)
  addText(conditions.acceptance?.slice(0, CONDITIONS_LENGTH), 'D', false)
  return tokens
}

/** Single characters and pairs of neighbours: what a fragment of a name is found by, whatever words it cuts through. */
export function piecesOf(run: string): string[] {
  const characters = Array.from(run)
  return characters.flatMap((character, i) => {
    const next = characters[i + 1]
    return next === undefined ? [character] : [character, character + next]
  })
}

export const codeToken = (code: string) =>
  `c:${code
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 56)}`

function pinyinTokens(text: string, language: Language): string[] {
  const runs = [...searchForm(text).matchAll(/[\p{Script=Han}〇a-z0-9]+/gu)].map(([run]) => run)
  const syllables = runs.flatMap((run) => language.syllables(run)).filter((each) => /^[a-z0-9]+$/.test(each))
  return syllables.flatMap((_, i) => {
    const rest = syllables.slice(i, i + INITIALS_LENGTH)
    const initials = rest.map((syllable) => syllable.charAt(0)).join('')
    return [`p:${rest.join('').slice(0, PINYIN_LENGTH)}`, `i:${initials}`]
  })
}

/** The tokens as the text of a tsvector; every lexeme is quoted, so no character of it is syntax. */
export function vectorText(tokens: Map<string, Weight>, upTo: Weight = 'D'): string {
  const kept = [...tokens].filter(([, weight]) => weight <= upTo)
  return kept.map(([token, weight]) => `${quoteLexeme(token)}:1${weight}`).join(' ')
}

export const quoteLexeme = (token: string) => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
