import type { QueryClient } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { Frame } from './frame/frame.tsx'
import { NotFound } from './pages/not-found.tsx'
import { PageSkeleton } from './parts/skeleton.tsx'
import { PageTrouble } from './parts/trouble.tsx'

type Search = Record<string, unknown>
type Kept<Name extends string> = { [name in Name]?: string }

/** Keeps the named texts of an address's query; anything else in it is dropped. */
function keep<const Name extends string>(...names: Name[]): (search: Search) => Kept<Name> {
  return (search) => {
    const kept: Kept<Name> = {}
    for (const name of names) {
      const value = search[name]
      if ((typeof value === 'string' && value) || typeof value === 'number') kept[name] = String(value)
    }
    return kept
  }
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: keep('to'),
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignInPage'),
})
const work = createRoute({ getParentRoute: () => root, id: 'work', component: Frame, notFoundComponent: NotFound })
const under = () => work

const home = createRoute({
  getParentRoute: under,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home.tsx'), 'HomePage'),
})
const tasks = createRoute({
  getParentRoute: under,
  path: '/tasks',
  validateSearch: keep('q', 'status', 'itemId'),
  component: lazyRouteComponent(() => import('./pages/tasks.tsx'), 'TasksPage'),
})
const task = createRoute({
  getParentRoute: under,
  path: '/tasks/$caseId',
  validateSearch: keep('q', 'status', 'itemId'),
  component: lazyRouteComponent(() => import('./pages/task.tsx'), 'TaskPage'),
})
const cases = createRoute({
  getParentRoute: under,
  path: '/cases',
  validateSearch: keep('q', 'status'),
  component: lazyRouteComponent(() => import('./pages/cases.tsx'), 'CasesPage'),
})
const oneCase = createRoute({
  getParentRoute: under,
  path: '/cases/$caseId',
  component: lazyRouteComponent(() => import('./pages/case.tsx'), 'CasePage'),
})
const items = createRoute({
  getParentRoute: under,
  path: '/items',
  validateSearch: keep('q', 'type', 'audience', 'online', 'show'),
  component: lazyRouteComponent(() => import('./pages/items.tsx'), 'ItemsPage'),
})
const item = createRoute({
  getParentRoute: under,
  path: '/items/$itemId',
  component: lazyRouteComponent(() => import('./pages/item.tsx'), 'ItemPage'),
})
const itemGuide = createRoute({
  getParentRoute: () => item,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/item-guide.tsx'), 'ItemGuidePage'),
})
const itemEdit = createRoute({
  getParentRoute: () => item,
  path: '/edit',
  validateSearch: keep('section'),
  component: lazyRouteComponent(() => import('./pages/item-edit.tsx'), 'ItemEditPage'),
})
const itemDiff = createRoute({
  getParentRoute: () => item,
  path: '/diff',
  validateSearch: keep('from', 'to'),
  component: lazyRouteComponent(() => import('./pages/item-diff.tsx'), 'ItemDiffPage'),
})
const itemBurden = createRoute({
  getParentRoute: () => item,
  path: '/burden',
  component: lazyRouteComponent(() => import('./pages/item-burden.tsx'), 'ItemBurdenPage'),
})
const burden = createRoute({
  getParentRoute: under,
  path: '/burden',
  validateSearch: keep('department', 'visits', 'online', 'idOnly', 'changed', 'show'),
  component: lazyRouteComponent(() => import('./pages/burden.tsx'), 'BurdenPage'),
})
const itemVersions = createRoute({
  getParentRoute: () => item,
  path: '/versions',
  component: lazyRouteComponent(() => import('./pages/item-versions.tsx'), 'ItemVersionsPage'),
})
const departments = createRoute({
  getParentRoute: under,
  path: '/departments',
  validateSearch: keep('q'),
  component: lazyRouteComponent(() => import('./pages/departments.tsx'), 'DepartmentsPage'),
})
const department = createRoute({
  getParentRoute: under,
  path: '/departments/$id',
  component: lazyRouteComponent(() => import('./pages/department.tsx'), 'DepartmentPage'),
})
const imports = createRoute({
  getParentRoute: under,
  path: '/imports',
  component: lazyRouteComponent(() => import('./pages/imports.tsx'), 'ImportsPage'),
})
const oneImport = createRoute({
  getParentRoute: under,
  path: '/imports/$runId',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('./pages/import.tsx'), 'ImportPage'),
})
const stockImports = createRoute({
  getParentRoute: under,
  path: '/stock-licences',
  component: lazyRouteComponent(() => import('./pages/stock-imports.tsx'), 'StockImportsPage'),
})
const stockImport = createRoute({
  getParentRoute: under,
  path: '/stock-licences/$importId',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('./pages/stock-import.tsx'), 'StockImportPage'),
})
const grants = createRoute({
  getParentRoute: under,
  path: '/grants',
  component: lazyRouteComponent(() => import('./pages/grants.tsx'), 'GrantsPage'),
})
const ratings = createRoute({
  getParentRoute: under,
  path: '/ratings',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('./pages/ratings.tsx'), 'RatingsPage'),
})
const ratingStatistics = createRoute({
  getParentRoute: under,
  path: '/ratings/statistics',
  validateSearch: keep('from', 'to', 'by'),
  component: lazyRouteComponent(() => import('./pages/rating-statistics.tsx'), 'RatingStatisticsPage'),
})
const oneRating = createRoute({
  getParentRoute: under,
  path: '/ratings/$ratingId',
  component: lazyRouteComponent(() => import('./pages/rating.tsx'), 'RatingPage'),
})
const notices = createRoute({
  getParentRoute: under,
  path: '/notices',
  component: lazyRouteComponent(() => import('./pages/notices.tsx'), 'NoticesPage'),
})
const counter = createRoute({
  getParentRoute: under,
  path: '/counter',
  component: lazyRouteComponent(() => import('./pages/counter.tsx'), 'CounterPage'),
})
const assisted = createRoute({
  getParentRoute: under,
  path: '/counter/$id',
  component: lazyRouteComponent(() => import('./pages/assisted.tsx'), 'AssistedPage'),
})
const promises = createRoute({
  getParentRoute: under,
  path: '/promises',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('./pages/promises.tsx'), 'PromisesPage'),
})
const bills = createRoute({
  getParentRoute: under,
  path: '/bills',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('./pages/bills.tsx'), 'BillsPage'),
})
const reconciliation = createRoute({
  getParentRoute: under,
  path: '/reconciliation',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('./pages/reconciliation.tsx'), 'ReconciliationPage'),
})
const credit = createRoute({
  getParentRoute: under,
  path: '/credit',
  validateSearch: keep('show'),
  component: lazyRouteComponent(() => import('./pages/credit.tsx'), 'CreditPage'),
})
const payouts = createRoute({
  getParentRoute: under,
  path: '/payouts',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('./pages/payouts.tsx'), 'PayoutsPage'),
})
const sharing = createRoute({
  getParentRoute: under,
  path: '/sharing',
  component: lazyRouteComponent(() => import('./pages/sharing.tsx'), 'SharingPage'),
})
const reruns = createRoute({
  getParentRoute: under,
  path: '/rules/reruns',
  component: lazyRouteComponent(() => import('./pages/reruns.tsx'), 'RerunsPage'),
})
const oneRerun = createRoute({
  getParentRoute: under,
  path: '/rules/reruns/$runId',
  validateSearch: keep('kind', 'caseNo'),
  component: lazyRouteComponent(() => import('./pages/rerun.tsx'), 'RerunPage'),
})
const flows = createRoute({
  getParentRoute: under,
  path: '/flows',
  component: lazyRouteComponent(() => import('./pages/flows.tsx'), 'FlowsPage'),
})
const flowSimulation = createRoute({
  getParentRoute: under,
  path: '/flows/$key/simulation',
  validateSearch: keep('version', 'item'),
  component: lazyRouteComponent(() => import('./pages/flow-simulation.tsx'), 'FlowSimulationPage'),
})
const caseSimulation = createRoute({
  getParentRoute: under,
  path: '/cases/$caseId/simulation',
  component: lazyRouteComponent(() => import('./pages/case-simulation.tsx'), 'CaseSimulationPage'),
})
const exchange = createRoute({
  getParentRoute: under,
  path: '/exchange',
  validateSearch: keep('table', 'state', 'q'),
  component: lazyRouteComponent(() => import('./pages/exchange.tsx'), 'ExchangePage'),
})
const exchangeState = createRoute({
  getParentRoute: under,
  path: '/exchange/state',
  component: lazyRouteComponent(() => import('./pages/exchange-state.tsx'), 'ExchangeStatePage'),
})
const administration = createRoute({
  getParentRoute: under,
  path: '/administration',
  validateSearch: keep('account', 'kind'),
  component: lazyRouteComponent(() => import('./pages/administration.tsx'), 'AdministrationPage'),
})
const powers = createRoute({
  getParentRoute: under,
  path: '/powers',
  component: lazyRouteComponent(() => import('./pages/powers.tsx'), 'PowersPage'),
})
const openIdClients = createRoute({
  getParentRoute: under,
  path: '/openid-clients',
  component: lazyRouteComponent(() => import('./pages/openid-clients.tsx'), 'OpenIdClientsPage'),
})
const messages = createRoute({
  getParentRoute: under,
  path: '/messages',
  validateSearch: keep('channel', 'status', 'to'),
  component: lazyRouteComponent(() => import('./pages/messages.tsx'), 'MessagesPage'),
})
const messageSenders = createRoute({
  getParentRoute: under,
  path: '/messages/senders',
  validateSearch: keep('sender'),
  component: lazyRouteComponent(() => import('./pages/message-senders.tsx'), 'MessageSendersPage'),
})
const messageProviders = createRoute({
  getParentRoute: under,
  path: '/messages/providers',
  component: lazyRouteComponent(() => import('./pages/message-providers.tsx'), 'MessageProvidersPage'),
})
const seals = createRoute({
  getParentRoute: under,
  path: '/seals',
  validateSearch: keep('seal', 'q'),
  component: lazyRouteComponent(() => import('./pages/seals.tsx'), 'SealsPage'),
})
const evidence = createRoute({
  getParentRoute: under,
  path: '/evidence',
  component: lazyRouteComponent(() => import('./pages/evidence.tsx'), 'EvidencePage'),
})
const capabilities = createRoute({
  getParentRoute: under,
  path: '/capabilities',
  validateSearch: keep('key', 'q'),
  component: lazyRouteComponent(() => import('./pages/capabilities.tsx'), 'CapabilitiesPage'),
})
const audit = createRoute({
  getParentRoute: under,
  path: '/audit',
  validateSearch: keep('action', 'actorId', 'objectId'),
  component: lazyRouteComponent(() => import('./pages/audit.tsx'), 'AuditPage'),
})
const calendar = createRoute({
  getParentRoute: under,
  path: '/calendar',
  component: lazyRouteComponent(() => import('./pages/calendar.tsx'), 'CalendarPage'),
})
const registers = createRoute({
  getParentRoute: under,
  path: '/registers',
  component: lazyRouteComponent(() => import('./pages/registers.tsx'), 'RegistersPage'),
})
const register = createRoute({
  getParentRoute: under,
  path: '/registers/$key',
  component: lazyRouteComponent(() => import('./pages/register.tsx'), 'RegisterPage'),
})

const elsewhere = createRoute({ getParentRoute: under, path: '$', component: NotFound })

const tree = root.addChildren([
  signIn,
  work.addChildren([
    home,
    tasks,
    task,
    cases,
    oneCase,
    items,
    item.addChildren([itemGuide, itemEdit, itemDiff, itemVersions, itemBurden]),
    burden,
    imports,
    oneImport,
    stockImports,
    stockImport,
    grants,
    ratings,
    ratingStatistics,
    oneRating,
    bills,
    reconciliation,
    credit,
    payouts,
    notices,
    counter,
    assisted,
    promises,
    sharing,
    reruns,
    oneRerun,
    flows,
    flowSimulation,
    caseSimulation,
    exchange,
    exchangeState,
    messages,
    messageSenders,
    messageProviders,
    administration,
    powers,
    openIdClients,
    seals,
    evidence,
    capabilities,
    audit,
    calendar,
    departments,
    department,
    registers,
    register,
    elsewhere,
  ]),
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
