import Type, { type Static } from 'typebox'
import { ItemCard } from '../items/contract.ts'

/** Whose way it is: a person's life, or an enterprise's from its first day to its last. */
export const LifeMapKey = Type.Enum(['person', 'enterprise'])
export type LifeMapKey = Static<typeof LifeMapKey>

/** A stage with what it leads to today. */
export const LifeStageView = Type.Object(
  {
    key: Type.String(),
    name: Type.String(),
    nameEn: Type.String(),
    about: Type.String(),
    aboutEn: Type.String(),
    icon: Type.Optional(Type.String()),
    count: Type.Integer({ description: 'Items of its themes, and those named for it' }),
  },
  { title: 'LifeStage' },
)
export type LifeStageView = Static<typeof LifeStageView>

export const LifeMapView = Type.Object(
  { key: LifeMapKey, title: Type.String(), titleEn: Type.String(), stages: Type.Array(LifeStageView) },
  { title: 'LifeMap' },
)
export type LifeMapView = Static<typeof LifeMapView>

/** A stage opened: what is named for it first, then the other items of its themes. */
export const LifeStagePage = Type.Object(
  { stage: LifeStageView, items: Type.Array(ItemCard), more: Type.Boolean() },
  { title: 'LifeStagePage' },
)
export type LifeStagePage = Static<typeof LifeStagePage>

/** An item that what one holds makes likely, and why. */
export const Recommendation = Type.Object(
  {
    itemId: Type.String({ format: 'uuid' }),
    name: Type.String(),
    nameEn: Type.Optional(Type.String()),
    partyId: Type.String({ format: 'uuid', description: 'For whom: oneself, or a firm one acts for' }),
    holder: Type.String(),
    credential: Type.String({ description: 'The kind of credential it follows from' }),
    credentialEn: Type.String(),
    reason: Type.String(),
    reasonEn: Type.String(),
  },
  { title: 'Recommendation' },
)
export type Recommendation = Static<typeof Recommendation>

export const Dismissal = Type.Object(
  { itemId: Type.String({ format: 'uuid' }), partyId: Type.String({ format: 'uuid' }) },
  { additionalProperties: false, title: 'RecommendationDismissal' },
)
export type Dismissal = Static<typeof Dismissal>

export const problems = {
  'life-maps.missing': { zh: '没有这个人生大事或者阶段。', en: 'There is no such stage.' },
}
