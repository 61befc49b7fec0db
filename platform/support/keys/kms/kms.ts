import type { KeySuite } from '../contract.ts'

/** A key that a KMS made and keeps: under which name, and its public half as our own keys have it. */
export type KmsKey = { handle: string; publicKey: Buffer }

/**
 * A key management system: makes keys that never leave it and signs with them. GM signatures are DER of GM/T 0009 over the
 * standard's e, ES256 r‖s, RSA PKCS#1 v1.5.
 */
export type Kms = {
  name: string
  /** What it can keep; keys of other suites stay with us, and their statements say so. */
  suites: readonly KmsSuite[]
  generate(suite: KmsSuite, label: string): Promise<KmsKey>
  sign(key: KmsKey, suite: KmsSuite, bytes: Uint8Array): Promise<Buffer>
}

/** What is kept there: keys of seals, roots, logs and wallets. Keys of notes and cosignatures (Ed25519) stay with us. */
export type KmsSuite = Exclude<KeySuite, 'Ed25519'>

/** Where a KMS behind REST is reached, and the PEM texts of both sides’ mutual TLS. */
export type RestSettings = { name: string; url: string; certificate: string; key: string; authority: string }

/**
 * SM2 has no mechanism in PKCS #11 v2.40: each maker has numbers of its own, told in its manual. `input` is what the module
 * wants, the e of GM/T 0009 or the whole message, which it then hashes with the standard's user id.
 */
export type Sm2Mechanisms = {
  keyPair: bigint
  sign: bigint
  keyType?: bigint
  input: 'digest' | 'message'
  signature: 'raw' | 'der'
}

/** A PKCS #11 module on this machine and the token that keeps the keys. */
export type Pkcs11Settings = { name: string; module: string; token: string; pin: string; sm2?: Sm2Mechanisms }
