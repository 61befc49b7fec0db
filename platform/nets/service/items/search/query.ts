import type { EverydayWord } from './everyday-words.ts'
import type { Language } from './language.ts'
import { codeToken, HAN_RUN, piecesOf, quoteLexeme, searchForm } from './tokens.ts'

/** A search as text of PostgreSQL's tsquery, made of quoted lexemes only, and what to mark in the names found. */
export type SearchQuery = {
  /** The words as they were said. */
  direct: string
  /** What everyday words in them mean, if there are any. */
  meant?: string
  /** Any of the words, or what sounds the same: for when nothing is found. */
  loose?: string
  /** The query as one text, for names that hold it whole. */
  text: string
  marks: string[]
  /** Runs of Latin letters that may be pinyin. */
  latin: string[]
}

const LONGEST_QUERY = 100
const MOST_WORDS = 20
/** Words that ask rather than name; they count only when nothing else is left. */
const ASKING = new Set(
  '我 我要 我想 想 要 怎么 怎样 如何 怎么办 办 办理 申请 申办 在哪 哪里 哪儿 去哪 什么 需要 可以 能 吗 呢 的 了 个 一个 请问 流程 手续 一下'.split(
    ' ',
  ),
)
const RUNS = /[\p{Script=Han}〇]+|[a-z0-9]+/gu

/** Reads what a person typed: Chinese words, pinyin, initials, codes, or a mixture. Undefined when it holds none of them. */
export function parseQuery(
  typed: string,
  language: Language,
  everyday: readonly EverydayWord[],
): SearchQuery | undefined {
  const text = Array.from(searchForm(typed).replaceAll('\0', '')).slice(0, LONGEST_QUERY).join('').trim()
  const runs = [...text.matchAll(RUNS)].map(([run]) => run)
  if (runs.length === 0) return undefined
  const han = runs.filter((run) => isHan(run))
  const latin = runs.filter((run) => !isHan(run))
  const words = wordsOf(han, language)

  const said = [...words.map(term), ...han.filter(isOne).map(term), ...latin.map(latinTerm)].slice(0, MOST_WORDS)
  const asPieces = han.filter((run) => !isOne(run)).map((run) => all(pairsOf(run).map(term)))
  const byPieces = asPieces.length > 0 ? all([...asPieces, ...latin.map(latinTerm)]) : undefined
  const code = codeOf(text)
  const direct = any([all(said), ...(byPieces ? [byPieces] : []), ...(code ? [code] : [])])

  const { meant, means } = meantBy(text, language, everyday)
  const sounds = han
    .filter((run) => !isOne(run))
    .map((run) => prefix(`p:${language.syllables(run).join('').slice(0, 40)}`))
  const loose = any([...words.map(term), ...sounds, ...latin.flatMap(mixedTerms)])
  return {
    direct,
    ...(meant ? { meant } : {}),
    ...(loose ? { loose } : {}),
    text,
    marks: [...new Set([...han, ...words, ...means])].sort((a, b) => b.length - a.length),
    latin,
  }
}

/** The words that name something; all of them when the person only asked. */
function wordsOf(han: string[], language: Language): string[] {
  const words = [...new Set(han.filter((run) => !isOne(run)).flatMap((run) => language.words(run)))]
  const naming = words.filter((word) => !ASKING.has(word))
  return (naming.length > 0 ? naming : words).slice(0, MOST_WORDS)
}

function meantBy(text: string, language: Language, everyday: readonly EverydayWord[]) {
  let rest = text
  const alternatives: string[] = []
  const means: string[] = []
  for (const word of everyday) {
    if (!rest.includes(word.said)) continue
    rest = rest.replaceAll(word.said, ' ')
    for (const alternative of word.means) {
      // Words of the table that jieba cuts further are found by their parts, as they were kept.
      alternatives.push(all(alternative.flatMap((each) => language.words(each)).map(term)))
      means.push(...alternative)
    }
    if (alternatives.length > MOST_WORDS) break
  }
  return { meant: alternatives.length > 0 ? any(alternatives) : undefined, means }
}

/** An item code or the beginning of one: eight characters or more with a digit, blanks and hyphens aside. */
function codeOf(text: string): string | undefined {
  const code = text.replace(/[\s-]/g, '')
  return /^(?=.*\d)[0-9a-z]{8,}$/.test(code) ? prefix(codeToken(code)) : undefined
}

/** A letter alone is a word of its own (A 类): as the beginning of pinyin it would be half of all names. */
function latinTerm(run: string): string {
  if (run.length === 1) return term(run)
  return any([prefix(run), prefix(`p:${run.slice(0, 40)}`), ...(run.length <= 12 ? [prefix(`i:${run}`)] : [])])
}

/** shipinjy: syllables first, then initials, wherever the one ends and the other begins. */
function mixedTerms(run: string): string[] {
  if (run.length < 4 || run.length > 20) return []
  const splits = Array.from({ length: run.length - 2 }, (_, i) => i + 2)
  return splits.map((at) => all([prefix(`p:${run.slice(0, at)}`), prefix(`i:${run.slice(at)}`)]))
}

function pairsOf(run: string): string[] {
  return [...new Set(piecesOf(run).filter((piece) => !isOne(piece)))].slice(0, 40)
}

const isHan = (run: string) => run.search(HAN_RUN) === 0
const isOne = (run: string) => Array.from(run).length === 1
const term = (token: string) => quoteLexeme(token)
const prefix = (token: string) => `${quoteLexeme(token)}:*`
const all = (terms: string[]) => (terms.length > 1 ? `(${terms.join('&')})` : (terms[0] ?? ''))
const any = (terms: string[]) => {
  const given = terms.filter(Boolean)
  return given.length > 1 ? `(${given.join('|')})` : (given[0] ?? '')
}
