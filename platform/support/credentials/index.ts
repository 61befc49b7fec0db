export { check, checkBundle } from './bundle.ts'
export * from './contract.ts'
export type { CredentialDraft, Issued } from './issue.ts'
export type { Territory } from './policy.ts'
export { readFont } from './rendering/fonts.ts'
export type { PlainPaper } from './rendering/plain-page.ts'
export { qrOutline } from './rendering/qr.ts'
export { credentialRoutes } from './routes.ts'
export {
  type CredentialAnswer,
  type CredentialNeeds,
  type CredentialService,
  createCredentials,
  type HeldCredential,
  type NumberedCredential,
} from './service.ts'
export { readBundle } from './verification.ts'
export type { Audience } from './wallet-face/check.ts'
export { type WalletClaim, walletClaims } from './wallet-face/claims.ts'
export { type CopyRequest, issuerPath, typeAddress } from './wallet-face/copies.ts'
export type { Jwk } from './wallet-face/sd-jwt.ts'
export type { CheckedPresentation, CopyStatus } from './wallet-face/verification.ts'

export const credentialsModule = { name: 'credentials', migrations: new URL('./migrations/', import.meta.url) }
