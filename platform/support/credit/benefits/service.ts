import { createHash, randomBytes } from 'node:crypto'
import { inTransaction } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { qrOutline } from '#support/credentials/index.ts'
import { type Entities, type Entity, presentEntity } from '../entities.ts'
import type { CreditNeeds } from '../needs.ts'
import { mayAskBenefit, mayOversee, readers } from '../policy.ts'
import type { ScoreService } from '../scores/service.ts'
import type { BenefitAnswer, BenefitCode, BenefitCount, BenefitOffer, BenefitReport, BenefitUse } from './contract.ts'
import * as store from './store.ts'

/** Long enough to walk to the desk, too short to pass on. */
const shownFor = 10 * 60_000

const hashOf = (code: string) => createHash('sha256').update(code).digest()

/**
 * 信易+: the holder decides that a partner may know one thing, by showing a code; the partner learns whether the benefit is due,
 * never the grade, and reports back what came of it. Nobody is ever asked about without the code.
 */
export function createBenefits(needs: CreditNeeds & { entities: Entities; scores: ScoreService }) {
  const { db, clock, entities } = needs

  async function mine(actor: Actor, partyId: string | undefined): Promise<Entity | undefined> {
    const own = await needs.ownNumbers(actor)
    const who = partyId ? own.find((each) => each.partyId === partyId) : own[0]
    if (!who) throw new Refusal('missing', 'credit.missing', 'Not of this person')
    return entities.find(actor.realm, who.number)
  }

  /** As the score stands at this moment. */
  async function dueTo(realm: string, entityId: string, benefit: string) {
    return (await needs.scores.current(realm, entityId))?.benefits.find(({ key }) => key === benefit)
  }

  async function partnersOf(actor: Actor): Promise<string[]> {
    return actor.kind === 'program' ? [actor.accountId] : needs.officesOf(actor, readers)
  }

  return {
    async offer(actor: Actor, { benefit: key, partyId }: BenefitOffer): Promise<BenefitCode> {
      const { realm } = actor
      const entity = await mine(actor, partyId)
      const benefit = entity && (await dueTo(realm, entity.id, key))
      if (!entity || !benefit) throw new Refusal('conflict', 'credit.no-benefit', `${key} is not due`)
      const code = randomBytes(18).toString('base64url')
      const expiresAt = new Date(clock().getTime() + shownFor)
      await inTransaction(db, (tx) =>
        store.insertCode(tx, realm, {
          ...{ hash: hashOf(code), entityId: entity.id, benefit: key, accountId: actor.accountId, expiresAt },
        }),
      )
      const { name, nameEn } = benefit
      return { code, qr: qrOutline(code), benefit: key, name, nameEn, expiresAt: expiresAt.toISOString() }
    },

    async check(actor: Actor, { code }: { code: string }, claim?: Claim): Promise<BenefitAnswer> {
      if (!mayAskBenefit(actor)) throw new Refusal('forbidden', 'credit.forbidden', 'Not with these posts')
      const { realm } = actor
      const post = actor.posts.find(({ role }) => readers.includes(role))
      const partner = post
        ? { id: post.departmentId, name: post.departmentName }
        : { id: actor.accountId, name: actor.name }
      return inTransaction(db, async (tx) => {
        const shown = await store.takeCode(tx, realm, hashOf(code), clock())
        if (!shown) throw new Refusal('missing', 'credit.code-unknown', 'No such code, or it was used, or is over')
        const entity = await entities.get(realm, shown.entityId)
        const benefit = await dueTo(realm, entity.id, shown.benefit)
        const declared = benefit ?? (await declaredAs(shown.benefit))
        const answer: BenefitAnswer = {
          ...{ useId: needs.newId(), benefit: shown.benefit, name: declared.name, nameEn: declared.nameEn },
          ...{ due: benefit !== undefined, holder: presentEntity(entity).name },
        }
        await store.insertUse(tx, realm, {
          ...{ id: answer.useId, entity_id: entity.id, benefit: shown.benefit, name: declared.name },
          ...{ name_en: declared.nameEn, partner_id: partner.id, partner: partner.name, due: answer.due, at: clock() },
        })
        await needs.noteRead(actor, {
          ...{ subject: entity.number, what: '信易+ 资格', fields: [declared.name], purpose: declared.name },
          basis: '本人出示的一次性码',
        })
        await claim?.answer(tx, 200, answer)
        return answer
      })
    },

    /** 反馈: by who asked, once. */
    async report(actor: Actor, id: string, { outcome, note }: BenefitReport): Promise<BenefitUse> {
      if (!mayAskBenefit(actor)) throw new Refusal('forbidden', 'credit.forbidden', 'Not with these posts')
      const partners = await partnersOf(actor)
      return inTransaction(db, async (tx) => {
        const said = { outcome, note: note ?? null, at: clock() }
        const row = await store.reportUse(tx, actor.realm, { id, partners }, said)
        if (!row) throw new Refusal('missing', 'credit.missing', `No open use ${id}`)
        await needs.appendLeaf(tx, {
          ...{ realm: actor.realm, kind: 'credit.benefit-used', subject: id },
          said: { format: 'zhengtong-credit-benefit/1', id, benefit: row.benefit, outcome, at: said.at.toISOString() },
        })
        return viewOf(row)
      })
    },

    async uses(
      actor: Actor,
      { partyId, limit, cursor }: { partyId?: string; limit: number; cursor?: string },
    ): Promise<Page<BenefitUse>> {
      const entity = await mine(actor, partyId)
      if (!entity) return { items: [] }
      const before = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined
      const rows = await store.listUses(db, actor.realm, {
        ...{ entityId: entity.id, limit: limit + 1 },
        ...(before ? { before } : {}),
      })
      const page = pageOf(rows, limit, ({ id }) => [id])
      return { ...page, items: page.items.map(viewOf) }
    },

    /** How the benefits are used, by partner: counts only. */
    async counts(actor: Actor): Promise<BenefitCount[]> {
      if (!mayOversee(actor)) throw new Refusal('forbidden', 'credit.forbidden', 'Not with these posts')
      return store.countUses(db, actor.realm)
    },

    sweep: () => store.deleteOldCodes(db, clock()),
  }

  /** The words of a benefit that is no longer due to this holder. */
  async function declaredAs(key: string): Promise<{ name: string; nameEn: string }> {
    const models = await needs.packs.list<{ benefits?: { key: string; name: string; nameEn: string }[] }>(
      'credit-model',
    )
    return (
      models.flatMap(({ content }) => content.benefits ?? []).find((each) => each.key === key) ?? {
        name: key,
        nameEn: key,
      }
    )
  }
}

const viewOf = (row: store.UseRow): BenefitUse => ({
  ...{ id: row.id, benefit: row.benefit, name: row.name, nameEn: row.name_en, partner: row.partner, due: row.due },
  at: row.at.toISOString(),
  ...(row.outcome ? { outcome: row.outcome } : {}),
  ...(row.note ? { note: row.note } : {}),
  ...(row.reported_at ? { reportedAt: row.reported_at.toISOString() } : {}),
})
