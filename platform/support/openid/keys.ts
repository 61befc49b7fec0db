import { generateKeyPairSync, randomUUID } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Directory } from './contract.ts'
import { insertFirstKeys, selectKeys } from './store.ts'

const context = 'openid.signing-key'

export type SigningKey = { kid: string; alg: string; use: 'sig'; kty: string; [part: string]: unknown }

/**
 * The keys that sign a directory's tokens, made at the first start and kept sealed. ES256 is the rule; RS256 stands beside
 * it because OpenID Connect Core section 15.1 asks every provider for it, and older programs know nothing else.
 */
export async function loadSigningKeys(needs: {
  db: Db
  clock: Clock
  secrets: Secrets
  directory: Directory
}): Promise<SigningKey[]> {
  const { db, clock, secrets, directory } = needs
  let rows = await selectKeys(db, directory)
  if (rows.length === 0) {
    const made = [
      { alg: 'ES256', pair: generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
      { alg: 'RS256', pair: generateKeyPairSync('rsa', { modulusLength: 2048 }) },
    ].map(({ alg, pair }) => {
      const kid = randomUUID()
      const jwk = { ...pair.privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' }
      return { kid, alg, sealed: secrets.encrypt(JSON.stringify(jwk), context) }
    })
    // Of processes that start together, the first one's keys count.
    await insertFirstKeys(db, directory, made, clock())
    rows = await selectKeys(db, directory)
  }
  return rows.map(({ sealed }) => JSON.parse(secrets.decrypt(sealed, context)) as SigningKey)
}
