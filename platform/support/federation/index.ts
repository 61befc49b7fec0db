export * from './contract.ts'
export { centreRoutes, federationRoutes } from './routes.ts'
export { createFederation, type Federation } from './service.ts'
export { readCentre } from './settings.ts'

export const federationModule = { name: 'federation', migrations: new URL('./migrations/', import.meta.url) }
