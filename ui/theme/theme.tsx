import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react'
import { keepPreference, readPreference } from './preference.ts'

export const themes = ['normal', 'elder', 'contrast'] as const
export type Theme = (typeof themes)[number]

const Context = createContext<{ theme: Theme; setTheme(theme: Theme): void } | null>(null)
const KEY = 'zt-theme'

/** Puts the chosen theme on <html> and keeps the choice in this browser. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [theme, choose] = useState<Theme>(() => readPreference(KEY, themes, 'normal'))
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  const value = useMemo(
    () => ({
      theme,
      setTheme(next: Theme) {
        keepPreference(KEY, next)
        choose(next)
      },
    }),
    [theme],
  )
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export function useTheme() {
  const value = useContext(Context)
  if (!value) throw new Error('useTheme needs a ThemeProvider above it')
  return value
}
