import { createContext, type ReactNode, type RefObject, useContext, useRef } from 'react'

// True from the moment another page is opened until its heading has taken focus.
const Context = createContext<RefObject<boolean> | null>(null)

export function FocusProvider({ children }: { children: ReactNode }) {
  const pending = useRef(false)
  return <Context.Provider value={pending}>{children}</Context.Provider>
}

/** Whether the heading that appears next should take focus. */
export function usePendingFocus(): RefObject<boolean> {
  const pending = useContext(Context)
  if (!pending) throw new Error('usePendingFocus needs a FocusProvider above it')
  return pending
}
