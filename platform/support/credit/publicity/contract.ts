import Type, { type Static } from 'typebox'

const Day = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })

export const PublicityView = Type.Object(
  {
    id: Type.String(),
    kind: Type.Enum(['permit', 'penalty']),
    docNo: Type.String(),
    name: Type.String(),
    code: Type.String(),
    department: Type.String(),
    decidedOn: Day,
    publishedAt: Instant,
    late: Type.Boolean({ description: 'Published later than seven working days after the decision' }),
    until: Type.Optional(Day),
    elements: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  },
  { title: 'CreditPublicity' },
)

export type PublicityView = Static<typeof PublicityView>
