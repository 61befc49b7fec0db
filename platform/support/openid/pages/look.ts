import type { IncomingHttpHeaders } from 'node:http'

export type Language = 'zh' | 'en'
export type Theme = 'normal' | 'elder'

/** What the person chose for these pages, kept in cookies because the pages need no script. */
export type Look = { language: Language; theme: Theme }

export const lookCookies = { language: 'zt_language', theme: 'zt_theme' } as const

export function lookOf(headers: IncomingHttpHeaders, uiLocales?: string): Look {
  const cookies = headers.cookie ?? ''
  const chosen = (name: string) => new RegExp(`(?:^|;\\s*)${name}=(\\w+)`).exec(cookies)?.[1]
  const wanted = chosen(lookCookies.language) ?? uiLocales ?? headers['accept-language'] ?? ''
  return {
    language: /^\s*en\b/i.test(wanted) ? 'en' : 'zh',
    theme: chosen(lookCookies.theme) === 'elder' ? 'elder' : 'normal',
  }
}
