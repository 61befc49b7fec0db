import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react'
import { keepPreference, readPreference } from '../theme/preference.ts'

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

const Context = createContext<{ language: Language; setLanguage(language: Language): void } | null>(null)
const KEY = 'zt-language'

/** Puts the chosen language on <html lang>, where the API client reads it, and keeps the choice in this browser. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(() =>
    readPreference(KEY, languages, document.documentElement.lang.startsWith('en') ? 'en' : 'zh'),
  )
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const value = useMemo(
    () => ({
      language,
      setLanguage(next: Language) {
        keepPreference(KEY, next)
        choose(next)
      },
    }),
    [language],
  )
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export function useLanguage() {
  const value = useContext(Context)
  if (!value) throw new Error('useLanguage needs a LanguageProvider above it')
  return value
}
