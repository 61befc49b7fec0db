import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { site } from '../site.ts'
import { usePendingFocus } from './focus.tsx'

/** Names the page in the browser's tab and history. */
export function useTitle(title: string): void {
  const { language } = useLanguage()
  useEffect(() => {
    document.title = `${title} · ${site.name[language]} ${site.city[language]}`
  }, [title, language])
}

/**
 * The heading of a page. It names the tab, and after a change of page it takes focus, so that a screen reader says where
 * one is and Tab goes on from there.
 */
export function PageTitle(props: { title?: string; id?: string; className?: string; children: ReactNode }) {
  const ref = useRef<HTMLHeadingElement>(null)
  const pending = usePendingFocus()
  useTitle(props.title ?? (typeof props.children === 'string' ? props.children : ''))
  useLayoutEffect(() => {
    if (!pending.current) return
    pending.current = false
    ref.current?.focus({ preventScroll: true })
  }, [pending])
  return (
    <h1 ref={ref} id={props.id} className={props.className} tabIndex={-1}>
      {props.children}
    </h1>
  )
}
