import type { Markup } from './html.ts'

export type Language = 'zh' | 'en'

/** A public page as it reads without a script, with what it was made of, so that the script need not ask again. */
export type PublicPage = {
  title: string
  description: string
  /** The one address of this content. */
  path: string
  body: Markup
  /** Answers of the API by their path under `/api/v1`, which the page would ask for first. */
  data: Record<string, unknown>
  /** What must not be found by search engines: results of a search, credentials. */
  hidden?: true
}

/** Makes the page of the addresses that fit a pattern. */
export type PageMaker = [
  pattern: RegExp,
  make: (match: RegExpMatchArray, query: URLSearchParams, language: Language) => Promise<PublicPage>,
]
