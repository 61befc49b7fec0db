import { createContext, type ReactNode, useContext, useEffect, useId, useMemo, useRef, useState } from 'react'

/**
 * One key and what it does; without `run` the browser does it, and it is only told. `hint: false` keeps it out of the bar at
 * the bottom; the list of all keys still has it.
 */
export type Shortcut = { key: string; label: string; run?: () => void; shown?: string; hint?: boolean }

type Board = { put: (id: string, shortcuts: Shortcut[] | undefined) => void; all: Shortcut[] }
const Context = createContext<Board | null>(null)

/** Listens for the keys of whatever is on the page. Keys typed into a field stay in the field. */
export function ShortcutBoard({ children }: { children: ReactNode }) {
  const [sets, setSets] = useState<Record<string, Shortcut[]>>({})
  const put = useMemo(
    () => (id: string, shortcuts: Shortcut[] | undefined) =>
      setSets(({ [id]: _, ...others }) => (shortcuts ? { ...others, [id]: shortcuts } : others)),
    [],
  )
  const all = useMemo(() => Object.values(sets).flat(), [sets])
  const now = useRef(all)
  now.current = all
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const found = now.current.findLast(({ key }) => matches(event, key))
      if (!found?.run || (isTyping(event) && found.key.length === 1)) return
      event.preventDefault()
      found.run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  return <Context.Provider value={useMemo(() => ({ put, all }), [put, all])}>{children}</Context.Provider>
}

/** Keys that work while this part of the page is there. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const board = useContext(Context)
  const id = useId()
  const put = board?.put
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const shape = shortcuts.map(({ key, label }) => `${key}=${label}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape stands for the list; what a key does is read when it is pressed
  useEffect(() => {
    put?.(
      id,
      latest.current.map((shortcut) => ({
        ...shortcut,
        ...(shortcut.run ? { run: () => latest.current.find(({ key }) => key === shortcut.key)?.run?.() } : {}),
      })),
    )
    return () => put?.(id, undefined)
  }, [put, id, shape])
}

export function useAllShortcuts(): Shortcut[] {
  return useContext(Context)?.all ?? []
}

function matches(event: KeyboardEvent, key: string): boolean {
  const mod = event.metaKey || event.ctrlKey
  if (key.startsWith('mod+')) return mod && event.key.toLowerCase() === key.slice(4).toLowerCase()
  return !mod && !event.altKey && event.key === key
}

function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest(
      'input:not([type=radio],[type=checkbox]), textarea, select, [role=dialog], [role=listbox], [role=combobox]',
    ) !== null
  )
}
