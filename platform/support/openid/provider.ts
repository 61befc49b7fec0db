import Provider, { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import type { Actor, AssuranceLevel } from '#kernel/actor.ts'
import { reaches } from '#support/identity/index.ts'
import { claimsOf } from './account.ts'
import type { Client, Directory, Scope } from './contract.ts'
import type { SigningKey } from './keys.ts'
import { type DevicePages, pagesFor } from './pages/protocol.ts'

const minute = 60
const hour = 60 * minute

export type ProviderNeeds = {
  directory: Directory
  issuer: string
  /** The public address all of it is reached at. */
  publicUrl: string
  trustProxy: boolean
  keys: SigningKey[]
  /** Signs the provider's own cookies. */
  cookieKey: string
  adapter: Configuration['adapter']
  findAccount: Configuration['findAccount']
  pairwise: (clientId: string, accountId: string) => string
  findClient: (id: string) => Promise<Client | undefined>
  /** Who is signed in to the platform in this browser. */
  actorOf: (ctx: KoaContextWithOIDC) => Promise<Actor | undefined>
  /** Scopes this person has let this program have. */
  consentTo: (accountId: string, clientId: string) => Promise<Scope[]>
  fetch: typeof fetch
}

/** One OpenID provider (OpenID Connect Core 1.0, OAuth 2.1 practice): code flow with PKCE S256, rotation, both logouts. */
export function createProvider(needs: ProviderNeeds): Provider {
  const { directory, issuer } = needs
  const base = new URL(issuer).pathname
  const scopes: Scope[] =
    directory === 'public'
      ? ['openid', 'profile', 'phone', 'id_card', 'mandates', 'offline_access']
      : ['openid', 'profile', 'posts', 'offline_access']
  const pages: DevicePages = pagesFor(needs)
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, path: base } as const
  const provider = new Provider(issuer, {
    adapter: needs.adapter,
    findAccount: needs.findAccount,
    jwks: { keys: needs.keys as never },
    scopes: [...scopes, 'identity_check', 'api'],
    claims: Object.fromEntries(
      Object.entries(claimsOf).filter(([name, of]) => of === null || (scopes as string[]).includes(name)),
    ),
    acrValues: ['L1', 'L2', 'L3', 'L4'],
    subjectTypes: ['public', 'pairwise'],
    pairwiseIdentifier: (_ctx, accountId, client) => needs.pairwise(client.clientId, accountId),
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    // Whoever speaks the protocol well gets in; nothing that is weaker is spoken at all (RFC 9700).
    responseTypes: ['code'],
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    clockTolerance: 5,
    conformIdTokenClaims: false,
    allowOmittingSingleRegisteredRedirectUri: false,
    enabledJWA: {
      idTokenSigningAlgValues: ['ES256', 'RS256'],
      clientAuthSigningAlgValues: ['ES256', 'RS256', 'PS256', 'EdDSA'],
    },
    cookies: {
      names: {
        session: `zt_oidc_${directory}`,
        interaction: `zt_oidc_${directory}_step`,
        resume: `zt_oidc_${directory}_resume`,
      },
      long: cookie,
      short: { ...cookie },
      keys: [needs.cookieKey],
    },
    ttl: {
      AccessToken: 10 * minute,
      AuthorizationCode: minute,
      ClientCredentials: 10 * minute,
      DeviceCode: 10 * minute,
      IdToken: 10 * minute,
      Interaction: 30 * minute,
      // As long as a session of the platform at most; going on while the person is away needs their word for it.
      RefreshToken: (_ctx, token) => (token.scope?.split(' ').includes('offline_access') ? 30 * 24 : 12) * hour,
      Grant: 30 * 24 * hour,
      Session: 12 * hour,
    },
    routes: { userinfo: '/userinfo', end_session: '/session/end' },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      revocation: { enabled: true },
      backchannelLogout: { enabled: true },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: pages.logout,
        postLogoutSuccessSource: pages.signedOut,
      },
      deviceFlow: {
        enabled: true,
        charset: 'digits',
        mask: '****-****',
        userCodeInputSource: pages.codeInput,
        userCodeConfirmSource: pages.codeConfirm,
        successSource: pages.deviceDone,
      },
    },
    renderError: pages.failed,
    interactions: { policy: policyFor(needs), url: (_ctx, { uid }) => `${base}/interaction/${uid}` },
    async loadExistingGrant(ctx) {
      const { oidc } = ctx
      const clientId = oidc.client?.clientId
      const accountId = oidc.session?.accountId
      if (!clientId || !accountId) return undefined
      const known = oidc.result?.consent?.grantId ?? oidc.session?.grantIdFor(clientId)
      const found = known ? await provider.Grant.find(known) : undefined
      if (found) return found
      const given = await needs.consentTo(accountId, clientId)
      if (given.length === 0) return undefined
      const grant = new provider.Grant({ accountId, clientId })
      grant.addOIDCScope(given.join(' '))
      await grant.save()
      return grant
    },
    fetch: needs.fetch as never,
  })
  provider.proxy = needs.trustProxy
  return provider
}

const { base: basePolicy, Check } = interactionPolicy

/** When a person is asked: also when they have left the platform since, and when the program needs a higher level. */
function policyFor(needs: ProviderNeeds) {
  const policy = basePolicy()
  const login = policy.get('login')
  login?.checks.add(
    new Check('signed_out', 'the person has signed out of the platform', async (ctx) => {
      const accountId = ctx.oidc.session?.accountId
      if (!accountId) return Check.NO_NEED_TO_PROMPT
      const actor = await needs.actorOf(ctx)
      return actor?.accountId === accountId ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT
    }),
  )
  login?.checks.add(
    new Check(
      'level',
      'the program needs to be surer of who it is',
      async (ctx) => {
        const needed = await neededLevel(needs, ctx)
        const have = (ctx.oidc.session?.acr ?? 'L1') as AssuranceLevel
        return needed && !reaches(have, needed) ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT
      },
      async (ctx) => ({ level: await neededLevel(needs, ctx) }),
    ),
  )
  return policy
}

/** The highest of what the program was registered with and what this request asks for; others' words mean nothing here. */
async function neededLevel(
  { findClient }: ProviderNeeds,
  { oidc }: KoaContextWithOIDC,
): Promise<AssuranceLevel | undefined> {
  const asked = String(oidc.params?.acr_values ?? '')
    .split(' ')
    .filter((value): value is AssuranceLevel => /^L[1-4]$/.test(value))
  const client = oidc.client && (await findClient(oidc.client.clientId))
  return [...asked, ...(client?.level ? [client.level] : [])].sort().at(-1)
}
