export * from './contract.ts'
export { HandoverMoved } from './events.ts'
export type { HandoverNeeds } from './needs.ts'
export { handoverRoutes } from './routes.ts'
export { createHandovers, type HandoverService } from './service.ts'

export const handoversModule = { name: 'handovers', migrations: new URL('./migrations/', import.meta.url) }
