export type { NewAccount } from './accounts/service.ts'
export type { AuditNote, RecordAudit } from './audit/service.ts'
export * from './contract.ts'
export { Delegation, NewDelegation, Officer } from './delegations/contract.ts'
export type { Parties, Party, PersonFacts } from './parties/service.ts'
export { holds, postFor } from './policy.ts'
export { demoRoutes, identityRoutes } from './routes.ts'
export { type AccountSeed, demoSignIns, seedAccounts } from './seed.ts'
export { createIdentity, type Identity } from './service.ts'

export const identityModule = { name: 'identity', migrations: new URL('./migrations/', import.meta.url) }
