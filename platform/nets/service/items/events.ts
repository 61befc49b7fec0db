import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'

/** A version was published; it is in force from `effectiveOn`. */
export const itemPublished = defineEvent(
  'items.item-published',
  Type.Object({
    itemId: Type.String(),
    version: Type.Integer(),
    name: Type.String(),
    effectiveOn: Type.String(),
    by: Type.String(),
  }),
)

/** An item is no longer offered; cases under way keep their version. */
export const itemWithdrawn = defineEvent(
  'items.item-withdrawn',
  Type.Object({ itemId: Type.String(), reason: Type.String(), by: Type.String() }),
)

/** A catalogue was read to its end; the items it added or changed are published, with no event of their own. */
export const catalogueImported = defineEvent(
  'items.catalogue-imported',
  Type.Object({
    runId: Type.String(),
    catalogue: Type.String(),
    added: Type.Integer(),
    changed: Type.Integer(),
    proposed: Type.Integer(),
    refused: Type.Integer(),
  }),
)
