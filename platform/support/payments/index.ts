export { billPaid } from './bills/events.ts'
export type { BillNeeds } from './bills/needs.ts'
export { createOutside, type Outside } from './bills/outside.ts'
export { billRoutes } from './bills/routes.ts'
export { type Billed, type BillFor, type BillService, createBills } from './bills/service.ts'
export { type Connected, openChannels } from './channels/settings.ts'
export * from './contract.ts'
export { Fee, feeKind } from './fees.ts'
export { reconciliationRoutes } from './reconciliation/routes.ts'
export { createReconciling } from './reconciliation/service.ts'

export const paymentsModule = { name: 'payments', migrations: new URL('./migrations/', import.meta.url) }
