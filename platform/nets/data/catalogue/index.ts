export * from './contract.ts'
export { type LiveEntry, liveEntry, liveEntryOf } from './entries.ts'
export { EntryPublished, EntryWithdrawn } from './events.ts'
export { type OpenNeeds, openCatalogueRoutes } from './open/index.ts'
export { type EntryDeclaration, entryInstaller, entryKind } from './pack-kind.ts'
export { catalogueRoutes } from './routes.ts'
export { type CatalogueNeeds, type CatalogueService, createCatalogue } from './service.ts'

export const catalogueModule = { name: 'catalogue', migrations: new URL('./migrations/', import.meta.url) }
