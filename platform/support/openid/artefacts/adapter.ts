import { hash } from 'node:crypto'
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Directory } from '../contract.ts'
import * as store from './store.ts'
import { grantable, together } from './together.ts'

const context = 'openid.artefact'

/** Where the provider keeps what it must remember: PostgreSQL, shared by all processes. */
export function createArtefacts(needs: { db: Db; clock: Clock; secrets: Secrets; directory: Directory }) {
  const { db, clock, secrets, directory } = needs

  function open(found: store.Found | undefined): AdapterPayload | undefined {
    if (!found) return undefined
    const content = JSON.parse(secrets.decrypt(found.content, context)) as AdapterPayload
    return found.consumedAt ? { ...content, consumed: Math.floor(found.consumedAt.getTime() / 1000) } : content
  }

  return (kind: string): Adapter => {
    const place = { directory, kind }
    const find = async (by: Parameters<typeof store.selectArtefact>[2]) =>
      open(await store.selectArtefact(db, place, by))
    /** In a request for tokens the grant is read with the token, and not again. */
    async function findById(id: string) {
      const work = together()
      const digest = digestOf(id)
      const known = work?.grants.get(digest.toString('hex'))
      if (known && kind === 'Grant') return open(known)
      if (!work || !grantable.has(kind)) return find({ digest })
      const found = await store.selectWithGrant(db, place, digest)
      if (found?.grant && found.grantDigest)
        work.grants.set(found.grantDigest.toString('hex'), { content: found.grant, consumedAt: null })
      const payload = open(found)
      if (payload?.grantId) work.grantOf.set(digest.toString('hex'), payload.grantId)
      return payload
    }
    return {
      async upsert(id, payload, expiresIn) {
        const kept: store.Kept = {
          digest: digestOf(id),
          content: secrets.encrypt(JSON.stringify(payload), context),
          grantId: kind === 'Grant' ? id : (grantable.has(kind) && payload.grantId) || null,
          accountId: (kind === 'Grant' && payload.accountId) || null,
          clientId: (kind === 'Grant' && payload.clientId) || null,
          uid: payload.uid ?? null,
          userCode: payload.userCode ?? null,
          expiresAt: expiresIn ? new Date(clock().getTime() + expiresIn * 1000) : null,
        }
        const work = together()
        if (work && grantable.has(kind)) work.keeps.push({ kind, ...kept })
        else await store.putArtefact(db, place, kept)
      },
      find: findById,
      findByUid: (uid) => find({ uid }),
      findByUserCode: (userCode) => find({ userCode }),
      async consume(id) {
        const work = together()
        if (work) {
          const digest = digestOf(id)
          const grantId = work.grantOf.get(digest.toString('hex'))
          work.uses.push({ kind, digest, ...(grantId ? { grantId } : {}) })
          return
        }
        if (await store.consumeArtefact(db, place, digestOf(id), clock())) return
        // Two came with the same code or token at once: one of them stole it, so nobody keeps what it gave.
        const grantId = (await find({ digest: digestOf(id) }))?.grantId
        if (grantId) for (const each of grantable) await store.deleteOfGrant(db, { directory, kind: each }, grantId)
        throw new errors.InvalidGrant(`${kind} was used already`)
      },
      destroy: (id) => store.deleteArtefact(db, place, digestOf(id)),
      revokeByGrantId: (grantId) => store.deleteOfGrant(db, place, grantId),
    }
  }
}

/** Only this is stored: who reads the table cannot use its tokens. */
function digestOf(id: string): Buffer {
  return hash('sha256', id, 'buffer')
}
