import Type, { type Static } from 'typebox'
import { Item, Material } from './item.ts'

export * from './branching.ts'
export * from './conditions.ts'
export * from './diff.ts'
export * from './guidance.ts'
export * from './imports/contract.ts'
export * from './item.ts'
export * from './item-words.ts'
export { Matter } from './matters/contract.ts'
export * from './problems.ts'
export * from './profiles/contract.ts'
export * from './proofs/contract.ts'
export { Proof, ProofList } from './proofs/proof.ts'
export {
  daysAfter,
  RenewalState,
  type RenewalWindow,
  renewalState,
  renewalWindow,
} from './renewal.ts'
export * from './search/contract.ts'
export { underChange, underTerms } from './under-change.ts'
export { underRenewal } from './under-renewal.ts'

export const ItemId = Type.String({ format: 'uuid' })
const IsoDate = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })

/** What an actor may do with an item next. */
export const ItemVerb = Type.Enum(['apply', 'edit', 'publish', 'withdraw'])
export type ItemVerb = Static<typeof ItemVerb>

export const ItemState = Type.Enum(['draft', 'published', 'withdrawn'])
export type ItemState = Static<typeof ItemState>

/** Where an item came from: made here, declared by a pack, or taken from another catalogue. */
export const ItemOrigin = Type.Enum(['local', 'pack', 'import'])
export type ItemOrigin = Static<typeof ItemOrigin>

/** A published item as the guide shows it: what must be handed in apart from what need not. */
export const Guide = Type.Object({
  id: ItemId,
  version: Type.Integer(),
  effectiveOn: IsoDate,
  state: ItemState,
  origin: ItemOrigin,
  item: Item,
  needs: Type.Object({
    upload: Type.Array(Material, { description: '要上传' }),
    confirm: Type.Array(Material, { description: '要确认' }),
    free: Type.Array(Material, { description: '免提交: a register, a credential or the form itself has it' }),
  }),
  may: Type.Array(ItemVerb),
})
export type Guide = Static<typeof Guide>

export const VersionSummary = Type.Object({
  version: Type.Integer(),
  name: Type.String(),
  effectiveOn: IsoDate,
  cancelOn: Type.Optional(IsoDate),
  note: Type.Optional(Type.String()),
  publishedAt: Instant,
  /** For item managers. */
  publishedBy: Type.Optional(Type.String()),
})
export type VersionSummary = Static<typeof VersionSummary>

/** One published version whole; `cancelOn` is the last day's next. */
export const ItemVersion = Type.Object({
  itemId: ItemId,
  version: Type.Integer(),
  effectiveOn: IsoDate,
  cancelOn: Type.Optional(IsoDate),
  item: Item,
})
export type ItemVersion = Static<typeof ItemVersion>

export const LintFinding = Type.Object(
  {
    code: Type.String(),
    severity: Type.Enum(['error', 'warning']),
    pointer: Type.String(),
    message: Type.Object({ zh: Type.String(), en: Type.String() }),
    basis: Type.String(),
  },
  { title: 'LintFinding' },
)

export const Draft = Type.Object(
  {
    itemId: ItemId,
    state: ItemState,
    /** The published version it was begun from. */
    basedOn: Type.Optional(Type.Integer()),
    /** Send back as `expectedVersion`: two editors at once are told of each other. */
    rowVersion: Type.Integer(),
    item: Item,
    findings: Type.Array(LintFinding),
    may: Type.Array(ItemVerb),
  },
  { title: 'Draft' },
)
export type Draft = Static<typeof Draft>

export const DraftSummary = Type.Object({
  itemId: ItemId,
  name: Type.String(),
  state: ItemState,
  origin: ItemOrigin,
  updatedAt: Instant,
})
export type DraftSummary = Static<typeof DraftSummary>

export const DifferenceView = Type.Object({
  pointer: Type.String(),
  before: Type.Optional(Type.Unknown()),
  after: Type.Optional(Type.Unknown()),
  label: Type.Object({ zh: Type.String(), en: Type.String() }),
})

export const PublishRequest = Type.Object(
  {
    expectedVersion: Type.Integer(),
    /** The first day it is in force; today when left out. */
    effectiveOn: Type.Optional(IsoDate),
    /** The first day it is not in force any more. */
    cancelOn: Type.Optional(IsoDate),
    note: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
)
export type PublishRequest = Static<typeof PublishRequest>
