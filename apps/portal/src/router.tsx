import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { readItemSearch } from './features/items/address.ts'
import { HomePage } from './pages/home.tsx'
import { NotFoundPage } from './pages/not-found.tsx'
import { PageFailed } from './pages/page-failed.tsx'
import { Shell } from './shell/shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage })
const under = () => root

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const pages = [
  createRoute({ getParentRoute: under, path: '/', component: HomePage }),
  createRoute({
    getParentRoute: under,
    path: '/items',
    validateSearch: readItemSearch,
    component: lazyRouteComponent(() => import('./pages/items.tsx'), 'ItemsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/items/$id',
    component: lazyRouteComponent(() => import('./pages/guide.tsx'), 'GuidePage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/start/$id',
    // What was answered on the guide goes with whoever begins.
    validateSearch: (search: Record<string, unknown>): { answers?: string } => {
      const answers = text(search.answers)
      return answers ? { answers } : {}
    },
    component: lazyRouteComponent(() => import('./pages/start.tsx'), 'StartPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/apply/$id',
    component: lazyRouteComponent(() => import('./pages/apply-tasks.tsx'), 'ApplyTasksPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/apply/$id/pages/$page',
    // Coming from the last check, one goes back there and not on to the next page.
    validateSearch: (search: Record<string, unknown>): { from?: 'check' } =>
      search.from === 'check' ? { from: 'check' } : {},
    component: lazyRouteComponent(() => import('./pages/apply-form.tsx'), 'ApplyFormPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/apply/$id/materials',
    component: lazyRouteComponent(() => import('./pages/apply-materials.tsx'), 'ApplyMaterialsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/apply/$id/check',
    component: lazyRouteComponent(() => import('./pages/apply-check.tsx'), 'ApplyCheckPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/cases',
    component: lazyRouteComponent(() => import('./pages/cases.tsx'), 'CasesPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/cases/$id',
    component: lazyRouteComponent(() => import('./pages/case.tsx'), 'CasePage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/cases/$id/submitted',
    component: lazyRouteComponent(() => import('./pages/submitted.tsx'), 'SubmittedPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/verify/shown/$code',
    component: lazyRouteComponent(() => import('./pages/shown.tsx'), 'ShownPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/wallet',
    validateSearch: (search: Record<string, unknown>): { open?: string } => {
      const open = text(search.open)
      return open ? { open } : {}
    },
    component: lazyRouteComponent(() => import('./pages/wallet.tsx'), 'WalletPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/pay/$id',
    component: lazyRouteComponent(() => import('./pages/pay.tsx'), 'PayPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/rate/$caseId',
    component: lazyRouteComponent(() => import('./pages/rate.tsx'), 'RatePage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/ratings',
    validateSearch: (search: Record<string, unknown>): { show?: 'good' | 'bad'; itemId?: string } => {
      const itemId = text(search.itemId)
      const show = search.show === 'good' || search.show === 'bad' ? search.show : undefined
      return { ...(show ? { show } : {}), ...(itemId ? { itemId } : {}) }
    },
    component: lazyRouteComponent(() => import('./pages/ratings.tsx'), 'RatingsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/rate-service',
    component: lazyRouteComponent(() => import('./pages/rate-service.tsx'), 'RateServicePage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/verify',
    component: lazyRouteComponent(() => import('./pages/verify.tsx'), 'VerifyPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/verify/$code',
    component: lazyRouteComponent(() => import('./pages/verify-result.tsx'), 'VerifyResultPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/progress',
    component: lazyRouteComponent(() => import('./pages/progress.tsx'), 'ProgressPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/data',
    component: lazyRouteComponent(() => import('./pages/my-data.tsx'), 'MyDataPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/account',
    component: lazyRouteComponent(() => import('./pages/my-account.tsx'), 'MyAccountPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/materials',
    component: lazyRouteComponent(() => import('./pages/my-materials.tsx'), 'MyMaterialsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/notices',
    component: lazyRouteComponent(() => import('./pages/my-notices.tsx'), 'MyNoticesPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/sign-in',
    // Only a path of this site may be returned to.
    validateSearch: (search: Record<string, unknown>): { to?: string } => {
      const to = text(search.to)
      return to && /^\/(?![/\\])/.test(to) ? { to } : {}
    },
    component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/proofs',
    component: lazyRouteComponent(() => import('./pages/proofs.tsx'), 'ProofsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/id-only',
    component: lazyRouteComponent(() => import('./pages/id-only.tsx'), 'IdOnlyPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/privacy',
    component: lazyRouteComponent(() => import('./pages/privacy.tsx'), 'PrivacyPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/accessibility',
    component: lazyRouteComponent(() => import('./pages/accessibility.tsx'), 'AccessibilityPage'),
  }),
] as const

const routeTree = root.addChildren(pages)

/** Every address of the portal. Pages but the first are fetched when they are opened. */
export function createPortalRouter() {
  return createRouter({
    routeTree,
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultPendingComponent: Skeleton,
    defaultErrorComponent: PageFailed,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>
  }
}
