import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'

/** The grade of a party changed: supervision sets how often it looks by it. */
export const creditGradeChanged = defineEvent(
  'credit.grade-changed',
  Type.Object({
    entityId: Type.String(),
    code: Type.Optional(Type.String()),
    from: Type.String(),
    to: Type.String(),
    points: Type.Integer(),
    scoreId: Type.String(),
  }),
)

/** A party came on a list or left it. */
export const creditListed = defineEvent(
  'credit.listing-changed',
  Type.Object({
    listingId: Type.String(),
    entityId: Type.String(),
    code: Type.Optional(Type.String()),
    list: Type.String(),
    colour: Type.String(),
    state: Type.String(),
  }),
)
