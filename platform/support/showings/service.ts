import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { type CredentialService, type CredentialWithMay, qrOutline } from '#support/credentials/index.ts'
import { bytesToSign } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { Grant, GrantUse, NewGrant, Seen, Showing, UsedFields } from './contract.ts'
import { isHolder, mayUse, officesOf } from './policy.ts'
import * as store from './store.ts'

/** Standards C5: a minute at most. */
const shownFor = 60_000
const longestGrant = 366 * 86_400_000

export type ShowingNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  publicUrl: string
  credentials: Pick<CredentialService, 'get' | 'verifyCode'>
  ledger: Pick<Ledger, 'append'>
  department: (realm: string, id: string) => Promise<{ id: string; name: string }>
  partiesOf: (actor: Actor) => Promise<string[]>
}

type Query = { limit: number; cursor?: string }

const basicFields = [
  ['number', '编号'],
  ['holder', '持有人'],
  ['validTo', '有效期至'],
] as const

const hashOf = (text: string) => createHash('sha256').update(text).digest()

/** 亮证 and 授权用证: the holder shows a credential once, or lets an office use named fields of it for a purpose. */
export function createShowings(needs: ShowingNeeds) {
  const { db, clock, newId } = needs

  async function held(actor: Actor, credentialId: string): Promise<CredentialWithMay> {
    const found = await needs.credentials.get(actor, credentialId)
    if (!isHolder(actor, { holderParty: found.credential.holderPartyId }, await needs.partiesOf(actor)))
      throw new Refusal('missing', 'showings.missing', `${actor.accountId} does not hold ${credentialId}`)
    if (found.credential.status !== 'valid')
      throw new Refusal('conflict', 'showings.not-in-force', `The credential is ${found.credential.status}`)
    return found
  }

  async function leaf(tx: Tx, realm: string, kind: string, subject: string, body: Record<string, unknown>) {
    const digest = cryptoSuite('GM').hash(bytesToSign({ format: `zhengtong-${kind}/1`, realm, id: subject, ...body }))
    await needs.ledger.append(tx, realm, [{ kind: `showings.${kind}`, subject, digest }])
  }

  const showingOf = (row: store.ShowingRow): Showing => ({
    id: row.id,
    state: row.seenAt ? 'seen' : row.expiresAt > clock() ? 'open' : 'expired',
    shownAt: row.shownAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    ...(row.seenAt ? { seenAt: row.seenAt.toISOString() } : {}),
    ...(row.seenBy ? { seenBy: row.seenBy } : {}),
  })

  const grantOf = (row: store.GrantRow): Grant => ({
    id: row.id,
    credentialId: row.credentialId,
    credential: row.credentialName,
    fields: row.fields,
    fieldNames: row.fieldNames.length > 0 ? row.fieldNames : row.fields,
    department: row.departmentName,
    purpose: row.purpose,
    validTo: row.validTo.toISOString(),
    maxUses: row.maxUses,
    uses: row.uses,
    grantedAt: row.grantedAt.toISOString(),
    state: row.revokedAt ? 'revoked' : row.uses >= row.maxUses ? 'used-up' : row.validTo > clock() ? 'open' : 'expired',
  })

  async function ownGrant(actor: Actor, id: string): Promise<store.GrantRow> {
    const row = await store.selectGrant(db, actor.realm, id)
    if (row && isHolder(actor, row, await needs.partiesOf(actor))) return row
    throw new Refusal('missing', 'showings.missing', `No grant ${id}`)
  }

  return {
    /** A code for the holder's screen. Whoever has it and is first sees the credential, once. */
    async show(actor: Actor, credentialId: string): Promise<Showing> {
      const { credential } = await held(actor, credentialId)
      const code = randomBytes(24).toString('base64url')
      const now = clock()
      const row = {
        id: newId(),
        credentialId,
        holderParty: credential.holderPartyId,
        accountId: actor.accountId,
        shownAt: now,
        expiresAt: new Date(now.getTime() + shownFor),
      }
      await inTransaction(db, (tx) => store.insertShowing(tx, actor.realm, row, hashOf(code)))
      const address = `${needs.publicUrl}/verify/shown/${code}`
      return { ...showingOf({ ...row, seenAt: null, seenBy: null }), address, qr: qrOutline(address) }
    },

    /** What became of it, for the page that shows the code. */
    async get(actor: Actor, id: string): Promise<Showing> {
      const row = await store.selectShowing(db, actor.realm, id)
      if (!row || !isHolder(actor, row, await needs.partiesOf(actor)))
        throw new Refusal('missing', 'showings.missing', `No showing ${id}`)
      return showingOf(row)
    },

    /** The one look. Anybody may scan; an official is named to the holder. */
    async see(actor: Actor, code: string): Promise<Seen> {
      const { realm } = actor
      const at = clock()
      const by = actor.kind === 'official' ? `${actor.posts[0]?.departmentName ?? ''} ${actor.name}`.trim() : '扫码的人'
      const row = await inTransaction(db, async (tx) => {
        const taken = await store.takeShowing(tx, realm, hashOf(code), { at, by })
        if (taken)
          await leaf(tx, realm, 'showing', taken.id, { credentialId: taken.credentialId, at: at.toISOString() })
        return taken
      })
      if (!row) throw new Refusal('missing', 'showings.code-unknown', 'No open showing has this code')
      const { credential } = await needs.credentials.get(systemActor(realm), row.credentialId)
      const verification = await needs.credentials.verifyCode(realm, credential.record.verifyCode)
      return { holder: credential.record.holder.name, photoless: true, verification }
    },

    async grant(actor: Actor, wanted: NewGrant, within?: (tx: Tx, grant: Grant) => Promise<void>): Promise<Grant> {
      const { credential, faceItems, grantable } = await held(actor, wanted.credentialId)
      const names = new Map([
        ...basicFields,
        ...faceItems.filter(({ key }) => grantable.includes(key)).map(({ key, title }) => [key, title] as const),
      ])
      const unknown = wanted.fields.find((field) => !names.has(field))
      if (unknown) throw new Refusal('invalid', 'showings.field-unknown', `The credential has no field ${unknown}`)
      const now = clock()
      const validTo = new Date(wanted.validTo)
      if (validTo <= now || validTo.getTime() - now.getTime() > longestGrant)
        throw new Refusal('invalid', 'showings.valid-to', 'A grant ends after now and within a year')
      const department = await needs.department(actor.realm, wanted.departmentId)
      const row: store.GrantRow = {
        id: newId(),
        credentialId: wanted.credentialId,
        credentialName: `${credential.record.type.name} ${credential.record.number}`,
        holderParty: credential.holderPartyId,
        fields: wanted.fields,
        fieldNames: wanted.fields.map((field) => names.get(field) ?? field),
        departmentId: department.id,
        departmentName: department.name,
        purpose: wanted.purpose,
        validTo,
        maxUses: wanted.maxUses,
        uses: 0,
        grantedAt: now,
        grantedBy: actor.accountId,
        revokedAt: null,
      }
      await inTransaction(db, async (tx) => {
        await store.insertGrant(tx, actor.realm, row)
        const { fields, departmentId, purpose, maxUses } = row
        const said = { fields, departmentId, purpose, maxUses, validTo: validTo.toISOString(), at: now.toISOString() }
        await leaf(tx, actor.realm, 'grant', row.id, said)
        await within?.(tx, grantOf(row))
      })
      return grantOf(row)
    },

    async grants(actor: Actor, { limit, cursor }: Query): Promise<Page<Grant>> {
      const before = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined
      const rows = await store.selectGrants(db, actor.realm, await needs.partiesOf(actor), before, limit + 1)
      const page = pageOf(rows, limit, ({ id }) => [id])
      return { ...page, items: page.items.map(grantOf) }
    },

    /** What the offices I handle matters for were granted. */
    async grantsTo(actor: Actor, { limit, cursor }: Query): Promise<Page<Grant>> {
      const before = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined
      const rows = await store.selectGrantsTo(db, actor.realm, officesOf(actor), before, limit + 1)
      const page = pageOf(rows, limit, ({ id }) => [id])
      // Of the credential no more than its kind: its number may not be among what was granted.
      return { ...page, items: page.items.map(grantOf).map((g) => ({ ...g, credential: g.credential.split(' ')[0]! })) }
    },

    async uses(actor: Actor, id: string, { limit, cursor }: Query): Promise<Page<GrantUse>> {
      await ownGrant(actor, id)
      const before = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined
      const rows = await store.selectUses(db, actor.realm, id, before, limit + 1)
      const page = pageOf(rows, limit, (row) => [row.id])
      const items = page.items.map((row) => ({
        id: row.id,
        official: row.officialName,
        cause: row.cause,
        at: row.at.toISOString(),
      }))
      return { ...page, items }
    },

    /** Taken back at any time; what was seen before stays in the list of uses. */
    async revoke(actor: Actor, id: string): Promise<void> {
      await ownGrant(actor, id)
      const at = clock()
      await inTransaction(db, async (tx) => {
        if (await store.revokeGrant(tx, actor.realm, id, at))
          await leaf(tx, actor.realm, 'revoked', id, { at: at.toISOString() })
      })
    },

    /** One use by the office it was granted to: counted, noted with its cause, and only the fields that were granted. */
    async use(actor: Actor, id: string, cause: string): Promise<UsedFields> {
      const { realm } = actor
      const grant = await store.selectGrant(db, realm, id)
      if (!grant || !mayUse(actor, grant)) throw new Refusal('missing', 'showings.missing', `No grant ${id}`)
      const { credential, faceItems } = await needs.credentials.get(systemActor(realm), grant.credentialId)
      if (credential.status !== 'valid')
        throw new Refusal('conflict', 'showings.not-in-force', `The credential is ${credential.status}`)
      const at = clock()
      const counted = await inTransaction(db, async (tx) => {
        const row = await store.countUse(tx, realm, id, at)
        if (!row) return undefined
        const use = { id: newId(), grantId: id, officialId: actor.accountId, officialName: actor.name, cause, at }
        await store.insertUse(tx, realm, use)
        await leaf(tx, realm, 'use', use.id, { grantId: id, officialId: actor.accountId, cause, at: at.toISOString() })
        return row
      })
      if (!counted) throw new Refusal('conflict', 'showings.grant-over', `The grant ${id} is over`)
      const { record } = credential
      const all = [
        { key: 'number', title: '编号', value: record.number },
        { key: 'holder', title: '持有人', value: record.holder.name },
        ...(record.validTo ? [{ key: 'validTo', title: '有效期至', value: record.validTo }] : []),
        ...faceItems.map(({ key, title, value }) => ({ key, title, value })),
      ]
      return {
        credential: record.type.name,
        identifier: record.identifier,
        status: credential.status,
        issuer: record.issuer.name,
        fields: all.filter(({ key }) => counted.fields.includes(key)),
        usesLeft: counted.maxUses - counted.uses,
      }
    },
  }
}

export type Showings = ReturnType<typeof createShowings>
