import type { ClientMetadata } from 'oidc-provider'
import type { Fault } from '#kernel/errors.ts'
import { type NewClient, scopeWords } from '../contract.ts'

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

/** How a program shows that it is itself, where its registration does not say. */
export function authMethodOf({ kind, authMethod }: NewClient): NonNullable<NewClient['authMethod']> {
  if (authMethod) return authMethod
  if (kind === 'native') return 'none'
  return kind === 'device' ? 'private_key_jwt' : 'client_secret_basic'
}

/** What is wrong with a registration; empty when nothing is. `isDemo` lets addresses be plain http on this machine. */
export function faultsOf(client: NewClient, isDemo: boolean): Fault[] {
  const faults: Fault[] = []
  const fault = (pointer: string, rule: string, detail: string) => faults.push({ pointer, rule, detail })
  const { kind, directory, redirectUris = [], signedOutUris = [], backchannelLogoutUri, jwks } = client
  const method = authMethodOf(client)
  const sits = kind === 'web' || kind === 'native'

  if (sits && redirectUris.length === 0) fault('/redirectUris', 'required', '请填写登录以后回到的地址')
  if (!sits && redirectUris.length > 0) fault('/redirectUris', 'kind', '这类应用没有登录以后回到的地址')
  redirectUris.forEach((uri, index) => {
    const why = uriFault(uri, { native: kind === 'native', isDemo })
    if (why) fault(`/redirectUris/${index}`, 'uri', why)
  })
  if (new Set(redirectUris.map((uri) => hostOf(uri))).size > 1)
    fault('/redirectUris', 'one-host', '回到的地址要在同一个域名下；别的域名请另外登记')
  signedOutUris.forEach((uri, index) => {
    const why = uriFault(uri, { native: kind === 'native', isDemo })
    if (why) fault(`/signedOutUris/${index}`, 'uri', why)
  })
  if (backchannelLogoutUri) {
    const why = uriFault(backchannelLogoutUri, { native: false, isDemo })
    if (why) fault('/backchannelLogoutUri', 'uri', why)
  }
  if (method === 'none' && kind !== 'native') fault('/authMethod', 'kind', '只有手机应用可以没有密钥')
  if (kind === 'native' && method !== 'none') fault('/authMethod', 'kind', '手机应用藏不住密钥，不能用密钥')
  if (kind === 'device' && method !== 'private_key_jwt') fault('/authMethod', 'kind', '自助终端要用自己的私钥证明身份')
  if ((method === 'private_key_jwt') !== (jwks !== undefined))
    fault('/jwks', 'method', '用私钥证明身份的应用，要登记公钥；别的应用不用')
  if (jwks?.keys.some((key) => 'd' in key || key.kty === 'oct'))
    fault('/jwks', 'public', '这里只登记公钥，私钥请留在应用里')
  const group = kind === 'system' ? 'system' : directory
  client.scopes.forEach((scope, index) => {
    if (!scopeWords[scope].of.includes(group)) fault(`/scopes/${index}`, 'kind', `这类应用不能要 ${scope}`)
  })
  if (kind !== 'system' && !client.scopes.includes('openid')) fault('/scopes', 'openid', '要包含 openid')
  return faults
}

function uriFault(uri: string, { native, isDemo }: { native: boolean; isDemo: boolean }): string | undefined {
  let url: URL
  try {
    url = new URL(uri)
  } catch {
    return '不是完整的地址'
  }
  if (url.hash || url.username || url.password || uri.includes('*')) return '地址里不能有 #、*、用户名和密码'
  if (url.protocol === 'https:') return undefined
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  // RFC 8252: an app listens on the loopback, or owns a scheme that is a reversed domain name.
  if (url.protocol === 'http:' && isLoopback && (native || isDemo)) return undefined
  if (native && /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:$/.test(url.protocol)) return undefined
  return '地址要以 https:// 开头'
}

function hostOf(uri: string): string {
  try {
    return new URL(uri).host
  } catch {
    return uri
  }
}

/** The registration in the protocol's own words (OpenID Connect Dynamic Client Registration section 2). */
export function metadataOf(
  id: string,
  client: NewClient,
  { secret, issuer }: { secret?: string; issuer: string },
): ClientMetadata {
  const { kind, scopes, redirectUris = [], signedOutUris = [], backchannelLogoutUri, jwks } = client
  const grants = {
    web: ['authorization_code', 'refresh_token'],
    native: ['authorization_code', 'refresh_token'],
    device: [deviceGrant, 'refresh_token'],
    system: ['client_credentials'],
  }[kind]
  const sits = kind === 'web' || kind === 'native'
  return {
    client_id: id,
    client_name: client.name,
    application_type: kind === 'native' ? 'native' : 'web',
    grant_types: grants,
    response_types: sits ? ['code'] : [],
    redirect_uris: [...redirectUris],
    post_logout_redirect_uris: [...signedOutUris],
    token_endpoint_auth_method: authMethodOf(client),
    id_token_signed_response_alg: client.idTokenAlg ?? 'ES256',
    subject_type: kind === 'system' ? 'public' : 'pairwise',
    scope: scopes.join(' '),
    ...(secret ? { client_secret: secret } : {}),
    // A kiosk has no address of its own, so we publish its keys for it.
    ...(jwks ? (kind === 'device' ? { jwks_uri: jwksUriOf(issuer, id) } : { jwks: jwks as never }) : {}),
    ...(backchannelLogoutUri
      ? { backchannel_logout_uri: backchannelLogoutUri, backchannel_logout_session_required: true }
      : {}),
  }
}

export const jwksUriOf = (issuer: string, clientId: string) => `${issuer}/clients/${clientId}/jwks`
