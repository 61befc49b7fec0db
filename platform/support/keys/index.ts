export * from './contract.ts'
export type { Kms, KmsKey, KmsSuite } from './kms/kms.ts'
export { openKms } from './kms/settings.ts'
export { createKeys, type KeySubject, type Keys, type SealKeys, type Signer } from './service.ts'
export { readSm2Certificate, type Sm2Certificate, sm2Issued } from './sm2-certificate.ts'
export { bytesToSign, holds, inForceAt, statementHolds } from './statement.ts'
export {
  bytesOf,
  type CertificateName,
  keyIdentifier,
  makeCertificate,
  newSerial,
  pemOf,
  rsaWithSha256,
  type SignBytes,
  sm2WithSm3Oid,
} from './x509.ts'

export const keysModule = { name: 'keys', migrations: new URL('./migrations/', import.meta.url) }
