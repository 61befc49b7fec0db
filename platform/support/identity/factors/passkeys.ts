import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { RecordAudit } from '../audit/service.ts'
import * as store from './store.ts'

const lives = 5 * 60_000

type Json = Record<string, unknown>

/** 通行密钥 (WebAuthn level 2): the device proves it holds the key, and that its owner unlocked it. */
export function createPasskeys(needs: { db: Db; clock: Clock; publicUrl: string; recordAudit: RecordAudit }) {
  const { db, clock, recordAudit } = needs
  const { hostname: rpID, origin } = new URL(needs.publicUrl, 'http://localhost')
  const refused = (why: string) => new Refusal('unauthenticated', 'identity.passkey-refused', why)
  const challenge = (realm: string, kind: 'passkey-new' | 'passkey-use', id: string, accountId: string | null) =>
    store.putChallenge(db, { realm, kind, id, accountId, digest: null, expiresAt: new Date(clock().getTime() + lives) })

  /** The challenge that the device signed, as its own JSON says; it counts only if we gave it, and once. */
  function challengeIn(response: Json): string {
    try {
      const inner = (response.response as { clientDataJSON?: string } | undefined)?.clientDataJSON ?? ''
      const said = JSON.parse(Buffer.from(inner, 'base64url').toString('utf8')) as { challenge?: unknown }
      return String(said.challenge)
    } catch {
      throw refused('The answer is not readable')
    }
  }

  return {
    async beginNew(actor: Actor): Promise<Json> {
      const known = await store.selectPasskeys(db, actor)
      const options = await generateRegistrationOptions({
        rpName: '政通',
        rpID,
        userName: actor.name,
        userID: new TextEncoder().encode(actor.accountId),
        excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      await challenge(actor.realm, 'passkey-new', options.challenge, actor.accountId)
      return options as unknown as Json
    },
    async add(actor: Actor, { name, response }: { name: string; response: Json }): Promise<void> {
      const expectedChallenge = challengeIn(response)
      const place = { realm: actor.realm, kind: 'passkey-new' as const, id: expectedChallenge }
      const found = await store.takeChallenge(db, place, clock())
      if (found?.accountId !== actor.accountId) throw refused('We did not ask this')
      const { registrationInfo } = await verifyRegistrationResponse({
        response: response as unknown as RegistrationResponseJSON,
        expectedChallenge,
        expectedOrigin: origin,
        expectedRPID: rpID,
        requireUserVerification: true,
      }).catch((error: unknown) => {
        throw refused(String(error))
      })
      if (!registrationInfo) throw refused('The answer does not verify')
      const { id, publicKey, counter, transports = [] } = registrationInfo.credential
      await inTransaction(db, async (tx) => {
        await store.insertPasskey(tx, actor.realm, {
          ...{ id, accountId: actor.accountId, name, counter, transports, createdAt: clock() },
          publicKey: Buffer.from(publicKey),
        })
        await recordAudit(tx, actor, { action: 'passkey.add', objectType: 'account', objectId: actor.accountId })
      })
    },
    async beginUse(realm: string): Promise<Json> {
      const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' })
      await challenge(realm, 'passkey-use', options.challenge, null)
      return options as unknown as Json
    },
    /** Whose passkey it is, and as of which secrets of the account; refuses what does not verify. */
    async use(realm: string, response: Json): Promise<{ accountId: string; secretsVersion: number }> {
      const expectedChallenge = challengeIn(response)
      if (!(await store.takeChallenge(db, { realm, kind: 'passkey-use', id: expectedChallenge }, clock())))
        throw refused('We did not ask this, or not lately')
      const row = await store.selectPasskey(db, realm, String(response.id))
      if (!row) throw refused('Nobody has this passkey')
      const { id, counter, transports } = row
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: response as unknown as AuthenticationResponseJSON,
        expectedChallenge,
        expectedOrigin: origin,
        expectedRPID: rpID,
        credential: { id, counter, publicKey: new Uint8Array(row.publicKey), transports },
        requireUserVerification: true,
      }).catch((error: unknown) => {
        throw refused(String(error))
      })
      if (!verified) throw refused('The signature is not right')
      await store.touchPasskey(db, realm, id, authenticationInfo.newCounter, clock())
      return { accountId: row.accountId, secretsVersion: row.secretsVersion }
    },
    list: (actor: Actor) => store.selectPasskeys(db, actor),
    async remove(actor: Actor, id: string): Promise<void> {
      await inTransaction(db, async (tx) => {
        if (!(await store.deletePasskey(tx, actor, id)))
          throw new Refusal('missing', 'identity.passkey-missing', `No passkey ${id}`)
        await recordAudit(tx, actor, { action: 'passkey.remove', objectType: 'account', objectId: actor.accountId })
      })
    },
  }
}
