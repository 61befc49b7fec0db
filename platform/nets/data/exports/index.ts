export * from './contract.ts'
export { exportRoutes } from './routes.ts'
export { createExports, type Exports, type ExportsNeeds } from './service.ts'

export const exportsModule = { name: 'exports', migrations: new URL('./migrations/', import.meta.url) }
