export * from './contract.ts'
export type { AtCounter } from './counter.ts'
export type { Applicable, ApplicantFacts, ApplicationNeeds } from './needs.ts'
export { applicationRoutes } from './routes.ts'
export { type ApplicationService, createApplications } from './service.ts'

export const applicationsModule = { name: 'applications', migrations: new URL('./migrations/', import.meta.url) }
