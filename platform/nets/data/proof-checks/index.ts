export * from './contract.ts'
export { ProofCheckAnswered } from './events.ts'
export { proofCheckRoutes } from './routes.ts'
export { createProofChecks, type ProofChecks, type ProofChecksNeeds } from './service.ts'

export const proofChecksModule = { name: 'proof_checks', migrations: new URL('./migrations/', import.meta.url) }
