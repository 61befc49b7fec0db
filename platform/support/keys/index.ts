export * from './contract.ts'
export { createKeys, type KeySubject, type Keys, type SealKeys, type Signer } from './service.ts'
export { bytesToSign, holds, inForceAt, statementHolds } from './statement.ts'
export { bytesOf, rsaWithSha256, type SignBytes } from './x509.ts'

export const keysModule = { name: 'keys', migrations: new URL('./migrations/', import.meta.url) }
