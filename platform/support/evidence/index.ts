export { deployLogHeads } from './chain/deploy.ts'
export * from './contract.ts'
export { evidenceRoutes } from './routes.ts'
export { type Scene, sceneKind } from './scene.ts'
export { createEvidence, type Evidence } from './service.ts'
export { type EvidenceSettings, readEvidenceSettings } from './settings.ts'
export { checkpointRoutes } from './witness/routes.ts'

export const evidenceModule = { name: 'evidence', migrations: new URL('./migrations/', import.meta.url) }
