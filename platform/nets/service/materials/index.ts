export * from './contract.ts'
export { materialRoutes } from './routes.ts'
export { createMaterials, type FoundFile, type MaterialNeeds, type MaterialService } from './service.ts'

export const materialsModule = { name: 'materials', migrations: new URL('./migrations/', import.meta.url) }
