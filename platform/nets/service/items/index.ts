export * from './contract.ts'
export { catalogueImported, itemPublished, itemWithdrawn } from './events.ts'
export { createItems, type Items } from './items.ts'
export type { Finding } from './lint/finding.ts'
export { lintItem, lintRules } from './lint/lint.ts'
export { lintForPublication } from './lint/publication.ts'
export { itemKind } from './pack-kind.ts'
export { proofListKind } from './proofs/pack-kind.ts'
export { itemsRoutes } from './routes.ts'

export const itemsModule = { name: 'items', migrations: new URL('./migrations/', import.meta.url) }
