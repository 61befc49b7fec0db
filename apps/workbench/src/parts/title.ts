import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useEffect } from 'react'
import { words } from './words.ts'

/** Puts where one is into the title of the window. */
export function useTitle(title: string | undefined): void {
  const w = useWords(words)
  useEffect(() => {
    document.title = title ? `${title} - ${w.workbench}` : w.workbench
  }, [title, w])
}
