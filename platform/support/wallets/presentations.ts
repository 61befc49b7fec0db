import { randomBytes } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import {
  type CheckedPresentation,
  type CredentialService,
  type CredentialType,
  issuerPath,
  typeAddress,
  walletClaims,
} from '#support/credentials/index.ts'
import { bytesToSign } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { NewPresentation, Presentation, ShownLine } from './contract.ts'
import { askingPost, maySeeAnswer } from './policy.ts'
import { ProtocolError } from './protocol-error.ts'
import { clientAt, requestUri, tokenIn } from './request.ts'
import * as store from './store.ts'

const openFor = 5 * 60_000

export type PresentationNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  publicUrl: string
  credentials: Pick<CredentialService, 'checkPresentation'>
  typeOf: (key: string) => Promise<CredentialType>
  ledger: Pick<Ledger, 'append'>
  partiesOf: (actor: Actor) => Promise<string[]>
}

type Answer = Pick<CheckedPresentation, 'genuine' | 'checks' | 'shown'>

/**
 * OpenID for Verifiable Presentations 1.0 as a verifier: a request by value whose client is its own response address
 * (5.9.3, prefix redirect_uri), answered by direct post, asking with DCQL for no more than the claims named.
 */
export function createPresentations(needs: PresentationNeeds) {
  const { db, clock, newId, secrets, publicUrl } = needs
  const context = (realm: string, id: string) => `wallets.presentation.answer:${realm}:${id}`
  const answerAddress = (id: string) => `${publicUrl}${issuerPath}/presentations/${id}`
  const clientOf = (id: string) => clientAt(answerAddress(id))

  const uriOf = ({ id, nonce, type, claims }: store.AskedRow): string =>
    requestUri({ id, nonce, claims, answerAt: answerAddress(id), type: typeAddress(publicUrl, type) })

  async function present(row: store.PresentationRow, realm: string): Promise<Presentation> {
    const type = await needs.typeOf(row.type)
    const titles = new Map(walletClaims(type).map(({ name, title }) => [name, title]))
    const answer = row.answer ? (JSON.parse(secrets.decrypt(row.answer, context(realm, row.id))) as Answer) : undefined
    const state = answer ? 'answered' : row.expiresAt > clock() ? 'open' : 'expired'
    return {
      id: row.id,
      type: type.name,
      claims: row.claims.map((name) => titles.get(name) ?? name),
      purpose: row.purpose,
      department: row.departmentName,
      state,
      ...(state === 'open' ? { uri: uriOf(row) } : {}),
      askedAt: row.askedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      ...(row.answeredAt ? { answeredAt: row.answeredAt.toISOString() } : {}),
      ...(answer
        ? {
            genuine: answer.genuine,
            checks: answer.checks,
            shown: Object.entries(answer.shown).map(([name, value]) => ({
              name,
              title: titles.get(name) ?? name,
              value: value === true ? '是' : value === false ? '否' : String(value),
            })),
          }
        : {}),
    }
  }

  async function ask(actor: Actor, wanted: NewPresentation): Promise<Presentation> {
    const post = askingPost(actor)
    if (!post) throw new Refusal('forbidden', 'wallets.forbidden', `${actor.name} has no post to ask in`)
    const known = new Set(walletClaims(await needs.typeOf(wanted.type)).map(({ name }) => name))
    const unknown = wanted.claims.find((name) => !known.has(name))
    if (unknown) throw new Refusal('invalid', 'wallets.unknown-claim', `${wanted.type} has no ${unknown}`)
    const now = clock()
    const row: store.AskedRow = {
      id: newId(),
      ...wanted,
      askedBy: actor.accountId,
      askedByName: actor.name,
      departmentId: post.departmentId,
      departmentName: post.departmentName,
      nonce: randomBytes(24).toString('base64url'),
      askedAt: now,
      expiresAt: new Date(now.getTime() + openFor),
    }
    await inTransaction(db, (tx) => store.insertPresentation(tx, actor.realm, row))
    const asked = { ...row, answeredAt: null, answer: null, holderParty: null, credentialId: null }
    return present(asked, actor.realm)
  }

  async function get(actor: Actor, id: string): Promise<Presentation> {
    const row = await store.selectPresentation(db, actor.realm, id)
    if (!row || !maySeeAnswer(actor, row)) throw new Refusal('missing', 'wallets.missing', `No presentation ${id}`)
    return present(row, actor.realm)
  }

  /** Takes what a wallet posts (8.2). Only what was asked for is kept, whatever else it sent. */
  async function answer(realm: string, id: string, form: Record<string, string>): Promise<void> {
    const row = await store.selectPresentation(db, realm, id)
    const now = clock()
    if (!row || row.answeredAt || row.expiresAt <= now)
      throw new ProtocolError('invalid_request', 'The request is not known, was answered, or has run out')
    if (form.state !== undefined && form.state !== id)
      throw new ProtocolError('invalid_request', 'The state is another one')
    const found = await needs.credentials.checkPresentation(realm, tokenIn(form.vp_token), {
      audience: clientOf(id),
      nonce: row.nonce,
    })
    const asked = row.claims.filter((name) => name in found.shown)
    const shown = Object.fromEntries(asked.map((name) => [name, found.shown[name]]))
    const ofType = found.credential?.type === row.type
    const checks = [
      ...found.checks,
      {
        key: 'asked',
        ok: ofType && asked.length === row.claims.length,
        title: '出示的正是要看的证照和内容',
        titleEn: 'What was shown is what was asked for',
        detail: `要看 ${row.claims.length} 项，出示 ${asked.length} 项`,
      },
    ]
    const genuine = found.genuine && checks.every(({ ok }) => ok)
    const kept: Answer = { genuine, checks, shown: genuine ? shown : {} }
    const holder = genuine ? found.credential : undefined
    const said = {
      format: 'zhengtong-presentation/1',
      realm,
      id,
      type: row.type,
      claims: row.claims,
      purpose: row.purpose,
    }
    const stored = await inTransaction(db, async (tx) => {
      const first = await store.answerPresentation(tx, realm, id, {
        at: now,
        sealed: secrets.encrypt(JSON.stringify(kept), context(realm, id)),
        holderParty: holder?.holderPartyId ?? null,
        credentialId: holder?.id ?? null,
      })
      if (!first) return false
      const digest = cryptoSuite('GM').hash(
        bytesToSign({ ...said, askedBy: row.askedBy, genuine, at: now.toISOString() }),
      )
      await needs.ledger.append(tx, realm, [{ kind: 'wallets.presentation', subject: id, digest }])
      return true
    })
    if (!stored) throw new ProtocolError('invalid_request', 'The request was answered already')
    if (!genuine) throw new ProtocolError('invalid_request', `Refused: ${firstFault(checks)}`)
  }

  /** To whom the actor's wallets showed what, newest first. */
  async function shown(actor: Actor, query: { limit: number; cursor?: string }): Promise<Page<ShownLine>> {
    const before = query.cursor ? String(decodeCursor(query.cursor, 1)[0]) : undefined
    const rows = await store.selectShown(db, actor.realm, await needs.partiesOf(actor), before, query.limit + 1)
    const page = pageOf(rows, query.limit, ({ id }) => [id])
    const items = await Promise.all(
      page.items.map(async (row) => {
        const titles = new Map(walletClaims(await needs.typeOf(row.type)).map(({ name, title }) => [name, title]))
        return {
          id: row.id,
          credentialId: row.credentialId ?? '',
          department: row.departmentName,
          official: row.askedByName,
          purpose: row.purpose,
          claims: row.claims.map((name) => titles.get(name) ?? name),
          at: (row.answeredAt ?? row.askedAt).toISOString(),
        }
      }),
    )
    return { ...page, items }
  }

  return { ask, get, answer, shown }
}

function firstFault(checks: Answer['checks']): string {
  const fault = checks.find(({ ok }) => !ok)
  return fault ? `${fault.titleEn} (${fault.key})` : 'the credential is not in force'
}
