export * from './contract.ts'
export type { DisputeNeeds, SourceOffice } from './needs.ts'
export { disputeRoutes } from './routes.ts'
export { createDisputes, type DisputeService } from './service.ts'

export const disputesModule = { name: 'disputes', migrations: new URL('./migrations/', import.meta.url) }
