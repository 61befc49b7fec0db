import { inTransaction } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import {
  type CopyStatus,
  type CredentialType,
  credentialStatusChanged,
  issuerPath,
} from '#support/credentials/index.ts'
import type { Keys } from '#support/keys/index.ts'
import type { CopyState, WalletCopy } from './contract.ts'
import { createIssuing, type IssuingNeeds } from './issuing.ts'
import { issuerKeys, issuerMetadata, serverMetadata, typeMetadata } from './metadata.ts'
import { isHolder } from './policy.ts'
import { createPresentations, type PresentationNeeds } from './presentations.ts'
import { ProtocolError } from './protocol-error.ts'
import { createLicenceSignIns, type SignInNeeds } from './sign-ins/service.ts'
import { countAt, rangeOf, statusListToken } from './status-list.ts'
import * as store from './store.ts'

export type WalletNeeds = IssuingNeeds &
  PresentationNeeds &
  SignInNeeds & { keys: Keys; types: () => Promise<CredentialType[]> }

/** Credentials in people's own wallets: issued, shown, and followed when their status changes. */
export function createWallets(needs: WalletNeeds) {
  const { db, clock, keys, publicUrl } = needs
  const issuing = createIssuing(needs)
  const presentations = createPresentations(needs)
  const signIns = createLicenceSignIns(needs)
  const { issuer } = issuing
  const signer = (realm: string) => keys.walletIssuer(realm, issuer)

  const forWallets = async () => (await needs.types()).filter(({ kind }) => kind !== 'letter')

  async function copies(actor: Actor, credentialId: string): Promise<WalletCopy[]> {
    await needs.credentials.get(actor, credentialId)
    const parties = await needs.partiesOf(actor)
    const rows = await store.selectCopies(db, actor.realm, credentialId)
    return rows
      .filter((row) => isHolder(actor, row, parties))
      .map(({ id, status, issuedAt, keyThumbprint }) => ({
        id,
        credentialId,
        status,
        issuedAt: issuedAt.toISOString(),
        key: keyThumbprint.slice(0, 12),
      }))
  }

  /** A phone was lost or sold: this copy counts no more, the credential and its other copies do. */
  async function withdraw(actor: Actor, id: string): Promise<void> {
    const copy = await store.selectCopy(db, actor.realm, id)
    if (!copy || !isHolder(actor, copy, await needs.partiesOf(actor)))
      throw new Refusal('missing', 'wallets.missing', `No copy ${id}`)
    await inTransaction(db, (tx) => store.withdrawCopy(tx, actor.realm, id))
  }

  async function statusList(realm: string, list: number): Promise<string> {
    const known = await signer(realm)
    const [certificate] = await keys.chain(realm, known.keyId)
    const others = await store.selectInvalid(db, realm, rangeOf(list))
    const about = { address: `${issuer}/status-lists/${list}`, issuer, now: clock() }
    return statusListToken(about, others, known, certificate!)
  }

  /** By the place in a list of ours, as it stands in the copy. */
  async function copyStatus(realm: string, address: string, index: number): Promise<CopyStatus> {
    const list = address.startsWith(`${issuer}/status-lists/`) ? Number(address.split('/').at(-1)) : Number.NaN
    const n = Number.isSafeInteger(list) ? countAt({ list, index }) : undefined
    return (n === undefined ? undefined : await store.selectStatus(db, realm, n)) ?? 'unknown'
  }

  const reactions: Reaction[] = [
    when(credentialStatusChanged, 'follow-in-wallets', (tx, { realm, data }) =>
      store.setCopies(tx, realm, data.credentialId, stateOf(data.status)),
    ),
  ]

  return {
    offer: issuing.offer,
    ask: presentations.ask,
    getPresentation: presentations.get,
    shown: presentations.shown,
    signIns,
    copies,
    withdraw,
    copyStatus,
    reactions,
    sweep: () => store.sweep(db, clock()),
    /** What wallets themselves call, below the issuer's path. */
    protocol: {
      issuer,
      path: issuerPath,
      issuerMetadata: async () => issuerMetadata(issuer, publicUrl, await forWallets()),
      serverMetadata: () => serverMetadata(issuer),
      issuerKeys: async (realm: string) => issuerKeys(issuer, await signer(realm)),
      async typeMetadata(key: string) {
        const type = (await forWallets()).find((each) => each.key === key)
        if (!type) throw new ProtocolError('invalid_request', 'There is no such type', 404)
        return typeMetadata(publicUrl, type)
      },
      offerObject: issuing.offerObject,
      token: issuing.token,
      nonce: issuing.newNonce,
      credential: issuing.credential,
      notification: issuing.notification,
      statusList,
      answer: presentations.answer,
      answerSignIn: signIns.answer,
    },
  }
}

export type Wallets = ReturnType<typeof createWallets>

function stateOf(status: string): CopyState {
  if (status === 'valid') return 'valid'
  return status === 'suspended' ? 'suspended' : 'invalid'
}
