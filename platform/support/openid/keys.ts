import { generateKeyPairSync, randomUUID } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { Directory } from './contract.ts'
import * as store from './store.ts'

const context = 'openid.signing-key'
const hour = 3_600_000

/** On schedule, keys sign for so long. */
const signsFor = 90 * 24 * hour
/** And stay published for so long after: identity tokens last ten minutes, and come back as a hint at sign-out for a day. */
const publishedFor = 24 * hour

export type SigningKey = { kid: string; alg: string; use: 'sig'; kty: string; [part: string]: unknown }

/**
 * The keys that sign a directory's tokens, made at the first start and kept sealed. ES256 is the rule; RS256 stands beside
 * it because OpenID Connect Core section 15.1 asks every provider for it, and older programs know nothing else.
 */
export function createSigningKeys(needs: { db: Db; clock: Clock; secrets: Secrets; recordAudit: RecordAudit }) {
  const { db, clock, secrets } = needs

  const make = (): store.KeyRow[] =>
    [
      { alg: 'ES256', pair: generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
      { alg: 'RS256', pair: generateKeyPairSync('rsa', { modulusLength: 2048 }) },
    ].map(({ alg, pair }) => {
      const kid = randomUUID()
      const jwk = { ...pair.privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' }
      return { kid, alg, sealed: secrets.encrypt(JSON.stringify(jwk), context) }
    })

  return {
    /** Those that sign first; the provider signs with the first that fits and publishes all. */
    async load(directory: Directory): Promise<SigningKey[]> {
      let rows = await store.selectKeys(db, directory)
      if (rows.length === 0) {
        // Of processes that start together, the first one's keys count.
        await store.insertFirstKeys(db, directory, make(), clock())
        rows = await store.selectKeys(db, directory)
      }
      return rows.map(({ sealed }) => JSON.parse(secrets.decrypt(sealed, context)) as SigningKey)
    },
    /** Changes when keys are made, retired or destroyed, by whatever process. */
    state: (directory: Directory) => store.selectKids(db, directory),
    /** New keys sign from now on; true when it was done. `due` alone: not before their time. */
    async rotate(actor: Actor, directory: Directory, { due = false } = {}): Promise<boolean> {
      const now = clock()
      const before = (millis: number) => new Date(now.getTime() - millis)
      const times = { now, olderThan: due ? before(signsFor) : now, gone: before(publishedFor) }
      const keys = make()
      return inTransaction(db, async (tx) => {
        if (!(await store.rotateKeys(tx, directory, keys, times))) return false
        const after = keys.map(({ kid, alg }) => ({ kid, alg }))
        const note = { action: 'openid.rotate-keys', objectType: 'openid-keys', objectId: directory, after }
        await needs.recordAudit(tx, actor, note)
        return true
      })
    },
  }
}
