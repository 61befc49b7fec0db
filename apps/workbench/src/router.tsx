import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { NotFound } from './pages/not-found.tsx'
import { PageSkeleton } from './parts/skeleton.tsx'
import { PageTrouble } from './parts/trouble.tsx'
import { casework } from './routes/casework.tsx'
import { catalogue } from './routes/catalogue.tsx'
import { data } from './routes/data.tsx'
import { keep, root, under, work } from './routes/frame.tsx'
import { money } from './routes/money.tsx'
import { platform } from './routes/platform.tsx'
import { rules } from './routes/rules.tsx'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: keep('to'),
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignInPage'),
})
const elsewhere = createRoute({ getParentRoute: under, path: '$', component: NotFound })

const tree = root.addChildren([
  signIn,
  work.addChildren([...casework, ...catalogue, ...money, ...rules, ...data, ...platform, elsewhere]),
])

/** Every page has an address; each is loaded when it is first opened. */
export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: '/workbench',
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: ({ error, reset }) => <PageTrouble error={error} onRetry={reset} />,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
