import type { PostRole } from '@zhengtong/platform/kernel/actor.ts'
import type { ActorView } from '@zhengtong/platform/support/identity/contract.ts'
import { holdsAny } from '../session.ts'

const handling: PostRole[] = ['intake', 'reviewer', 'inspector', 'cashier', 'decider', 'head']
const seeing: PostRole[] = [...handling, 'supervisor']

/** The pages of the workbench and whose work they are. An empty list means every official. */
const places = [
  { key: 'tasks', to: '/tasks', roles: handling },
  { key: 'window', to: '/window', roles: ['intake'] },
  { key: 'counter', to: '/counter', roles: ['intake'] },
  { key: 'handovers', to: '/handovers', roles: ['intake', 'supervisor'] },
  { key: 'accountRecoveries', to: '/account-recoveries', roles: ['intake', 'decider', 'head'] },
  { key: 'cases', to: '/cases', roles: seeing },
  { key: 'items', to: '/items', roles: [...seeing, 'item-manager'] },
  { key: 'burden', to: '/burden', roles: ['supervisor', 'item-manager'] },
  { key: 'designs', to: '/designs', roles: ['item-manager'] },
  { key: 'flows', to: '/flows', roles: ['item-manager'] },
  { key: 'imports', to: '/imports', roles: ['item-manager'] },
  { key: 'grants', to: '/grants', roles: ['intake', 'reviewer', 'inspector', 'decider'] },
  { key: 'stock', to: '/stock-licences', roles: ['decider'] },
  { key: 'hallLoad', to: '/hall-load', roles: ['supervisor'] },
  { key: 'halls', to: '/halls', roles: ['supervisor', 'item-manager', 'head'] },
  { key: 'supervision', to: '/supervision', roles: ['supervisor', 'decider', 'head'] },
  { key: 'ratings', to: '/ratings', roles: seeing },
  { key: 'promises', to: '/promises', roles: seeing },
  { key: 'bills', to: '/bills', roles: ['cashier', 'decider', 'supervisor'] },
  { key: 'fiscalReceipts', to: '/fiscal-receipts', roles: ['cashier', 'decider', 'supervisor'] },
  { key: 'reconciliation', to: '/reconciliation', roles: ['cashier', 'supervisor'] },
  { key: 'payouts', to: '/payouts', roles: ['cashier', 'decider', 'supervisor'] },
  { key: 'credit', to: '/credit', roles: ['reviewer', 'inspector', 'decider', 'head', 'supervisor'] },
  { key: 'qualifications', to: '/qualifications', roles: seeing },
  { key: 'sharing', to: '/sharing', roles: seeing },
  { key: 'demands', to: '/demands', roles: ['intake', 'reviewer', 'decider', 'head', 'supervisor', 'auditor'] },
  { key: 'reruns', to: '/rules/reruns', roles: ['supervisor', 'decider'] },
  { key: 'exchange', to: '/exchange', roles: ['supervisor'] },
  { key: 'archives', to: '/archives', roles: ['archivist', 'supervisor'] },
  { key: 'administration', to: '/administration', roles: ['administrator', 'security-officer'] },
  { key: 'departments', to: '/departments', roles: ['administrator', 'supervisor'] },
  { key: 'powers', to: '/powers', roles: ['administrator', 'security-officer', 'auditor'] },
  { key: 'openIdClients', to: '/openid-clients', roles: ['administrator', 'security-officer', 'auditor'] },
  { key: 'messages', to: '/messages', roles: ['administrator', 'security-officer', 'auditor'] },
  { key: 'seals', to: '/seals', roles: ['administrator', 'security-officer', 'auditor', 'head'] },
  { key: 'evidence', to: '/evidence', roles: ['administrator', 'security-officer', 'auditor'] },
  { key: 'capabilities', to: '/capabilities', roles: ['decider', 'head', 'administrator', 'auditor'] },
  { key: 'calendar', to: '/calendar', roles: ['administrator', 'supervisor'] },
  { key: 'audit', to: '/audit', roles: ['auditor'] },
  { key: 'dataCatalogue', to: '/data-catalogue', roles: [] },
  { key: 'openData', to: '/open-data', roles: ['data-officer', 'data-manager'] },
  { key: 'registers', to: '/registers', roles: [] },
  { key: 'registerImports', to: '/register-imports', roles: ['administrator'] },
  { key: 'notices', to: '/notices', roles: [] },
] as const satisfies { key: string; to: string; roles: readonly PostRole[] }[]

export type Place = (typeof places)[number]

/** The pages a person has work on. What they may do there the server decides. */
export function placesFor(me: ActorView): Place[] {
  return places.filter(({ roles }) => roles.length === 0 || holdsAny(me, roles))
}
