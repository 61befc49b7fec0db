import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { keep, under } from './frame.tsx'

const bills = createRoute({
  getParentRoute: under,
  path: '/bills',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('../pages/bills.tsx'), 'BillsPage'),
})
const reconciliation = createRoute({
  getParentRoute: under,
  path: '/reconciliation',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('../pages/reconciliation.tsx'), 'ReconciliationPage'),
})
const credit = createRoute({
  getParentRoute: under,
  path: '/credit',
  validateSearch: keep('show'),
  component: lazyRouteComponent(() => import('../pages/credit.tsx'), 'CreditPage'),
})
const payouts = createRoute({
  getParentRoute: under,
  path: '/payouts',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('../pages/payouts.tsx'), 'PayoutsPage'),
})
const fiscalReceipts = createRoute({
  getParentRoute: under,
  path: '/fiscal-receipts',
  validateSearch: keep('report'),
  component: lazyRouteComponent(() => import('../pages/fiscal-receipts.tsx'), 'FiscalReceiptsPage'),
})

/** Bills, receipts, payouts, and credit. */
export const money = [bills, fiscalReceipts, reconciliation, credit, payouts] as const
