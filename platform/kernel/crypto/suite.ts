/** GM: the commercial cryptography of the State (SM2, SM3, SM4). INTL: Ed25519, SHA-256, AES-256-GCM. */
export type SuiteName = 'GM' | 'INTL'

/** A private key of 32 bytes and its public key: 65 bytes `04‖x‖y` for SM2, 32 bytes for Ed25519. */
export type SignatureKeys = { privateKey: Buffer; publicKey: Buffer }

/**
 * One key ready to sign. The suites below make software signers, fit for tests and small sites; in production the private
 * key stays inside an HSM, and another implementation of this type talks to it.
 */
export type Signer = {
  readonly keyId: string
  readonly publicKey: Buffer
  sign(message: Uint8Array): Buffer
}

/** One public key ready to verify. A malformed signature is simply not valid. */
export type Verifier = {
  readonly keyId: string
  verify(message: Uint8Array, signature: Uint8Array): boolean
}

/** One 32-byte secret ready to encrypt. */
export type Cipher = {
  /** `context` is not stored but must be the same to decrypt: say which record and field the text belongs to. */
  encrypt(plain: Uint8Array, context?: Uint8Array): Buffer
  /** Throws when the text was changed, or was encrypted with another key or context. */
  decrypt(sealed: Uint8Array, context?: Uint8Array): Buffer
}

/** A whole family of algorithms. Its name is stored with every signature and ciphertext, so that each can be replaced. */
export type CryptoSuite = {
  readonly name: SuiteName
  /** The name by which node:crypto knows the hash, for streams. */
  readonly hashName: 'sm3' | 'sha256'
  hash(data: Uint8Array): Buffer
  hmac(key: Uint8Array, data: Uint8Array): Buffer
  /** The same for one key used often: made ready once. */
  authenticator(key: Uint8Array): (data: Uint8Array) => Buffer
  generateKeys(): SignatureKeys
  /** RangeError when the key is not one. Holds what can be computed once per key: keep the result. */
  signer(privateKey: Uint8Array): Signer
  verifier(publicKey: Uint8Array): Verifier
  /** The first 16 hex characters of the hash of the public key. */
  keyId(publicKey: Uint8Array): string
  cipher(secret: Uint8Array): Cipher
  /** PKCS#8, and SubjectPublicKeyInfo, as other tools read them. */
  privateKeyToPem(privateKey: Uint8Array): string
  privateKeyFromPem(pem: string): Buffer
  publicKeyToPem(publicKey: Uint8Array): string
  publicKeyFromPem(pem: string): Buffer
}
