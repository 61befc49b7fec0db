export { groupActs } from './acts.ts'
export { sha256Of } from './build.ts'
export * from './contract.ts'
export { caseFileRoutes } from './routes.ts'
export { type CaseFileService, createCaseFiles } from './service.ts'
export { type CaseFileCheck, checkCaseEntries, checkCaseFile, looksLikeArchive } from './verify.ts'

export const caseFilesModule = { name: 'case_files', migrations: new URL('./migrations/', import.meta.url) }
