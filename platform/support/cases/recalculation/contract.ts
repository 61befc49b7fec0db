import Type, { type Static } from 'typebox'

/** One run over all open cases after the calendar was replaced. */
export const Recalculation = Type.Object(
  {
    version: Type.String({ description: 'The calendar that the dates come from now' }),
    begunAt: Type.String(),
    finishedAt: Type.Optional(Type.String()),
    seen: Type.Integer({ description: 'Cases looked at' }),
    touched: Type.Integer({ description: 'Cases in which a date moved' }),
  },
  { title: 'Recalculation' },
)
export type Recalculation = Static<typeof Recalculation>

export const MovedDate = Type.Object({
  what: Type.Enum(['clock', 'task', 'timer']),
  key: Type.String(),
  from: Type.String(),
  to: Type.String(),
})

/** A case in which dates moved. It says nothing about the person. */
export const RecalculatedCase = Type.Object({
  caseId: Type.String(),
  no: Type.String(),
  moved: Type.Array(MovedDate),
})
export type RecalculatedCase = Static<typeof RecalculatedCase>
