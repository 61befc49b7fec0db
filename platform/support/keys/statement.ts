import { canonicalJson } from '#kernel/canonical-json.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import type { KeyStatement, RootKeys } from './contract.ts'

/** The bytes that are signed of any JSON value: its canonical form (RFC 8785) in UTF-8. */
export function bytesToSign(value: unknown): Buffer {
  return Buffer.from(canonicalJson(value), 'utf8')
}

/** Whether an SM2 signature (DER, hex) over a JSON value holds under a public key (hex). Malformed keys verify nothing. */
export function holds(value: unknown, signature: string, publicKey: string): boolean {
  try {
    return cryptoSuite('GM')
      .verifier(Buffer.from(publicKey, 'hex'))
      .verify(bytesToSign(value), Buffer.from(signature, 'hex'))
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** Whether the root made this statement and the statement's key is the one that it names. */
export function statementHolds(statement: KeyStatement, root: RootKeys): boolean {
  const { body, signature } = statement
  return (
    body.rootKeyId === root.keyId &&
    body.realm === root.realm &&
    cryptoSuite('GM').keyId(Buffer.from(body.publicKey, 'hex')) === body.keyId &&
    cryptoSuite('GM').keyId(Buffer.from(root.publicKey, 'hex')) === root.keyId &&
    holds(body, signature, root.publicKey)
  )
}

/** Whether the key was in force at an instant. */
export function inForceAt(statement: KeyStatement, at: Date): boolean {
  return at >= new Date(statement.body.validFrom) && at < new Date(statement.body.validTo)
}
