import { createContext, type ReactNode, type RefObject, useContext, useRef } from 'react'

export type PendingFocus = {
  /** True from the moment another page is opened until its heading has taken focus. */
  pending: boolean
  /** The page whose heading appeared last. It may be there before one hears that the page has changed. */
  headed?: string
}

const Context = createContext<RefObject<PendingFocus> | null>(null)

export function FocusProvider({ children }: { children: ReactNode }) {
  const place = useRef<PendingFocus>({ pending: false })
  return <Context.Provider value={place}>{children}</Context.Provider>
}

/** Whether the heading that appears next should take focus. */
export function usePendingFocus(): RefObject<PendingFocus> {
  const place = useContext(Context)
  if (!place) throw new Error('usePendingFocus needs a FocusProvider above it')
  return place
}
