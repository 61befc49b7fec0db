import Type, { type Static } from 'typebox'

/** One run over open cases: after the calendar was replaced, or after an item stated shorter limits. */
export const Recalculation = Type.Object(
  {
    version: Type.String({
      description: 'What the dates come from now: a calendar, or an item and its version, `item@version`',
    }),
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
