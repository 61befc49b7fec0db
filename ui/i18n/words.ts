import { type Language, useLanguage } from './language.tsx'

/** The texts of one feature in both languages. What Chinese has and English lacks does not compile. */
export type Words<Texts> = Record<Language, Texts>

export function defineWords<Texts extends object>(zh: Texts, en: NoInfer<Texts>): Words<Texts> {
  return { zh, en }
}

/** The texts in the reader's language. */
export function useWords<Texts>(words: Words<Texts>): Texts {
  return words[useLanguage().language]
}

/** Picks the English text of a server's answer where there is one and English is read; else the Chinese. */
export function usePick(): (zh: string, en?: string) => string {
  const { language } = useLanguage()
  return (zh, en) => (language === 'en' && en ? en : zh)
}
