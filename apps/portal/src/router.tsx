import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import type { HallTier } from '@zhengtong/platform/nets/service/halls/contract.ts'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { readItemSearch } from './features/items/address.ts'
import { PageFailed } from './pages/page-failed.tsx'
import { money } from './routes/money.ts'
import { openData } from './routes/open-data.ts'
import { root, under } from './routes/root.ts'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
/** Only a path of this site may be returned to. */
const readTo = (search: Record<string, unknown>): { to?: string } => {
  const to = text(search.to)
  return to && /^\/(?![/\\])/.test(to) ? { to } : {}
}

const pages = [
  createRoute({
    getParentRoute: under,
    path: '/',
    component: lazyRouteComponent(() => import('./pages/home.tsx'), 'HomePage'),
  }),
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
    path: '/life/$map/$stage',
    params: {
      parse: ({ map, stage }) => ({ map: map === 'enterprise' ? ('enterprise' as const) : ('person' as const), stage }),
      stringify: ({ map, stage }) => ({ map, stage }),
    },
    component: lazyRouteComponent(() => import('./pages/life-stage.tsx'), 'LifeStageShown'),
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
    path: '/halls',
    validateSearch: (search: Record<string, unknown>): { itemId?: string; tier?: HallTier; open?: true } => {
      const itemId = text(search.itemId)
      const tier = (['city', 'town', 'village', 'kiosk', 'bank'] as const).find((each) => each === search.tier)
      const open = search.open === true
      return { ...(itemId ? { itemId } : {}), ...(tier ? { tier } : {}), ...(open ? { open } : {}) }
    },
    component: lazyRouteComponent(() => import('./pages/halls.tsx'), 'HallsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/halls/$key',
    validateSearch: (search: Record<string, unknown>): { itemId?: string } => {
      const itemId = text(search.itemId)
      return itemId ? { itemId } : {}
    },
    component: lazyRouteComponent(() => import('./pages/hall.tsx'), 'HallPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/halls/$key/screen',
    component: lazyRouteComponent(() => import('./pages/hall-screen.tsx'), 'HallScreenPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/tickets',
    component: lazyRouteComponent(() => import('./pages/my-tickets.tsx'), 'MyTicketsPage'),
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
    path: '/sign/$id',
    component: lazyRouteComponent(() => import('./pages/sign.tsx'), 'SignPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/licence-sign-in',
    validateSearch: readTo,
    component: lazyRouteComponent(() => import('./pages/licence-sign-in.tsx'), 'LicenceSignInPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/recover',
    component: lazyRouteComponent(() => import('./pages/recover.tsx'), 'RecoverPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/person-check',
    validateSearch: (search: Record<string, unknown>): { returned?: string } => {
      const returned = text(search.returned)
      return returned ? { returned } : {}
    },
    component: lazyRouteComponent(() => import('./pages/person-check.tsx'), 'PersonCheckPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/evidence',
    validateSearch: (search: Record<string, unknown>): { digest?: string; channel?: string; reference?: string } => {
      const [digest, channel, reference] = [text(search.digest), text(search.channel), text(search.reference)]
      return { ...(digest ? { digest } : {}), ...(channel ? { channel } : {}), ...(reference ? { reference } : {}) }
    },
    component: lazyRouteComponent(() => import('./pages/evidence.tsx'), 'EvidencePage'),
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
    path: '/credit',
    validateSearch: (
      search: Record<string, unknown>,
    ): { q?: string; show?: 'permit' | 'penalty' | 'red' | 'black' } => {
      const q = text(search.q)
      const show = (['permit', 'penalty', 'red', 'black'] as const).find((each) => each === search.show)
      return { ...(q ? { q } : {}), ...(show ? { show } : {}) }
    },
    component: lazyRouteComponent(() => import('./pages/credit.tsx'), 'CreditPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/credit/$code',
    component: lazyRouteComponent(() => import('./pages/credit-file.tsx'), 'CreditFilePage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/credit',
    validateSearch: (search: Record<string, unknown>): { party?: string } => {
      const party = text(search.party)
      return party ? { party } : {}
    },
    component: lazyRouteComponent(() => import('./pages/my-credit.tsx'), 'MyCreditPage'),
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
    path: '/me/mandates',
    component: lazyRouteComponent(() => import('./pages/my-mandates.tsx'), 'MyMandatesPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/mandates/new',
    validateSearch: ({ how }: Record<string, unknown>): { how?: 'give' | 'ask' | 'child' } =>
      how === 'ask' || how === 'child' || how === 'give' ? { how } : {},
    component: lazyRouteComponent(() => import('./pages/new-mandate.tsx'), 'NewMandatePage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/mandates/$id',
    component: lazyRouteComponent(() => import('./pages/my-mandate.tsx'), 'MyMandatePage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/certificates',
    component: lazyRouteComponent(() => import('./pages/facts.tsx'), 'FactsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/space',
    component: lazyRouteComponent(() => import('./pages/my-space.tsx'), 'MySpacePage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/code',
    component: lazyRouteComponent(() => import('./pages/my-code.tsx'), 'MyCodePage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/cards/new',
    component: lazyRouteComponent(() => import('./pages/new-card.tsx'), 'NewCardPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/verify/code/$code',
    component: lazyRouteComponent(() => import('./pages/scanned.tsx'), 'ScannedPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/grants',
    component: lazyRouteComponent(() => import('./pages/grants.tsx'), 'GrantsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/grants/new/$credentialId',
    component: lazyRouteComponent(() => import('./pages/new-grant.tsx'), 'NewGrantPage'),
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
    validateSearch: readTo,
    component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/proofs',
    component: lazyRouteComponent(() => import('./pages/proofs.tsx'), 'ProofsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/matters',
    component: lazyRouteComponent(() => import('./pages/matters.tsx'), 'MattersPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/id-only',
    component: lazyRouteComponent(() => import('./pages/id-only.tsx'), 'IdOnlyPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/developers',
    validateSearch: (search: Record<string, unknown>): { q?: string; kind?: 'programs' | 'people' } => {
      // Kept as it is typed, spaces at its end too.
      const q = typeof search.q === 'string' || typeof search.q === 'number' ? String(search.q) : undefined
      const kind = search.kind === 'programs' || search.kind === 'people' ? search.kind : undefined
      return { ...(q ? { q } : {}), ...(kind ? { kind } : {}) }
    },
    component: lazyRouteComponent(() => import('./pages/developers.tsx'), 'DevelopersPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/developers/capabilities/$key',
    component: lazyRouteComponent(() => import('./pages/capability.tsx'), 'CapabilityPageShown'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/developers/signing',
    component: lazyRouteComponent(() => import('./pages/signing.tsx'), 'SigningPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/developers/programs',
    component: lazyRouteComponent(() => import('./pages/programs.tsx'), 'ProgramsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/developers/programs/$id',
    component: lazyRouteComponent(() => import('./pages/program.tsx'), 'ProgramShownPage'),
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
  ...money,
  ...openData,
] as const

const routeTree = root.addChildren(pages)

/** Every address of the portal. A page is fetched when it is opened. */
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
