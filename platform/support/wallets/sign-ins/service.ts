import { hash, randomBytes, randomInt } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import { anonymousActor } from '#kernel/actor.ts'
import { parseCreditCode } from '#kernel/codes/credit-code.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import {
  type CheckedPresentation,
  type CredentialService,
  type CredentialType,
  issuerPath,
  qrOutline,
  typeAddress,
} from '#support/credentials/index.ts'
import type { Identity, Opened, Origin } from '#support/identity/index.ts'
import { bytesToSign } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import { ProtocolError } from '../protocol-error.ts'
import { clientAt, requestUri, tokenIn } from '../request.ts'
import { countAt } from '../status-list.ts'
import { selectTaker } from '../store.ts'
import type { LicenceSignIn } from './contract.ts'
import * as store from './store.ts'

const openFor = 5 * 60_000

/** 营业执照: the type of credential that a firm signs in with. */
const licence = 'business-licence'
const claims = ['number', 'holder_name']

export type SignInNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  publicUrl: string
  credentials: Pick<CredentialService, 'checkPresentation'>
  typeOf: (key: string) => Promise<CredentialType>
  ledger: Pick<Ledger, 'append'>
  identity: Pick<Identity, 'sessions' | 'accounts' | 'parties' | 'audit'>
}

const hashOf = (text: string) => hash('sha256', text, 'buffer')
const codeHashOf = (id: string, code: string) => hashOf(`${id}:${code}`)

/**
 * 用电子营业执照登录: the wallet of somebody who may act for a firm shows the firm's licence (OpenID4VP), and the browser that
 * asked for it is signed in as that person, for that firm alone. A code to scan can be passed on to somebody else, so
 * the phone that showed the licence is told six digits, and they count only in the browser that began.
 */
