export { askRoutes } from './asks/routes.ts'
export { type Asks, createAsks } from './asks/service.ts'
export * from './contract.ts'
export { showingRoutes } from './routes.ts'
export { createShowings, type ShowingNeeds, type Showings } from './service.ts'

export const showingsModule = { name: 'showings', migrations: new URL('./migrations/', import.meta.url) }
