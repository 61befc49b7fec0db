import { createPublicKey } from 'node:crypto'
import { type CredentialType, typeAddress, walletClaims } from '#support/credentials/index.ts'
import type { Signer } from '#support/keys/index.ts'
import { configurationOf, preAuthorized } from './issuing.ts'

const algorithms = ['ES256', 'ES384', 'EdDSA']

/**
 * What wallets read first (OpenID4VCI 1.0, 12.2), at `/.well-known/openid-credential-issuer` before the issuer's path. The
 * token endpoint is named here too, for wallets that look for it in one place only.
 */
export function issuerMetadata(issuer: string, publicUrl: string, types: readonly CredentialType[]) {
  return {
    credential_issuer: issuer,
    ...serverMetadata(issuer),
    credential_endpoint: `${issuer}/credential`,
    nonce_endpoint: `${issuer}/nonce`,
    notification_endpoint: `${issuer}/notification`,
    display: [
      { name: '政通电子证照', locale: 'zh-CN' },
      { name: 'Zhengtong credentials', locale: 'en' },
    ],
    credential_configurations_supported: Object.fromEntries(
      types.map((type) => [configurationOf(type.key), configuration(publicUrl, type)]),
    ),
  }
}

/** RFC 8414, at `/.well-known/oauth-authorization-server` before the issuer's path. */
export function serverMetadata(issuer: string) {
  return {
    issuer,
    token_endpoint: `${issuer}/token`,
    grant_types_supported: [preAuthorized],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ['none'],
    authorization_details_types_supported: ['openid_credential'],
    'pre-authorized_grant_anonymous_access_supported': true,
  }
}

function configuration(publicUrl: string, type: CredentialType) {
  const display = [
    { name: type.name, locale: 'zh-CN' },
    { name: type.nameEn, locale: 'en' },
  ]
  return {
    format: 'dc+sd-jwt',
    vct: typeAddress(publicUrl, type.key),
    scope: type.key,
    cryptographic_binding_methods_supported: ['jwk', 'did:jwk'],
    credential_signing_alg_values_supported: ['ES256'],
    proof_types_supported: { jwt: { proof_signing_alg_values_supported: algorithms } },
    display,
    credential_metadata: {
      display,
      claims: walletClaims(type).map(({ name, title, titleEn }) => ({
        path: [name],
        display: [{ name: title, locale: 'zh-CN' }, ...(titleEn ? [{ name: titleEn, locale: 'en' }] : [])],
      })),
    },
  }
}

/** What a type is, for whoever meets its `vct` (SD-JWT VC, type metadata). */
export function typeMetadata(publicUrl: string, type: CredentialType) {
  return {
    vct: typeAddress(publicUrl, type.key),
    name: type.name,
    description: type.basis.map(({ law, article = '' }) => `《${law}》${article}`).join('；'),
    display: [
      { locale: 'zh-CN', name: type.name },
      { locale: 'en', name: type.nameEn },
    ],
    claims: walletClaims(type).map(({ name, title, titleEn }) => ({
      path: [name],
      display: [{ locale: 'zh-CN', label: title }, ...(titleEn ? [{ locale: 'en', label: titleEn }] : [])],
      sd: 'always',
    })),
  }
}

/** The issuer's keys (SD-JWT VC, 5): at `/.well-known/jwt-vc-issuer` before the issuer's path. */
export function issuerKeys(issuer: string, { keyId, publicKey }: Pick<Signer, 'keyId' | 'publicKey'>) {
  const jwk = createPublicKey({ key: publicKey, format: 'der', type: 'spki' }).export({ format: 'jwk' })
  return { issuer, jwks: { keys: [{ ...jwk, kid: keyId, use: 'sig', alg: 'ES256' }] } }
}
