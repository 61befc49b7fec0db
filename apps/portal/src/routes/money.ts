import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { under } from './root.ts'

/** Bills, receipts, and what is paid out. */
export const money = [
  createRoute({
    getParentRoute: under,
    path: '/pay-by-number',
    component: lazyRouteComponent(() => import('../pages/pay-by-number.tsx'), 'PayByNumberPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/pay/$id',
    component: lazyRouteComponent(() => import('../pages/pay.tsx'), 'PayPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/check-receipt',
    component: lazyRouteComponent(() => import('../pages/check-receipt.tsx'), 'CheckReceiptPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/receipts',
    component: lazyRouteComponent(() => import('../pages/my-receipts.tsx'), 'MyReceiptsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/payouts',
    component: lazyRouteComponent(() => import('../pages/my-payouts.tsx'), 'MyPayoutsPage'),
  }),
] as const
