import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { keep, under } from './frame.tsx'

const exchange = createRoute({
  getParentRoute: under,
  path: '/exchange',
  validateSearch: keep('table', 'state', 'q'),
  component: lazyRouteComponent(() => import('../pages/exchange.tsx'), 'ExchangePage'),
})
const exchangeState = createRoute({
  getParentRoute: under,
  path: '/exchange/state',
  component: lazyRouteComponent(() => import('../pages/exchange-state.tsx'), 'ExchangeStatePage'),
})
const administration = createRoute({
  getParentRoute: under,
  path: '/administration',
  validateSearch: keep('account', 'kind'),
  component: lazyRouteComponent(() => import('../pages/administration.tsx'), 'AdministrationPage'),
})
const powers = createRoute({
  getParentRoute: under,
  path: '/powers',
  component: lazyRouteComponent(() => import('../pages/powers.tsx'), 'PowersPage'),
})
const accountRecoveries = createRoute({
  getParentRoute: under,
  path: '/account-recoveries',
  component: lazyRouteComponent(() => import('../pages/account-recoveries.tsx'), 'AccountRecoveriesPage'),
})
const openIdClients = createRoute({
  getParentRoute: under,
  path: '/openid-clients',
  component: lazyRouteComponent(() => import('../pages/openid-clients.tsx'), 'OpenIdClientsPage'),
})
const messages = createRoute({
  getParentRoute: under,
  path: '/messages',
  validateSearch: keep('channel', 'status', 'to'),
  component: lazyRouteComponent(() => import('../pages/messages.tsx'), 'MessagesPage'),
})
const messageSenders = createRoute({
  getParentRoute: under,
  path: '/messages/senders',
  validateSearch: keep('sender'),
  component: lazyRouteComponent(() => import('../pages/message-senders.tsx'), 'MessageSendersPage'),
})
const messageProviders = createRoute({
  getParentRoute: under,
  path: '/messages/providers',
  component: lazyRouteComponent(() => import('../pages/message-providers.tsx'), 'MessageProvidersPage'),
})
const seals = createRoute({
  getParentRoute: under,
  path: '/seals',
  validateSearch: keep('seal', 'q'),
  component: lazyRouteComponent(() => import('../pages/seals.tsx'), 'SealsPage'),
})
const evidence = createRoute({
  getParentRoute: under,
  path: '/evidence',
  component: lazyRouteComponent(() => import('../pages/evidence.tsx'), 'EvidencePage'),
})
const capabilities = createRoute({
  getParentRoute: under,
  path: '/capabilities',
  validateSearch: keep('key', 'q'),
  component: lazyRouteComponent(() => import('../pages/capabilities.tsx'), 'CapabilitiesPage'),
})
const audit = createRoute({
  getParentRoute: under,
  path: '/audit',
  validateSearch: keep('action', 'actorId', 'objectId'),
  component: lazyRouteComponent(() => import('../pages/audit.tsx'), 'AuditPage'),
})
const calendar = createRoute({
  getParentRoute: under,
  path: '/calendar',
  component: lazyRouteComponent(() => import('../pages/calendar.tsx'), 'CalendarPage'),
})
const registers = createRoute({
  getParentRoute: under,
  path: '/registers',
  component: lazyRouteComponent(() => import('../pages/registers.tsx'), 'RegistersPage'),
})
const register = createRoute({
  getParentRoute: under,
  path: '/registers/$key',
  component: lazyRouteComponent(() => import('../pages/register.tsx'), 'RegisterPage'),
})

const registerImports = createRoute({
  getParentRoute: under,
  path: '/register-imports',
  component: lazyRouteComponent(() => import('../pages/register-imports.tsx'), 'RegisterImportsPage'),
})
const registerImport = createRoute({
  getParentRoute: under,
  path: '/register-imports/$importId',
  component: lazyRouteComponent(() => import('../pages/register-import.tsx'), 'RegisterImportPage'),
})
const demands = createRoute({
  getParentRoute: under,
  path: '/demands',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('../pages/demands.tsx'), 'DemandsPage'),
})
const demand = createRoute({
  getParentRoute: under,
  path: '/demands/$id',
  component: lazyRouteComponent(() => import('../pages/demand.tsx'), 'DemandPage'),
})

/** What the platform runs on: exchange, messages, accounts, seals, registers. */
const archives = createRoute({
  getParentRoute: under,
  path: '/archives',
  validateSearch: keep('state', 'retention', 'q'),
  component: lazyRouteComponent(() => import('../pages/archives.tsx'), 'ArchivesPage'),
})
const archive = createRoute({
  getParentRoute: under,
  path: '/archives/$fileId',
  component: lazyRouteComponent(() => import('../pages/archive.tsx'), 'ArchivePage'),
})

export const platform = [
  exchange,
  exchangeState,
  archives,
  archive,
  administration,
  powers,
  accountRecoveries,
  openIdClients,
  messages,
  messageSenders,
  messageProviders,
  seals,
  evidence,
  capabilities,
  audit,
  calendar,
  registers,
  register,
  registerImports,
  registerImport,
  demands,
  demand,
] as const
