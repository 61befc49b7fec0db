import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { listLooks } from '../consultations/store.ts'
import type { CreditFigures, CreditScheme, EntityView, OwnFile, PublicFile } from '../contract.ts'
import { type CreditList, type FactKind, grades, type ScoreModel, type Story } from '../declared.ts'
import { type Entities, presentEntity } from '../entities.ts'
import type { CreditNeeds } from '../needs.ts'
import { mayConsult, mayOversee } from '../policy.ts'
import type { Presenting } from '../presenting.ts'
import type { ScoreService } from '../scores/service.ts'
import { countPublic, listFacts, listListings, listPublicity, listRequests } from '../store.ts'

const most = 200

export type FileService = ReturnType<typeof createCreditFiles>

/** 信用档案: what everybody may read of a firm, all of it for the party itself, and for an official with a stated purpose. */
export function createCreditFiles(
  needs: CreditNeeds & { entities: Entities; present: Presenting; scores: ScoreService },
) {
  const { db, entities, present } = needs

  const search = async (realm: string, text: string): Promise<EntityView[]> =>
    (await entities.search(realm, text)).map((entity) => presentEntity(entity))

  async function publicFile(realm: string, code: string): Promise<PublicFile> {
    const entity = await entities.find(realm, code)
    if (entity?.kind !== 'legal') throw new Refusal('missing', 'credit.missing', `No public file of ${code}`)
    const today = present.today()
    const [facts, lists, publicity] = await Promise.all([
      listFacts(db, realm, { entityId: entity.id, public: true, state: 'valid', limit: most }),
      listListings(db, realm, { entityId: entity.id, public: true, states: ['listed'], limit: most }),
      listPublicity(db, realm, { entityId: entity.id, today, limit: most }),
    ])
    return {
      entity: presentEntity(entity),
      facts: await Promise.all(
        facts.filter(({ until }) => until === null || until >= today).map((row) => present.fact(row)),
      ),
      lists: await Promise.all(
        lists.filter(({ until }) => until === null || until >= today).map((row) => present.listing(row)),
      ),
      publicity: publicity.map((row) => present.publicity(row, entity)),
    }
  }

  /** The whole file of the party itself; `code` names one of those this person acts for. */
  async function ownFile(actor: Actor, partyId?: string): Promise<OwnFile> {
    const own = await needs.ownNumbers(actor)
    const who = partyId ? own.find((each) => each.partyId === partyId) : own[0]
    if (!who) throw new Refusal('missing', 'credit.missing', 'Not of this person')
    return wholeFile(actor.realm, who.number, { own: true, name: who.name })
  }

  /** The whole file for an official who says what for; the party sees the look. */
  async function fileFor(actor: Actor, input: { number: string; purpose: string; basis: string }): Promise<OwnFile> {
    if (!mayConsult(actor)) throw new Refusal('forbidden', 'credit.forbidden', 'Not with these posts')
    const { number } = entities.readNumber(input.number)
    const { purpose, basis } = input
    await needs.noteRead(actor, { subject: number, what: '信用档案', fields: ['全部'], purpose, basis })
    const file = await wholeFile(actor.realm, number, { own: false, name: '' })
    // Who else looked is the party's to know.
    return { ...file, looks: [] }
  }

  async function wholeFile(realm: string, number: string, how: { own: boolean; name: string }): Promise<OwnFile> {
    const entity = await entities.find(realm, number)
    if (!entity) {
      const { kind } = entities.readNumber(number)
      const none = { facts: [], lists: [], requests: [], looks: [] }
      return { entity: presentEntity({ id: '', kind, number, name: how.name }), ...none }
    }
    const [facts, lists, requests, looks, score] = await Promise.all([
      listFacts(db, realm, { entityId: entity.id, limit: most }),
      listListings(db, realm, { entityId: entity.id, limit: most }),
      listRequests(db, realm, { entityId: entity.id, limit: most }),
      listLooks(db, realm, entity.id, most),
      needs.scores.current(realm, entity.id),
    ])
    return {
      entity: presentEntity(entity),
      ...(score ? { score } : {}),
      facts: await Promise.all(facts.map((row) => present.fact(row))),
      lists: await Promise.all(lists.map((row) => present.listing(row, { inside: true, own: how.own }))),
      requests: requests.map((row) => present.request(row)),
      looks: looks.map(({ at, reader, purpose, basis, business }) => ({
        at: at.toISOString(),
        reader,
        purpose,
        basis,
        business,
      })),
    }
  }

  /** What the public page counts and tells. */
  async function figures(realm: string): Promise<CreditFigures> {
    const [counts, facts, lists, stories] = await Promise.all([
      countPublic(db, realm, present.today()),
      needs.packs.list<FactKind>('credit-fact'),
      needs.packs.list<CreditList>('credit-list'),
      needs.packs.list<Story>('credit-story'),
    ])
    const countOf = (rows: { key: string; count: number }[], key: string) =>
      rows.find((row) => row.key === key)?.count ?? 0
    return {
      facts: facts
        .filter(({ content }) => content.public)
        .map(({ content: { key, name, nameEn } }) => ({ key, name, nameEn, count: countOf(counts.facts, key) })),
      lists: lists
        .filter(({ content }) => content.public)
        .map(({ content: { key, name, nameEn, colour, basis } }) => ({
          key,
          name,
          nameEn,
          colour,
          basis,
          count: countOf(counts.lists, key),
        })),
      publicity: (['permit', 'penalty'] as const).map((kind) => ({
        kind,
        count: countOf(counts.publicity, kind),
        late: counts.publicity.find((row) => row.key === kind)?.late ?? 0,
      })),
      grades: grades.map((grade) => ({ grade, count: countOf(counts.grades, grade) })),
      stories: stories.map(({ content: { key, name, nameEn, on, text, textEn } }) => ({
        key,
        name,
        nameEn,
        on,
        text,
        textEn,
      })),
    }
  }

  /** The declarations an officer works with: kinds, lists, businesses, every version of the models. */
  async function scheme(actor: Actor): Promise<CreditScheme> {
    if (!mayOversee(actor)) throw new Refusal('forbidden', 'credit.forbidden', 'Not with these posts')
    const [facts, lists, businesses, models] = await Promise.all([
      needs.packs.list<FactKind>('credit-fact'),
      needs.packs.list<CreditList>('credit-list'),
      needs.packs.list<{ key: string; name: string; nameEn: string }>('credit-business'),
      needs.packs.versions<ScoreModel>('credit-model'),
    ])
    return {
      facts: facts.map(({ content: { key, name, nameEn, effect, elements } }) => ({
        key,
        name,
        nameEn,
        effect,
        elements: elements.map((each) => ({
          key: each.key,
          name: each.name,
          nameEn: each.nameEn,
          required: each.required === true,
        })),
      })),
      lists: lists.map(({ content: { key, name, nameEn, colour, basis } }) => ({ key, name, nameEn, colour, basis })),
      businesses: businesses.map(({ content: { key, name, nameEn } }) => ({ key, name, nameEn })),
      models: models.map(({ content, validFrom }) => ({
        ...{
          key: content.key,
          version: content.version,
          name: content.name,
          nameEn: content.nameEn,
          appliesTo: content.appliesTo,
          base: content.base,
          validFrom,
        },
        factors: content.factors.map(({ key, name, nameEn, points, basis }) => ({ key, name, nameEn, points, basis })),
        grades: content.grades,
        ...(content.ceiling ? { ceiling: content.ceiling } : {}),
      })),
    }
  }

  return { search, publicFile, ownFile, fileFor, figures, scheme }
}
