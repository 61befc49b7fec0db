export * from './contract.ts'
export { registerLoaded } from './events.ts'
export { registerImportRoutes } from './routes.ts'
export { createRegisterImports, type RegisterImportNeeds, type RegisterImports } from './service.ts'

export const registerImportsModule = { name: 'register_imports', migrations: new URL('./migrations/', import.meta.url) }
