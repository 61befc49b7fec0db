export { type Message, signatureBase } from './base.ts'
export { contentDigest, digestHolds } from './digest.ts'
export {
  type Algorithm,
  algorithms,
  type SigningKey,
  sharedKey,
  signingKey,
  type VerifyingKey,
  verifyingKey,
} from './keys.ts'
export {
  checkSignature,
  type Fault,
  type FaultReason,
  readSignature,
  type SignatureHeaders,
  signMessage,
  skewSeconds,
  verifyMessage,
} from './signature.ts'
