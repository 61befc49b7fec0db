export { check, checkBundle } from './bundle.ts'
export * from './contract.ts'
export type { CredentialDraft, Issued } from './issue.ts'
export { readFont } from './rendering/fonts.ts'
export type { PlainPaper } from './rendering/plain-page.ts'
export { credentialRoutes } from './routes.ts'
export { type CredentialAnswer, type CredentialNeeds, type CredentialService, createCredentials } from './service.ts'
export { readBundle } from './verification.ts'

export const credentialsModule = { name: 'credentials', migrations: new URL('./migrations/', import.meta.url) }
