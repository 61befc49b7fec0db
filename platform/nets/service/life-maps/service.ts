import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Items } from '../items/index.ts'
import type { Dismissal, LifeMapKey, LifeMapView, LifeStagePage, LifeStageView, Recommendation } from './contract.ts'
import { type Held, type LifeMap, type LifeStage, type Suggestion, suggested } from './life-map.ts'
import { mayBeAdvised } from './policy.ts'
import { listDismissals, saveDismissal } from './store.ts'

/** A credential of a party, with what it is called. */
export type HeldNamed = Held & { holder: string; name: string; nameEn: string }

export type LifeMapNeeds = {
  db: Db
  clock: Clock
  items: Pick<Items, 'cards' | 'idOfPackItem' | 'getPublished'>
  /** The maps of the installed packs. */
  maps: () => Promise<LifeMap[]>
  /** Credentials of the actor and of those they act for. */
  heldBy: (actor: Actor) => Promise<HeldNamed[]>
  /** Items of which the actor has a case open, by party or not. */
  underWay: (actor: Actor) => Promise<Set<string>>
}

export type LifeMaps = {
  /** Every map with its stages, those without any item too: pages show where the way goes on. */
  list(actor: Actor): Promise<LifeMapView[]>
  open(actor: Actor, map: LifeMapKey, stage: string): Promise<LifeStagePage>
  /** What the credentials in force make likely, with the reason; without what is held, under way or dismissed. */
  recommend(actor: Actor): Promise<Recommendation[]>
  dismiss(actor: Actor, dismissal: Dismissal): Promise<void>
  /** Items that follow from a kind of credential, as they are offered now. */
  followOf(
    realm: string,
    type: string,
  ): Promise<{ id: string; name: string; nameEn?: string; suggestion: Suggestion }[]>
}

const mostShown = 50

export function createLifeMaps(needs: LifeMapNeeds): LifeMaps {
  const { db, clock, items } = needs

  /** An item of a pack as it is offered today; undefined when this city does not offer it. */
  async function offered(realm: string, key: string) {
    try {
      const id = await items.idOfPackItem(realm, key)
      return { id, item: (await items.getPublished(realm, id)).item }
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'missing') return undefined
      throw error
    }
  }

  const counted = (
    { themes, items: own, ...stage }: LifeStage,
    counts: ReadonlyMap<string, number>,
    known: ReadonlyMap<string, string>,
  ): LifeStageView => ({
    ...stage,
    count: Math.max(
      themes.reduce((sum, theme) => sum + (counts.get(theme) ?? 0), 0),
      (own ?? []).filter((key) => known.has(key)).length,
    ),
  })

  /** Ids of the items that stages name, by key, as far as they are offered here. */
  async function idsOf(realm: string, stages: readonly LifeStage[]): Promise<Map<string, string>> {
    const keys = new Set(stages.flatMap((stage) => stage.items ?? []))
    const found = await Promise.all([...keys].map(async (key) => ({ key, id: (await offered(realm, key))?.id })))
    return new Map(found.flatMap(({ key, id }) => (id ? [[key, id] as const] : [])))
  }

  async function suggestions(): Promise<Suggestion[]> {
    return (await needs.maps()).flatMap((map) => map.suggestions)
  }

  return {
    async list(actor) {
      const [maps, counts] = await Promise.all([needs.maps(), items.cards.countThemes(actor.realm)])
      const known = await idsOf(
        actor.realm,
        maps.flatMap(({ stages }) => stages),
      )
      // People come first.
      const ordered = [...maps].sort((a, b) => Number(b.key === 'person') - Number(a.key === 'person'))
      return ordered.map(({ key, title, titleEn, stages }) => ({
        ...{ key, title, titleEn },
        stages: stages.map((stage) => counted(stage, counts, known)),
      }))
    },
    async open(actor, mapKey, stageKey) {
      const map = (await needs.maps()).find(({ key }) => key === mapKey)
      const stage = map?.stages.find(({ key }) => key === stageKey)
      if (!map || !stage) throw new Refusal('missing', 'life-maps.missing', 'There is no such stage')
      const audience = mapKey === 'person' ? 'natural-person' : 'enterprise'
      const [counts, known, themed] = await Promise.all([
        items.cards.countThemes(actor.realm),
        idsOf(actor.realm, [stage]),
        items.cards.listThemed(actor.realm, stage.themes, { audience, limit: mostShown + 1 }),
      ])
      const first = await items.cards.cardsOf(
        actor.realm,
        (stage.items ?? []).flatMap((key) => known.get(key) ?? []),
      )
      const rest = themed.slice(0, mostShown).filter(({ id }) => !first.some((each) => each.id === id))
      return { stage: counted(stage, counts, known), items: [...first, ...rest], more: themed.length > mostShown }
    },
    async recommend(actor) {
      if (!mayBeAdvised(actor)) return []
      const [rules, held, underWay] = await Promise.all([suggestions(), needs.heldBy(actor), needs.underWay(actor)])
      const relevant = rules.filter(({ after }) => held.some(({ type }) => type === after))
      if (relevant.length === 0) return []
      const found = new Map<string, NonNullable<Awaited<ReturnType<typeof offered>>>>()
      for (const key of new Set(relevant.flatMap((rule) => rule.items))) {
        const each = await offered(actor.realm, key)
        if (each) found.set(key, each)
      }
      const results = new Map([...found].map(([key, { item }]) => [key, item.result.credential]))
      const dismissed = new Set(
        (await listDismissals(db, actor.realm, actor.accountId)).map(({ partyId, itemId }) => `${partyId} ${itemId}`),
      )
      return suggested(relevant, held, results).flatMap(({ partyId, item: key, suggestion }) => {
        const { id, item } = found.get(key)!
        const because = held.find((each) => each.partyId === partyId && each.type === suggestion.after)!
        if (underWay.has(id) || dismissed.has(`${partyId} ${id}`)) return []
        return [
          {
            ...{ itemId: id, name: item.name, partyId, holder: because.holder },
            ...(item.nameEn ? { nameEn: item.nameEn } : {}),
            ...{ credential: because.name, credentialEn: because.nameEn },
            ...{ reason: suggestion.reason, reasonEn: suggestion.reasonEn },
          },
        ]
      })
    },
    async dismiss(actor, dismissal) {
      if (!mayBeAdvised(actor))
        throw new Refusal('forbidden', 'request.not-citizen', 'Recommendations are for the people themselves')
      const { realm, accountId } = actor
      await inTransaction(db, (tx) => saveDismissal(tx, { ...dismissal, realm, accountId, at: clock() }))
    },
    async followOf(realm, type) {
      const following = (await suggestions()).filter(({ after }) => after === type)
      const found = await Promise.all(
        following.flatMap((suggestion) =>
          suggestion.items.map(async (key) => {
            const each = await offered(realm, key)
            return each
              ? [
                  {
                    ...{ id: each.id, name: each.item.name, suggestion },
                    ...(each.item.nameEn ? { nameEn: each.item.nameEn } : {}),
                  },
                ]
              : []
          }),
        ),
      )
      return found.flat()
    },
  }
}
