import { useRouter } from '@tanstack/react-router'
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
  const focus = usePendingFocus()
  const router = useRouter()
  useTitle(props.title ?? (typeof props.children === 'string' ? props.children : ''))
  useLayoutEffect(() => {
    const { pending } = focus.current
    focus.current = { pending: false, headed: router.latestLocation.pathname }
    if (pending) ref.current?.focus({ preventScroll: true })
  }, [focus, router])
  return (
    <h1 ref={ref} id={props.id} className={props.className} tabIndex={-1}>
      {props.children}
    </h1>
  )
}
