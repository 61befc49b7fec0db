export { capabilityKind, capabilityOf, DeclaredCapability } from './capability.ts'
export * from './contract.ts'
export { selectDeprecations } from './deprecations/store.ts'
export { createGate, type Going, requestCovers } from './gate.ts'
export { createList } from './list.ts'
export { createMeter } from './meter/meter.ts'
export { deleteOld } from './meter/store.ts'
export { type OpenApi, operationsOf, sliceOf } from './openapi.ts'
export { createOwners } from './owners.ts'
export { programRoutes } from './programs/routes.ts'
export { createPrograms, type Programs } from './programs/service.ts'
export { capabilityRoutes } from './routes.ts'

export const capabilitiesModule = { name: 'capabilities', migrations: new URL('./migrations/', import.meta.url) }
