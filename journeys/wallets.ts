import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import { getCredentialOffer, OID4Client } from '@digitalbazaar/oid4-client'
import { clientAuthenticationAnonymous } from '@openid4vc/oauth2'
import { Openid4vciClient } from '@openid4vc/openid4vci'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { OpenID4VCIClientV1_0_13 } from '@sphereon/oid4vci-client'

/** Three wallets of other hands: how each takes up an offer is its own library's affair, what comes back is the same. */
export type WalletKey = ReturnType<typeof newWalletKey>
export type FetchWith = (offerUri: string, key: WalletKey, pin?: string) => Promise<string>

export function newWalletKey() {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = pair.publicKey.export({ format: 'jwk' }) as { kty: string; crv: string; x: string; y: string }
  const signBytes = (bytes: Uint8Array) => sign('sha256', bytes, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' })
  return { jwk, did: `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`, signBytes }
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function jwtBy({ signBytes }: WalletKey, header: unknown, payload: unknown): string {
  const text = `${part(header)}.${part(payload)}`
  return `${text}.${signBytes(Buffer.from(text)).toString('base64url')}`
}

/** OpenID4VCI 1.0 as @openid4vc/openid4vci has it: the library below Credo and others. */
export const withOpenid4vc: FetchWith = async (offerUri, key, pin) => {
  const callbacks: ConstructorParameters<typeof Openid4vciClient>[0]['callbacks'] = {
    hash: (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest(),
    generateRandom: (length) => randomBytes(length),
    clientAuthentication: clientAuthenticationAnonymous(),
    signJwt: async (_signer, { header, payload }) => ({ jwt: jwtBy(key, header, payload), signerJwk: key.jwk }),
  }
  const client = new Openid4vciClient({ callbacks })
  const credentialOffer = await client.resolveCredentialOffer(offerUri)
  const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer)
  const { accessTokenResponse } = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({
    credentialOffer,
    issuerMetadata,
    ...(pin ? { txCode: pin } : {}),
  })
  const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata })
  const [credentialConfigurationId = ''] = credentialOffer.credential_configuration_ids
  const { jwt } = await client.createCredentialRequestJwtProof({
    issuerMetadata,
    credentialConfigurationId,
    nonce,
    signer: { method: 'jwk', alg: 'ES256', publicJwk: key.jwk },
  })
  const { credentialResponse } = await client.retrieveCredentials({
    issuerMetadata,
    accessToken: accessTokenResponse.access_token,
    credentialConfigurationId,
    proofs: { jwt: [jwt] },
  })
  const [first] = credentialResponse.credentials ?? []
  const credential = typeof first === 'string' ? first : (first as { credential?: unknown } | undefined)?.credential
  await client.sendNotification({
    issuerMetadata,
    accessToken: accessTokenResponse.access_token,
    notification: { notificationId: credentialResponse.notification_id!, event: 'credential_accepted' },
  })
  return String(credential)
}

/** Digital Bazaar's wallet client: asks first, learns that a proof is needed, and names its key by DID. */
export const withDigitalBazaar: FetchWith = async (offerUri, key) => {
  const offer = await getCredentialOffer({ url: offerUri })
  const client = await OID4Client.fromCredentialOffer({ offer, supportedFormats: ['dc+sd-jwt'] })
  const didProofSigner = {
    id: `${key.did}#0`,
    algorithm: 'P-256',
    sign: async ({ data }: { data: Uint8Array }) => key.signBytes(data),
  }
  const { credential } = await client.requestCredentials({ did: key.did, didProofSigner, format: 'dc+sd-jwt' })
  return credential
}

/** Sphereon's client, which speaks the draft that wallets in the field still speak (13). */
export const withSphereon: FetchWith = async (offerUri, key, pin) => {
  const client = await OpenID4VCIClientV1_0_13.fromURI({
    uri: offerUri,
    clientId: 'sphereon-wallet',
    resolveOfferUri: true,
  })
  await client.acquireAccessToken(pin ? { pin } : {})
  const offered = JSON.stringify(client.credentialOffer?.credential_offer)
  const type = Object.keys(client.getCredentialsSupported()).find((id) => offered.includes(`["${id}"]`)) ?? ''
  const { credential } = await client.acquireCredentials({
    credentialTypes: type,
    // The name that format had until draft 14.
    format: 'vc+sd-jwt',
    alg: 'ES256',
    jwk: key.jwk,
    proofCallbacks: {
      signCallback: async ({ header, payload }) => jwtBy(key, { ...header, jwk: key.jwk, kid: undefined }, payload),
    },
  })
  return String(credential)
}

/** The holder's side of SD-JWT as @sd-jwt/sd-jwt-vc has it: reads, checks and shows. */
export function sdJwtWith(key: WalletKey, issuerJwk: Record<string, string>) {
  const issuerKey = createPublicKey({ key: issuerJwk, format: 'jwk' })
  return new SDJwtVcInstance({
    hashAlg: 'sha-256',
    hasher: (data, algorithm) =>
      createHash(algorithm.replace('-', ''))
        .update(typeof data === 'string' ? data : Buffer.from(data))
        .digest(),
    saltGenerator: (length) => randomBytes(length).toString('base64url'),
    verifier: async (data, signature) =>
      verify(
        'sha256',
        Buffer.from(data),
        { key: issuerKey, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      ),
    kbSigner: async (data) => key.signBytes(Buffer.from(data)).toString('base64url'),
    kbSignAlg: 'ES256',
  })
}
