export { clientRoutes } from './clients/routes.ts'
export type { Clients } from './clients/service.ts'
export * from './contract.ts'
export { openIdRoutes } from './routes.ts'
export { createOpenId, type OpenId } from './service.ts'

export const openIdModule = { name: 'openid', migrations: new URL('./migrations/', import.meta.url) }
