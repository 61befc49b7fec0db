import { inTransaction } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { bytesToSign } from '#support/keys/index.ts'
import type { Card, NewCard } from './contract.ts'
import { mayShow } from './policy.ts'
import type { CityCodeNeeds } from './service.ts'
import { choosable } from './shown.ts'
import * as store from './store.ts'

const longest = 366 * 86_400_000

/** 数字名片: made and taken back by the holder; shown by a code of the moment. */
export function createCards(needs: CityCodeNeeds) {
  const { db, clock, newId } = needs

  const cardOf = (row: store.CardRow, views: number): Card => ({
    ...{ id: row.id, title: row.title, holder: row.holderName, chosen: row.chosen, views },
    validTo: row.validTo.toISOString(),
    madeAt: row.madeAt.toISOString(),
    state: row.revokedAt ? 'revoked' : row.validTo > clock() ? 'open' : 'expired',
  })

  const leaf = (kind: 'card' | 'card-revoked', realm: string, id: string, body: Record<string, unknown>) => ({
    kind: `city-codes.${kind}`,
    subject: id,
    digest: cryptoSuite('GM').hash(bytesToSign({ format: `zhengtong-${kind}/1`, realm, id, ...body })),
  })

  return {
    async make(actor: Actor, wanted: NewCard, claim?: Claim): Promise<Card> {
      const { realm } = actor
      const parties = await needs.partiesOf(actor)
      const found = await Promise.all(
        wanted.chosen.map(({ credentialId }) => needs.credentials.get(actor, credentialId)),
      )
      const holders = new Set(found.map(({ credential }) => credential.holderPartyId))
      const [holderParty] = holders
      if (!holderParty || [...holders].some((party) => !mayShow(actor, party, parties)))
        throw new Refusal('forbidden', 'city-codes.not-yours', 'Not all are held by whom the actor may show for')
      if (holders.size > 1)
        throw new Refusal('invalid', 'city-codes.one-holder', 'The credentials have several holders')
      if (found.some(({ credential }) => credential.status !== 'valid'))
        throw new Refusal('conflict', 'city-codes.not-in-force', 'A credential is not in force')
      const chosen = wanted.chosen.map(({ credentialId, fields }, i) => {
        const one = found[i]!
        const names = choosable(one)
        const unknown = fields.find((field) => !names.has(field))
        if (unknown) throw new Refusal('invalid', 'city-codes.field-unknown', `There is no field ${unknown}`)
        const credential = one.credential.record.type.name
        return { credentialId, credential, fields, fieldNames: fields.map((field) => names.get(field) ?? field) }
      })
      const now = clock()
      const validTo = new Date(wanted.validTo)
      if (validTo <= now || validTo.getTime() - now.getTime() > longest)
        throw new Refusal('invalid', 'city-codes.valid-to', 'A card ends after now and within a year')
      const { name } = await needs.party(realm, holderParty)
      const row: store.CardRow = {
        ...{ id: newId(), holderParty, holderName: name, title: wanted.title.trim(), chosen, validTo },
        ...{ madeAt: now, madeBy: actor.accountId, revokedAt: null },
      }
      const said = { title: row.title, chosen, validTo: validTo.toISOString(), at: now.toISOString() }
      const made = cardOf(row, 0)
      await inTransaction(db, async (tx) => {
        await store.insertCard(tx, realm, row)
        await needs.ledger.append(tx, realm, [leaf('card', realm, row.id, said)])
        await claim?.answer(tx, 201, made)
      })
      return made
    },

    async list(actor: Actor, { limit, cursor }: { limit: number; cursor?: string }): Promise<Page<Card>> {
      const before = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined
      const rows = await store.selectCards(db, actor.realm, await needs.partiesOf(actor), before, limit + 1)
      const page = pageOf(rows, limit, ({ id }) => [id])
      return { ...page, items: page.items.map((row) => cardOf(row, row.views)) }
    },

    /** What was seen before stays in the log; nobody sees it again. */
    async revoke(actor: Actor, id: string): Promise<void> {
      const { realm } = actor
      const row = await store.selectCard(db, realm, id)
      if (!row || !mayShow(actor, row.holderParty, await needs.partiesOf(actor)))
        throw new Refusal('missing', 'city-codes.missing', `No card ${id}`)
      const at = clock()
      await inTransaction(db, async (tx) => {
        if (await store.revokeCard(tx, realm, id, at))
          await needs.ledger.append(tx, realm, [leaf('card-revoked', realm, id, { at: at.toISOString() })])
      })
    },
  }
}
export type Cards = ReturnType<typeof createCards>
