export * from './contract.ts'
export { designRoutes } from './routes.ts'
export { createDesigns, type DesignNeeds, DesignPublished, type Designs } from './service.ts'

export const designsModule = { name: 'designs', migrations: new URL('./migrations/', import.meta.url) }
