import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router'
import { Frame } from '../frame/frame.tsx'
import { NotFound } from '../pages/not-found.tsx'

type Search = Record<string, unknown>
type Kept<Name extends string> = { [name in Name]?: string }

/** Keeps the named texts of an address's query; anything else in it is dropped. */
export function keep<const Name extends string>(...names: Name[]): (search: Search) => Kept<Name> {
  return (search) => {
    const kept: Kept<Name> = {}
    for (const name of names) {
      const value = search[name]
      if ((typeof value === 'string' && value) || typeof value === 'number') kept[name] = String(value)
    }
    return kept
  }
}

export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

/** What is seen only by who is signed in, in the frame with its navigation. */
export const work = createRoute({
  getParentRoute: () => root,
  id: 'work',
  component: Frame,
  notFoundComponent: NotFound,
})
export const under = () => work
