export * from './contract.ts'
export { DemandMoved } from './events.ts'
export { sharingRoutes } from './routes.ts'
export { createSharing, type Granted, type KeyHolder, type Sharing, type SharingNeeds } from './service.ts'

export const sharingModule = { name: 'sharing', migrations: new URL('./migrations/', import.meta.url) }
