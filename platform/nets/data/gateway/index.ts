export * from './contract.ts'
export { gatewayRoutes } from './routes.ts'
export { createGateway, type Gateway } from './service.ts'
export { createWarnings, UseWarned, warningRoutes } from './warnings/index.ts'

export const gatewayModule = { name: 'gateway', migrations: new URL('./migrations/', import.meta.url) }
