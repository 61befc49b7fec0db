import { randomBytes } from 'node:crypto'
import type { Secrets } from '#ground/secrets.ts'
import { Refusal } from '#kernel/errors.ts'
import { sharedKey, type VerifyingKey, verifyingKey } from '#kernel/http-signatures/index.ts'
import type { NewKey, Stage } from '../contract.ts'
import type { KeyRow } from './store.ts'

const context = 'capabilities.signing-key'

/** Keys say by their names where they count: one of the sandbox that strays into the city is told so. */
export const newKeyId = (stage: Stage): string =>
  `${stage === 'trial' ? 'sandbox' : 'zt'}-${randomBytes(9).toString('hex')}`
export const isSandboxKey = (keyId: string): boolean => keyId.startsWith('sandbox-')

/** The key as it is kept; the secret, where we make one, is told this once. */
export function makeKey(
  given: NewKey,
  { programId, stage, now, secrets }: { programId: string; stage: Stage; now: Date; secrets: Secrets },
): { row: KeyRow; secret?: string } {
  const row: KeyRow = {
    ...{ id: newKeyId(stage), program_id: programId, algorithm: given.algorithm },
    ...{ public_pem: null, secret_sealed: null, made_at: now, revoked_at: null },
  }
  if (given.algorithm === 'hmac-sha256') {
    const secret = randomBytes(32).toString('base64')
    return { row: { ...row, secret_sealed: secrets.encrypt(secret, context) }, secret }
  }
  const pem = given.publicKey ?? ''
  try {
    verifyingKey(row.id, given.algorithm, pem)
  } catch (error) {
    throw new Refusal('invalid', 'capabilities.bad-key', error instanceof Error ? error.message : String(error))
  }
  // Who sends a private key has given it away.
  if (/PRIVATE/.test(pem)) throw new Refusal('invalid', 'capabilities.bad-key', 'Keep the private key to yourself')
  return { row: { ...row, public_pem: pem } }
}

export function openKey({ id, algorithm, public_pem, secret_sealed }: KeyRow, secrets: Secrets): VerifyingKey {
  if (algorithm === 'hmac-sha256')
    return sharedKey(id, Buffer.from(secrets.decrypt(secret_sealed ?? Buffer.alloc(0), context), 'base64'))
  return verifyingKey(id, algorithm, public_pem ?? '')
}
