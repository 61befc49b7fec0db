import { hash, randomBytes } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as client from 'openid-client'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import { anonymousActor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { type Identity, type Method, type Opened, type Origin, trustedMethods } from '#support/identity/index.ts'
import type { Centre } from './settings.ts'
import * as store from './store.ts'

const minute = 60_000
const attemptLives = 10 * minute
const context = 'federation.sign-on'
const loggedOut = 'http://schemas.openid.net/event/backchannel-logout'

export type Federation = ReturnType<typeof createFederation>

type Checks = { pkceCodeVerifier: string; expectedState: string; expectedNonce: string; to: string }

const digestOf = (text: string) => hash('sha256', text, 'buffer')

/**
 * 上级统一身份: the province's trusted-identity centre is one more OpenID provider. Who signs in there is signed in here, to the
 * account that their verified number belongs to; leaving at either place is leaving at both.
 */
export function createFederation(needs: {
  db: Db
  clock: Clock
  secrets: Secrets
  log: Log
  config: { realm: string; publicUrl: string }
  identity: Pick<Identity, 'sessions' | 'accounts' | 'parties' | 'audit'>
  centre: Centre
}) {
  const { db, clock, secrets, log, identity, centre, config } = needs
  const { realm, publicUrl } = config
  const callback = `${publicUrl}/oidc/upstream/callback`
  let known: { config: client.Configuration; keys: ReturnType<typeof createRemoteJWKSet> } | undefined

  /** Its addresses and keys, asked for when first needed: we start without it as well. */
  async function discovered() {
    if (known) return known
    const plain = centre.issuer.startsWith('http://') ? { execute: [client.allowInsecureRequests] } : {}
    const auth = client.ClientSecretBasic(centre.clientSecret)
    const found = await client
      .discovery(new URL(centre.issuer), centre.clientId, undefined, auth, plain)
      .catch((error: unknown) => {
        log.warn({ err: error }, 'the identity centre does not answer')
        throw new Refusal('unavailable', 'federation.unavailable', 'The identity centre does not answer')
      })
    known = { config: found, keys: createRemoteJWKSet(new URL(found.serverMetadata().jwks_uri ?? '')) }
    return known
  }

  /** The account of the person with this number; one that has none here gets one, without a password anybody knows. */
  async function accountOf(person: { subject: string; name: string; idNumber: string }): Promise<string> {
    const link = { realm, issuer: centre.issuer, subject: person.subject }
    const linked = await store.selectLink(db, link)
    if (linked && (await identity.accounts.findActive(realm, linked))) return linked
    const party = await identity.parties.registerNatural(realm, person)
    if (party.name !== person.name)
      throw new Refusal('forbidden', 'federation.not-verified', 'Name and number belong to different people')
    const account =
      (await identity.accounts.findOfParty(realm, party.id)) ??
      (await identity.accounts.open(realm, {
        ...{
          username: `fed-${randomBytes(8).toString('hex')}`,
          password: `${randomBytes(32).toString('base64url')}aA1!`,
        },
        ...{ name: party.name, kind: 'citizen', level: 'L3', partyId: party.id },
      }))
    await inTransaction(db, async (tx) => {
      await store.putLink(tx, { ...link, accountId: account.id }, clock())
      const note = { action: 'account.link', objectType: 'account', objectId: account.id, after: centre.issuer }
      await identity.audit.record(tx, { ...anonymousActor(realm), accountId: account.id, name: party.name }, note)
    })
    return account.id
  }

  return {
    centre: { name: centre.name, nameEn: centre.nameEn },
    /** Where to send the browser, and what it keeps to show that it is the one that began. */
    async begin(to: string): Promise<{ url: string; browser: string }> {
      const { config: at } = await discovered()
      const checks: Checks = {
        pkceCodeVerifier: client.randomPKCECodeVerifier(),
        expectedState: client.randomState(),
        expectedNonce: client.randomNonce(),
        to,
      }
      const browser = randomBytes(32).toString('base64url')
      await store.insertAttempt(db, {
        ...{ state: digestOf(checks.expectedState), browser: digestOf(browser) },
        checks: secrets.encrypt(JSON.stringify(checks), context),
        expiresAt: new Date(clock().getTime() + attemptLives),
      })
      const url = client.buildAuthorizationUrl(at, {
        ...{ redirect_uri: callback, scope: 'openid profile id_card' },
        code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
        code_challenge_method: 'S256',
        ...{ state: checks.expectedState, nonce: checks.expectedNonce },
      })
      return { url: url.href, browser }
    },
    /** The browser is back: who it is by the centre's word, and a session here. Refuses what this browser did not begin. */
    async finish(url: URL, browser: string, origin: Origin): Promise<Opened & { to: string }> {
      const { config: at } = await discovered()
      const state = url.searchParams.get('state') ?? ''
      const sealed = await store.takeAttempt(db, digestOf(state), digestOf(browser), clock())
      if (!sealed) throw new Refusal('unauthenticated', 'federation.refused', 'This browser did not begin this')
      const { to, ...checks } = JSON.parse(secrets.decrypt(sealed, context)) as Checks
      const refuse = (error: unknown): never => {
        log.info({ err: error }, 'a sign-in at the identity centre was not completed')
        throw new Refusal('unauthenticated', 'federation.refused', 'The sign-in was not completed')
      }
      const tokens = await client.authorizationCodeGrant(at, url, { ...checks, idTokenExpected: true }).catch(refuse)
      const claims = tokens.claims()!
      const person = await client.fetchUserInfo(at, tokens.access_token, claims.sub).catch(refuse)
      const idNumber = String(person.id_card_number ?? '')
      if (!/^\d{17}[\dX]$/.test(idNumber) || typeof person.name !== 'string')
        throw new Refusal('forbidden', 'federation.not-verified', 'The centre gave no verified number')
      const accountId = await accountOf({ subject: claims.sub, name: person.name, idNumber })
      // What they showed there counts here, by the same weights; that the centre says so counts for nothing by itself.
      const amr = (claims.amr as string[] | undefined) ?? []
      const shown: Method[] = ['fed', ...trustedMethods.filter((each) => amr.includes(each))]
      const opened = await identity.sessions.open(realm, accountId, shown, origin)
      await store.insertSignOn(
        db,
        {
          ...{ sessionId: opened.actor.sessionId!, realm, accountId, subject: claims.sub },
          sid: typeof claims.sid === 'string' ? claims.sid : null,
          ...{ browser: digestOf(browser), token: secrets.encrypt(tokens.id_token!, context) },
        },
        clock(),
      )
      return { ...opened, to }
    },
    /** Ends the session of this browser here, and says where to end it there; undefined when there is none. */
    async leave(browser: string): Promise<string | undefined> {
      const { config: at } = await discovered()
      const found = await store.takeSignOnOf(db, digestOf(browser))
      if (!found) return undefined
      const actor = { ...systemActor(realm), accountId: found.accountId, sessionId: found.sessionId }
      await identity.sessions.signOut(actor)
      const hint = secrets.decrypt(found.token, context)
      return client.buildEndSessionUrl(at, { id_token_hint: hint, post_logout_redirect_uri: `${publicUrl}/` }).href
    },
    /** The centre says that somebody left there (OpenID Connect Back-Channel Logout 1.0, section 2.6): they leave here. */
    async heard(token: string): Promise<number> {
      const { keys } = await discovered()
      const refuse = () => new Refusal('invalid', 'federation.refused', 'Not a word of the identity centre')
      const { payload } = await jwtVerify(token, keys, {
        ...{ issuer: centre.issuer, audience: centre.clientId, algorithms: ['ES256', 'RS256'] },
        ...{ clockTolerance: 30, maxTokenAge: 300, requiredClaims: ['jti', 'iat'], currentDate: clock() },
      }).catch(() => {
        throw refuse()
      })
      const events = payload.events as Record<string, unknown> | undefined
      const { sub, sid, nonce, jti } = payload as { sub?: string; sid?: string; nonce?: string; jti: string }
      if (!events?.[loggedOut] || nonce !== undefined || !(sub || sid)) throw refuse()
      const taken = await inTransaction(db, async (tx) => {
        if (!(await store.takeLogout(tx, digestOf(jti), clock()))) throw refuse()
        return store.takeSignOns(tx, { ...(sub ? { subject: sub } : {}), ...(sid ? { sid } : {}) })
      })
      for (const { accountId, sessionId } of taken)
        await identity.sessions.signOut({ ...systemActor(realm), accountId, sessionId })
      return taken.length
    },
    sweep: () => store.sweep(db, clock()),
  }
}
