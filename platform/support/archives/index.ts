export { checkPackage } from './checks.ts'
export * from './contract.ts'
export { CaseFiled, CaseHandedOver } from './events.ts'
export {
  type Acknowledgement,
  type ArchiveHouse,
  askCovers,
  createHttpArchive,
  handOverCovers,
  Unanswered,
} from './house.ts'
export { retentionKind } from './retention.ts'
export { archiveRoutes } from './routes.ts'
export { type ArchiveNeeds, type ArchiveService, createArchives } from './service.ts'

export const archivesModule = { name: 'archives', migrations: new URL('./migrations/', import.meta.url) }