export function createLicenceSignIns(needs: SignInNeeds) {
  const { db, clock, newId, publicUrl, identity } = needs
  const answerAddress = (id: string) => `${publicUrl}${issuerPath}/sign-ins/${id}`

  async function begin(realm: string): Promise<LicenceSignIn & { browser: string }> {
    await needs.typeOf(licence)
    const [id, nonce, browser] = [newId(), randomBytes(24).toString('base64url'), randomBytes(32).toString('base64url')]
    const askedAt = clock()
    const expiresAt = new Date(askedAt.getTime() + openFor)
    const row = { id, nonce, browserHash: hashOf(browser), askedAt, expiresAt }
    await inTransaction(db, (tx) => store.insertSignIn(tx, realm, row))
    const uri = requestUri({ id, nonce, claims, answerAt: answerAddress(id), type: typeAddress(publicUrl, licence) })
    return { id, uri, qr: qrOutline(uri), expiresAt: expiresAt.toISOString(), browser }
  }

  const refused = (why: string) => new ProtocolError('invalid_request', `Refused: ${why}`)

  /** The person whose wallet holds this very copy, while their account is in use. */
  async function takerOf(realm: string, { place }: CheckedPresentation) {
    const list = Number(place?.list.split('/').at(-1))
    const n = place && Number.isSafeInteger(list) ? countAt({ list, index: place.index }) : undefined
    const accountId = n === undefined ? undefined : await selectTaker(db, realm, n)
    const account = accountId ? await identity.accounts.findActive(realm, accountId) : undefined
    if (account?.kind !== 'citizen' || !account.partyId)
      throw refused('nobody in use here took this copy into a wallet')
    return { id: account.id, name: account.name, partyId: account.partyId }
  }

  /**
   * The firm of a licence. That of a business of one person (个体工商户) is held by its operator: the firm is known by
   * its credit code, and the licence itself says who leads it.
   */
  async function firmOf(realm: string, { credential, verification }: CheckedPresentation, holder: string) {
    const party = await identity.parties.getParty(realm, credential!.holderPartyId)
    if (party.kind === 'legal') return party
    const code = verification!.number
    if (party.id !== holder || !parseCreditCode(code).ok)
      throw refused('the licence names no firm that this person leads')
    const name = verification!.elements.find(({ key }) => key === 'name')?.value ?? party.name
    const firm = await identity.parties.registerLegal(realm, { name, code })
    await identity.parties.authorise(realm, { legalParty: firm.id, naturalParty: holder, role: 'legal-representative' })
    return firm
  }

  const mayActFor = async (realm: string, partyId: string, firmId: string) =>
    (await identity.parties.mandatesOf(realm, partyId)).some((held) => held.partyId === firmId)

  /** Takes what a wallet posts (8.2) and answers where its owner reads the digits. */
  async function answer(realm: string, id: string, form: Record<string, string>): Promise<{ redirect_uri: string }> {
    const row = await store.selectSignIn(db, realm, id)
    const now = clock()
    if (!row || row.answeredAt || row.expiresAt <= now)
      throw new ProtocolError('invalid_request', 'The request is not known, was answered, or has run out')
    if (form.state !== undefined && form.state !== id)
      throw new ProtocolError('invalid_request', 'The state is another one')
    const presentedTo = { audience: clientAt(answerAddress(id)), nonce: row.nonce }
    const found = await needs.credentials.checkPresentation(realm, tokenIn(form.vp_token), presentedTo)
    const fault = found.checks.find(({ ok }) => !ok)
    if (fault) throw refused(`${fault.titleEn} (${fault.key})`)
    if (!found.genuine || !found.credential || !found.verification) throw refused('the licence is not in force')
    if (found.credential.type !== licence || !claims.every((name) => name in found.shown))
      throw refused('what was shown is not what was asked for (asked)')
    const taker = await takerOf(realm, found)
    const firm = await firmOf(realm, found, taker.partyId)
    if (!(await mayActFor(realm, taker.partyId, firm.id)))
      throw refused('this person may not act for the firm (mandate)')
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const credentialId = found.credential.id
    const kept = { at: now, accountId: taker.id, firmParty: firm.id, credentialId, codeHash: codeHashOf(id, code) }
    await inTransaction(db, async (tx) => {
      if (!(await store.answerSignIn(tx, realm, id, kept)))
        throw new ProtocolError('invalid_request', 'The request was answered already')
      const actor = { ...anonymousActor(realm), kind: 'citizen' as const, accountId: taker.id, name: taker.name }
      const note = { action: 'licence.shown', objectType: 'credential', objectId: credentialId, purpose: 'sign-in' }
      await identity.audit.record(tx, { ...actor, onBehalfOf: { partyId: firm.id, name: firm.name } }, note)
      const said = { format: 'zhengtong-licence-sign-in/1', realm, id, credentialId, at: now.toISOString() }
      const digest = cryptoSuite('GM').hash(bytesToSign({ ...said, account: taker.id, firm: firm.id }))
      await needs.ledger.append(tx, realm, [{ kind: 'wallets.licence-sign-in', subject: id, digest }])
    })
    // After the #, so that the digits stay on the phone and in no log.
    return { redirect_uri: `${publicUrl}/licence-sign-in#code=${code}` }
  }

  /** The browser that began brings the digits: a session of the person, for the firm alone. */
  async function finish(
    realm: string,
    { id, code, browser }: { id: string; code: string; browser: string | undefined },
    origin: Origin,
  ): Promise<Opened> {
    const missing = () => new Refusal('missing', 'wallets.sign-in-missing', `No sign-in ${id} of this browser waits`)
    if (browser === undefined) throw missing()
    const given = { id, browserHash: hashOf(browser), codeHash: codeHashOf(id, code) }
    const taken = await inTransaction(db, (tx) => store.takeSignIn(tx, realm, given, clock()))
    if (!taken) throw missing()
    if (taken.state === 'waiting') throw new Refusal('conflict', 'wallets.sign-in-waiting', 'No licence was shown yet')
    if (taken.state === 'wrong') throw new Refusal('invalid', 'wallets.sign-in-code', 'The digits are not right')
    const { accountId, firmParty } = taken
    const account = await identity.accounts.findActive(realm, accountId)
    if (!account?.partyId || !(await mayActFor(realm, account.partyId, firmParty)))
      throw new Refusal('forbidden', 'wallets.sign-in-over', 'The person may not act for the firm any longer')
    return identity.sessions.open(realm, accountId, ['lic'], origin, { actingFor: firmParty })
  }

  return { begin, answer, finish }
}

export type LicenceSignIns = ReturnType<typeof createLicenceSignIns>
