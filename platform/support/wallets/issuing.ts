import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { type CredentialService, issuerPath, qrOutline, typeAddress } from '#support/credentials/index.ts'
import { bytesToSign } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { WalletOffer } from './contract.ts'
import { readKeyProof } from './key-proof.ts'
import { ProtocolError } from './protocol-error.ts'
import { placeOf } from './status-list.ts'
import * as store from './store.ts'

const minute = 60_000
const offerFor = 5 * minute
const tokenFor = 10 * minute
const nonceFor = 5 * minute

export const preAuthorized = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'

/** The one identifier of what a token gives: a wallet asks for the copy of the credential that was offered. */
export const configurationOf = (type: string) => type

export type IssuingNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  publicUrl: string
  credentials: Pick<CredentialService, 'get' | 'walletCopy'>
  ledger: Pick<Ledger, 'append'>
}

/** A credential request as OpenID4VCI 1.0 has it, and as drafts up to 13 sent it: one `proof`, a `format`, a `vct`. */
export type CredentialRequest = {
  credential_configuration_id?: string
  credential_identifier?: string
  format?: string
  vct?: string
  proofs?: { jwt?: string[] }
  proof?: { proof_type?: string; jwt?: string }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest()
const secret = () => randomBytes(32).toString('base64url')

/** OpenID for Verifiable Credential Issuance 1.0 with pre-authorised codes: offer, token, nonce, credential. */
export function createIssuing(needs: IssuingNeeds) {
  const { db, clock, newId, publicUrl } = needs
  const issuer = `${publicUrl}${issuerPath}`

  async function newNonce(realm: string): Promise<{ c_nonce: string; c_nonce_expires_in: number }> {
    const nonce = secret()
    await store.insertNonce(db, realm, hashOf(nonce), new Date(clock().getTime() + nonceFor))
    return { c_nonce: nonce, c_nonce_expires_in: nonceFor / 1000 }
  }

  /** The holder offers a credential that is in force to a wallet. The code is in the offer, the PIN goes another way. */
  async function offer(actor: Actor, credentialId: string, withPin: boolean): Promise<WalletOffer> {
    const { credential } = await needs.credentials.get(actor, credentialId)
    if (actor.kind !== 'citizen')
      throw new Refusal('forbidden', 'credentials.forbidden', 'Only a holder puts a credential into a wallet')
    if (credential.record.type.kind === 'letter')
      throw new Refusal('invalid', 'wallets.not-for-wallets', 'Letters are not for wallets')
    if (credential.status !== 'valid')
      throw new Refusal('conflict', 'credentials.wrong-state', `The credential is ${credential.status}`)
    const pin = withPin ? String(randomInt(1_000_000)).padStart(6, '0') : undefined
    const id = newId()
    const code = codeOf(id)
    const expiresAt = new Date(clock().getTime() + offerFor)
    const row: store.OfferRow = {
      id,
      credentialId,
      type: credential.record.type.key,
      holderParty: credential.holderPartyId,
      accountId: actor.accountId,
      codeHash: hashOf(code),
      pinHash: pin === undefined ? null : hashOf(`${id}:${pin}`),
      expiresAt,
    }
    await inTransaction(db, (tx) => store.insertOffer(tx, actor.realm, row))
    const address = `${issuer}/offers/${id}.${code}`
    const uri = `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(address)}`
    return {
      id,
      uri,
      qr: qrOutline(uri),
      ...(pin === undefined ? {} : { pin }),
      expiresAt: expiresAt.toISOString(),
    }
  }

  /** What stands at the address of an offer (4.1.1). The address holds the code: who has no offer learns nothing. */
  async function offerObject(realm: string, address: string) {
    const [id = '', code = ''] = address.split('.')
    const found = /^[0-9a-f-]{36}$/.test(id) ? await store.selectOffer(db, realm, id, clock()) : undefined
    if (!found?.codeHash.equals(hashOf(code)))
      throw new ProtocolError('invalid_request', 'The offer is not known, was taken up, or has run out', 404)
    const pin = { tx_code: { input_mode: 'numeric', length: 6, description: '政通页面上显示的六位数字' } }
    return {
      credential_issuer: issuer,
      credential_configuration_ids: [configurationOf(found.type)],
      grants: { [preAuthorized]: { 'pre-authorized_code': code, ...(found.pinHash ? pin : {}) } },
    }
  }

  async function token(realm: string, form: Record<string, string>) {
    if (form.grant_type !== preAuthorized)
      throw new ProtocolError('unsupported_grant_type', 'Only pre-authorised codes are taken here')
    const code = form['pre-authorized_code'] ?? ''
    const pin = form.tx_code ?? form.user_pin
    const now = clock()
    const accessToken = secret()
    const taken = await inTransaction(db, async (tx) => {
      const pinHash = pin === undefined ? null : hashOf(`${idOf(code)}:${pin}`)
      const row = await store.takeOffer(tx, realm, hashOf(code), pinHash, now)
      if (!row || row === 'wrong-pin') return row
      const { id: offerId, credentialId, type, holderParty, accountId } = row
      const expiresAt = new Date(now.getTime() + tokenFor)
      const access = { offerId, credentialId, type, holderParty, accountId, expiresAt }
      await store.insertAccess(tx, realm, hashOf(accessToken), access)
      return row
    })
    if (taken === 'wrong-pin') throw new ProtocolError('invalid_grant', 'The six digits are wrong')
    if (!taken) throw new ProtocolError('invalid_grant', 'The code is not known, was used, or has run out')
    const asked = wantsDetails(form.authorization_details)
    const configuration = configurationOf(taken.type)
    const details = {
      type: 'openid_credential',
      credential_configuration_id: configuration,
      credential_identifiers: [taken.credentialId],
    }
    return {
      access_token: accessToken,
      token_type: 'bearer',
      expires_in: tokenFor / 1000,
      ...(await newNonce(realm)),
      ...(asked ? { authorization_details: [details] } : {}),
    }
  }

  async function credential(realm: string, bearer: string | undefined, request: CredentialRequest) {
    const now = clock()
    const access = bearer ? await store.selectAccess(db, realm, hashOf(bearer), now) : undefined
    if (!access) throw new ProtocolError('invalid_token', 'The access token is not known or has run out', 401)
    requireKnown(request, access)
    const given = request.proofs?.jwt ?? (request.proof?.jwt ? [request.proof.jwt] : [])
    if (given.length !== 1)
      throw new ProtocolError('invalid_proof', 'Send exactly one key proof', 400, await newNonce(realm))
    const proof = readKeyProof(given[0]!, { audience: issuer, now })
    const id = newId()
    const copy = await inTransaction(db, async (tx) => {
      if (!(await store.takeNonce(tx, realm, hashOf(proof.nonce), now))) return undefined
      const { credentialId, type, holderParty, accountId } = access
      const row = { id, credentialId, type, holderParty, accountId, keyThumbprint: proof.thumbprint, issuedAt: now }
      const place = placeOf(await store.insertCopy(tx, realm, { ...row, status: 'valid' }))
      const status = { list: `${issuer}/status-lists/${place.list}`, index: place.index }
      const made = await needs.credentials.walletCopy(realm, credentialId, { holderKey: proof.key, status })
      const said = { format: 'zhengtong-wallet-copy/1', realm, id, credentialId, key: proof.thumbprint, status }
      const digest = cryptoSuite('GM').hash(bytesToSign({ ...said, at: now.toISOString() }))
      await needs.ledger.append(tx, realm, [{ kind: 'wallets.copy', subject: id, digest }])
      return made
    })
    if (!copy)
      throw new ProtocolError(
        'invalid_nonce',
        'The nonce is not ours, was used, or has run out',
        400,
        await newNonce(realm),
      )
    return {
      credentials: [{ credential: copy }],
      notification_id: id,
      // What drafts up to 13 read.
      ...(request.proof ? { credential: copy, ...(await newNonce(realm)) } : {}),
    }
  }

  function requireKnown(request: CredentialRequest, access: store.AccessRow): void {
    const { credential_identifier: identifier, credential_configuration_id: configuration, format, vct } = request
    const known =
      identifier !== undefined
        ? identifier === access.credentialId
        : configuration !== undefined
          ? configuration === configurationOf(access.type)
          : // A wallet of draft 13 names the format, and by `vct` the type or, as some do, its configuration.
            ['dc+sd-jwt', 'vc+sd-jwt'].includes(format ?? '') &&
            [typeAddress(publicUrl, access.type), configurationOf(access.type)].includes(vct ?? '')
    if (!known) throw new ProtocolError('unknown_credential_configuration', 'The token is for another credential')
  }

  /** What a wallet says became of its copy (OpenID4VCI 1.0, 11). */
  async function notification(
    realm: string,
    bearer: string | undefined,
    said: { notification_id: string; event: string },
  ) {
    const access = bearer ? await store.selectAccess(db, realm, hashOf(bearer), clock()) : undefined
    if (!access) throw new ProtocolError('invalid_token', 'The access token is not known or has run out', 401)
    const copy = await store.selectCopy(db, realm, said.notification_id)
    if (!copy || copy.credentialId !== access.credentialId)
      throw new ProtocolError('invalid_notification_id', 'There is no such copy')
    await store.noteTold(db, realm, said.notification_id, said.event)
  }

  return { offer, offerObject, token, newNonce, credential, notification, issuer }
}

export type Issuing = ReturnType<typeof createIssuing>

/** A code begins with the id of its offer, so that a PIN can be bound to it before the offer is found. */
function codeOf(id: string): string {
  return `${id.replaceAll('-', '')}${secret()}`
}

function idOf(code: string): string {
  const hex = code.slice(0, 32)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function wantsDetails(text: string | undefined): boolean {
  if (text === undefined) return false
  try {
    return Array.isArray(JSON.parse(text))
  } catch {
    throw new ProtocolError('invalid_request', 'authorization_details is not JSON')
  }
}
