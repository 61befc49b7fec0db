export * from './contract.ts'
export type { DeclaredCheck, Source } from './declared.ts'
export { checkKind } from './pack-kind.ts'
export { qualificationRoutes } from './routes.ts'
export {
  type Asked,
  createQualifications,
  type QualificationNeeds,
  type Qualifications,
  type SourceAnswer,
} from './service.ts'

export const qualificationsModule = { name: 'qualifications', migrations: new URL('./migrations/', import.meta.url) }
