export * from './contract.ts'
export { NoticeMoved } from './events.ts'
export { overseen } from './policy.ts'
export { supervisionRoutes } from './routes.ts'
export { supervisionKind } from './rules.ts'
export { createSupervision, type SupervisionNeeds, type SupervisionService } from './service.ts'

export const supervisionModule = { name: 'supervision', migrations: new URL('./migrations/', import.meta.url) }
