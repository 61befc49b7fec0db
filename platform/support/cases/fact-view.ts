import Type, { type Static } from 'typebox'

/** A fact of a case as its page shows it, with where it came from. */
export const FactView = Type.Object({
  pointer: Type.String(),
  title: Type.Optional(Type.String({ description: 'The field of the form, in words' })),
  titleEn: Type.Optional(Type.String()),
  value: Type.Unknown(),
  source: Type.String(),
  sourceLabel: Type.String(),
  sourceVersion: Type.Optional(Type.String()),
  fetchedAt: Type.String(),
})
export type FactView = Static<typeof FactView>
