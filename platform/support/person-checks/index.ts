export * from './contract.ts'
export { checksInSession, personCheckRoutes } from './routes.ts'
export { createPersonChecks, type PersonChecks, systemKey, type Whose } from './service.ts'

export const personChecksModule = { name: 'person_checks', migrations: new URL('./migrations/', import.meta.url) }
