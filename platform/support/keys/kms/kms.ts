import type { KeySuite } from '../contract.ts'

/** A key that a KMS made and keeps: under which name, and its public half as our own keys have it. */
export type KmsKey = { handle: string; publicKey: Buffer }

/**
 * A key management system: makes keys that never leave it and signs with them. GM signatures are DER of GM/T 0009 over the
 * standard's e, ES256 r‖s, RSA PKCS#1 v1.5.
 */
export type Kms = {
  name: string
  generate(suite: KmsSuite, label: string): Promise<KmsKey>
  sign(key: KmsKey, suite: KmsSuite, bytes: Uint8Array): Promise<Buffer>
}

/** What is kept there: keys of seals, roots, logs and wallets. Keys of notes and cosignatures (Ed25519) stay with us. */
export type KmsSuite = Exclude<KeySuite, 'Ed25519'>

/** Where a KMS is reached, and the PEM texts of both sides’ mutual TLS. */
export type KmsSettings = { name: string; url: string; certificate: string; key: string; authority: string }
