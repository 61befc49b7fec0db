import Type, { type Static } from 'typebox'
import { Audience, Limit } from '../item.ts'

/** An item in a list. */
export const ItemCard = Type.Object({
  id: Type.String({ format: 'uuid' }),
  version: Type.Integer(),
  name: Type.String(),
  nameEn: Type.Optional(Type.String()),
  summary: Type.Optional(Type.String()),
  summaryEn: Type.Optional(Type.String()),
  type: Type.String(),
  department: Type.String(),
  audiences: Type.Array(Audience),
  themes: Type.Array(Type.String()),
  promised: Type.Optional(Limit),
  /** Can be applied for here. */
  online: Type.Boolean(),
  /** The catalogue it was taken from, when it was. */
  source: Type.Optional(Type.String()),
})
export type ItemCard = Static<typeof ItemCard>

/** A card found by a search, with the places of its name to mark. */
export const ItemHit = Type.Object({
  ...ItemCard.properties,
  highlights: Type.Array(Type.Object({ start: Type.Integer(), end: Type.Integer() })),
})
export type ItemHit = Static<typeof ItemHit>

const FacetCounts = Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() }))
export const ItemFacets = Type.Object({
  audience: FacetCounts,
  type: FacetCounts,
  department: FacetCounts,
  theme: FacetCounts,
})
export type ItemFacets = Static<typeof ItemFacets>

export const ItemSearch = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  audience: Type.Optional(Audience),
  type: Type.Optional(Type.String({ pattern: '^[0-2][0-9]$' })),
  department: Type.Optional(Type.String({ maxLength: 300 })),
  theme: Type.Optional(Type.String({ maxLength: 50 })),
  /** Only what can be applied for here. */
  online: Type.Optional(Type.Boolean()),
  /** Also count the found items by audience, type, department and theme. */
  facets: Type.Optional(Type.Boolean()),
  limit: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
})
export type ItemSearch = Static<typeof ItemSearch>

export const ItemResults = Type.Object({
  items: Type.Array(ItemHit),
  next: Type.Optional(Type.String()),
  facets: Type.Optional(ItemFacets),
  /** Nothing answered all that was typed; these answer some of it or sound like it. */
  loose: Type.Optional(Type.Boolean()),
})
export type ItemResults = Static<typeof ItemResults>
