export * from './contract.ts'
export { lifeMapKind } from './life-map.ts'
export { lifeMapRoutes } from './routes.ts'
export { createLifeMaps, type LifeMapNeeds, type LifeMaps } from './service.ts'

export const lifeMapsModule = { name: 'life_maps', migrations: new URL('./migrations/', import.meta.url) }
