import type Provider from 'oidc-provider'
import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import { sessionCookie } from '#ground/http/index.ts'
import type { JobHandler, Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { type Identity, SessionEnded, SignedOutEverywhere } from '#support/identity/index.ts'
import { createFindAccount, type EvidenceOf, pairwise } from './account.ts'
import { createArtefacts } from './artefacts/adapter.ts'
import { deleteExpired, deleteGrantedBy, putSignOn, selectSignOns } from './artefacts/store.ts'
import { answerTogether } from './artefacts/together.ts'
import { jwksUriOf, metadataOf } from './clients/client.ts'
import { type Clients, createClients } from './clients/service.ts'
import type { Directory } from './contract.ts'
import { createSigningKeys } from './keys.ts'
import { belongsTo, pathOf } from './policy.ts'
import { createProvider } from './provider.ts'

export type OpenIdNeeds = {
  db: Db
  clock: Clock
  secrets: Secrets
  jobs: Jobs
  log: Log
  config: { publicUrl: string; realm: string; trustProxy: boolean; profile: 'demo' | 'production' }
  identity: Pick<Identity, 'sessions' | 'accounts' | 'parties' | 'posts' | 'audit'>
  evidenceOf: EvidenceOf
}

export type OpenId = {
  clients: Clients
  /** Each is opened when it is first asked: its keys lie in the database. */
  providers: {
    directory: Directory
    issuer: string
    open: () => Promise<Provider>
    /** New keys sign from now on, those before stay published until what they signed has run out; true when it was done. */
    rotate: (actor: Actor, when?: { due?: boolean }) => Promise<boolean>
  }[]
  /** The program a token of client credentials speaks for, while it counts. */
  clientOf(token: string): Promise<{ clientId: string; scopes: string[] } | undefined>
  formToken: (uid: string) => string
  reactions: Reaction[]
  jobHandlers: Record<string, JobHandler>
  sweep(): Promise<void>
}

/** Another process may have rotated the keys so long ago at most. */
const keysTrusted = 30_000

/** Job names of leaving: a sign-on whose session is over, all that an account granted, and one program that is to be told. */
const leave = 'openid.leave'
const endGrants = 'openid.end-grants'
const tell = 'openid.tell-program'

/** Two OpenID providers, for the public and for the staff, over the platform's own accounts and sessions. */
export function createOpenId(needs: OpenIdNeeds): OpenId {
  const { db, clock, secrets, jobs, log, config, identity } = needs
  const { realm, publicUrl } = config
  const issuerOf = (directory: Directory) => `${publicUrl}${pathOf(directory)}`
  const keys = createSigningKeys({ db, clock, secrets, recordAudit: identity.audit.record })
  const clients = createClients({
    ...{ db, clock, secrets, issuerOf },
    isDemo: config.profile === 'demo',
    recordAudit: identity.audit.record,
  })

  const actorOf = async (ctx: KoaContextWithOIDC, directory: Directory) => {
    const token = ctx.cookies.get(sessionCookie, { signed: false })
    const actor = token ? await identity.sessions.authenticate(token) : undefined
    return actor && belongsTo(actor, directory) ? actor : undefined
  }

  /** Addresses were registered by an administrator, so the intranet is not barred; a kiosk's keys lie with us. */
  const fetchFor = (issuer: string) => async (input: string | URL | Request, init?: RequestInit) => {
    const url = input instanceof Request ? input.url : String(input)
    const id = /\/clients\/([^/]+)\/jwks$/.exec(url)?.[1] ?? ''
    if (url !== jwksUriOf(issuer, id)) {
      const { dispatcher: _, ...rest } = (init ?? {}) as RequestInit & { dispatcher?: unknown }
      return fetch(url, rest)
    }
    return Response.json((await clients.find(id))?.client.jwks ?? { keys: [] })
  }

  async function openProvider(directory: Directory): Promise<Provider> {
    const issuer = issuerOf(directory)
    const artefacts = createArtefacts({ db, clock, secrets, directory })
    const provider = createProvider({
      directory,
      issuer,
      publicUrl,
      trustProxy: config.trustProxy,
      keys: await keys.load(directory),
      cookieKey: secrets.blindIndex(`openid.cookies:${directory}`).toString('base64url'),
      adapter: (kind: string) => {
        const adapter = artefacts(kind)
        if (kind !== 'Client') return adapter
        return {
          ...adapter,
          async find(id) {
            const found = await clients.find(id)
            if (!found || found.client.directory !== directory) return undefined
            return metadataOf(id, found.client, { issuer, ...(found.secret ? { secret: found.secret } : {}) }) as never
          },
        }
      },
      findAccount: createFindAccount({ identity, realm, directory, evidenceOf: needs.evidenceOf }),
      pairwise: (clientId, accountId) => pairwise(secrets, clientId, accountId),
      findClient: async (id) => (await clients.find(id))?.client,
      actorOf: (ctx) => actorOf(ctx, directory),
      consentTo: (accountId, clientId) => clients.consentTo({ realm, accountId }, clientId),
      fetch: fetchFor(issuer),
    })
    provider.use(async (ctx, next) => {
      if (ctx.path !== '/token') return next()
      const isAnswered = () => ctx.status < 400
      return answerTogether({ db, directory, now: clock }, next, isAnswered).catch((error: unknown) => {
        if (!(error instanceof errors.InvalidGrant)) throw error
        ctx.status = 400
        ctx.body = { error: error.error, error_description: error.error_description }
      })
    })
    provider.use(async (ctx, next) => {
      await next()
      const session = (ctx as KoaContextWithOIDC).oidc?.session as
        | { accountId?: string; uid: string; destroyed?: boolean }
        | undefined
      if (!session) return
      const actor = await actorOf(ctx as KoaContextWithOIDC, directory)
      if (!actor?.sessionId) return
      if (session.destroyed) {
        // Leaving at a program is leaving the platform: one sign-in, one sign-out.
        await identity.sessions.signOut(actor)
        ctx.cookies.set(sessionCookie, null, { path: '/', signed: false })
      } else if (session.accountId === actor.accountId)
        await putSignOn(db, actor.sessionId, { directory, uid: session.uid }, clock())
    })
    provider.on('server_error', (_ctx, error) => log.error({ err: error }, 'the OpenID provider failed'))
    provider.on('backchannel.error', (_ctx, error, client, accountId, sid) => {
      log.warn({ err: error, client: client.clientId }, 'a program was not told of a sign-out; it is told again')
      const again = { directory, clientId: client.clientId, accountId, sid: sid ?? '' }
      inTransaction(db, (tx) => jobs.add(tx, tell, again)).catch((failure: unknown) =>
        log.error({ err: failure }, 'a sign-out was not queued'),
      )
    })
    return provider
  }

  const providers = (['staff', 'public'] as const).map((directory) => {
    let opened: { provider: Provider; state: string } | undefined
    let looking: Promise<Provider> | undefined
    let until = 0
    /** As it is, or, when keys were rotated since, opened again with those: another process may have done it. */
    const look = async () => {
      await keys.load(directory)
      const state = await keys.state(directory)
      if (opened?.state !== state) opened = { provider: await openProvider(directory), state }
      until = clock().getTime() + keysTrusted
      return opened.provider
    }
    const open = (): Promise<Provider> => {
      const left = until - clock().getTime()
      if (opened && left > 0 && left <= keysTrusted) return Promise.resolve(opened.provider)
      looking ??= look().finally(() => {
        looking = undefined
      })
      return looking
    }
    const rotate = async (actor: Actor, when: { due?: boolean } = {}) => {
      const done = await keys.rotate(actor, directory, when)
      until = 0
      return done
    }
    return { directory, issuer: issuerOf(directory), open, rotate }
  })
  const providerOf = async (directory: unknown): Promise<Provider> => {
    const found = providers.find((each) => each.directory === directory)
    if (!found) throw new Error(`No directory ${String(directory)}`)
    return found.open()
  }

  return {
    clients,
    providers,
    async clientOf(token) {
      const { ClientCredentials } = await providerOf('public')
      const found = await ClientCredentials.find(token)
      if (!found?.clientId || !(await clients.find(found.clientId))) return undefined
      return { clientId: found.clientId, scopes: found.scope?.split(' ') ?? [] }
    },
    formToken: (uid) => secrets.blindIndex(`openid.form:${uid}`).toString('base64url'),
    reactions: [
      when(SessionEnded, 'leave-programs', async (tx, event) => {
        for (const { directory, uid } of await selectSignOns(tx, event.data.sessionId))
          await jobs.add(tx, leave, { directory, uid })
      }),
      when(SignedOutEverywhere, 'end-grants', async (tx, { data }) => {
        for (const { directory } of providers) await jobs.add(tx, endGrants, { directory, ...data })
      }),
    ],
    jobHandlers: {
      async [leave]({ directory, uid }) {
        const provider = await providerOf(directory)
        const session = await provider.Session.findByUid(String(uid))
        if (!session?.accountId) return
        const { accountId, authorizations = {} } = session
        for (const { grantId } of Object.values(authorizations)) if (grantId) await endGrant(provider, grantId)
        await session.destroy()
        // Each program is told in a job of its own: one that cannot be reached does not keep the others waiting.
        await inTransaction(db, async (tx) => {
          for (const [clientId, { sid = '' }] of Object.entries(authorizations))
            await jobs.add(tx, tell, { directory, clientId, accountId, sid })
        })
      },
      async [endGrants]({ directory, accountId, keptSessionId }) {
        const kept: string[] = []
        const signOns = keptSessionId ? await selectSignOns(db, String(keptSessionId)) : []
        for (const { uid } of signOns.filter((each) => each.directory === directory)) {
          const { authorizations = {} } = (await (await providerOf(directory)).Session.findByUid(uid)) ?? {}
          for (const { grantId } of Object.values(authorizations)) if (grantId) kept.push(grantId)
        }
        await deleteGrantedBy(db, { directory: directory as Directory, accountId: String(accountId) }, kept)
      },
      async [tell]({ directory, clientId, accountId, sid }) {
        const client = (await (await providerOf(directory)).Client.find(String(clientId))) as Tellable | undefined
        if (client?.backchannelLogoutUri) await client.backchannelLogout(String(accountId), String(sid))
      },
    },
    async sweep() {
      await deleteExpired(db, clock())
      for (const { rotate } of providers) await rotate(systemActor(realm), { due: true })
    },
  }
}

/** A program as the library makes it; its types do not know of the method. */
type Tellable = { backchannelLogoutUri?: string; backchannelLogout(accountId: string, sid: string): Promise<void> }

async function endGrant(provider: Provider, grantId: string): Promise<void> {
  const { AccessToken, RefreshToken, AuthorizationCode, DeviceCode, Grant } = provider
  for (const kind of [AccessToken, RefreshToken, AuthorizationCode, DeviceCode]) await kind.revokeByGrantId(grantId)
  await (await Grant.find(grantId))?.destroy()
}
