import Type, { type Static } from 'typebox'
import { Grade } from '../declared.ts'
import { EntityView, FactView } from '../facts/contract.ts'
import { ListingView } from '../lists/contract.ts'
import { PublicityView } from '../publicity/contract.ts'
import { RequestView } from '../requests/contract.ts'
import { ScoreView } from '../scores/contract.ts'

const Day = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })

export const PublicFile = Type.Object(
  {
    entity: EntityView,
    facts: Type.Array(FactView),
    lists: Type.Array(ListingView),
    publicity: Type.Array(PublicityView),
  },
  { title: 'PublicCreditFile' },
)

export type PublicFile = Static<typeof PublicFile>

export const LookView = Type.Object({
  at: Instant,
  reader: Type.String({ description: 'The department' }),
  purpose: Type.String(),
  basis: Type.String(),
  business: Type.String(),
})

export const OwnFile = Type.Object(
  {
    entity: EntityView,
    score: Type.Optional(ScoreView),
    facts: Type.Array(FactView),
    lists: Type.Array(ListingView),
    requests: Type.Array(RequestView),
    looks: Type.Array(LookView),
  },
  { title: 'OwnCreditFile' },
)

export type OwnFile = Static<typeof OwnFile>

const Named = Type.Object({ key: Type.String(), name: Type.String(), nameEn: Type.String(), count: Type.Integer() })

export const CreditFigures = Type.Object(
  {
    facts: Type.Array(Named),
    lists: Type.Array(
      Type.Intersect([Named, Type.Object({ colour: Type.Enum(['red', 'black']), basis: Type.String() })]),
    ),
    publicity: Type.Array(
      Type.Object({ kind: Type.Enum(['permit', 'penalty']), count: Type.Integer(), late: Type.Integer() }),
    ),
    grades: Type.Array(Type.Object({ grade: Grade, count: Type.Integer() })),
    stories: Type.Array(
      Type.Object({
        key: Type.String(),
        name: Type.String(),
        nameEn: Type.String(),
        on: Day,
        text: Type.String(),
        textEn: Type.String(),
      }),
    ),
  },
  { title: 'CreditFigures' },
)

export type CreditFigures = Static<typeof CreditFigures>

export const CreditScheme = Type.Object(
  {
    facts: Type.Array(
      Type.Object({
        key: Type.String(),
        name: Type.String(),
        nameEn: Type.String(),
        effect: Type.String(),
        elements: Type.Array(
          Type.Object({ key: Type.String(), name: Type.String(), nameEn: Type.String(), required: Type.Boolean() }),
        ),
      }),
    ),
    lists: Type.Array(
      Type.Object({
        key: Type.String(),
        name: Type.String(),
        nameEn: Type.String(),
        colour: Type.String(),
        basis: Type.String(),
      }),
    ),
    businesses: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), nameEn: Type.String() })),
    models: Type.Array(
      Type.Object({
        key: Type.String(),
        version: Type.Integer(),
        name: Type.String(),
        nameEn: Type.String(),
        appliesTo: Type.String(),
        base: Type.Integer(),
        validFrom: Day,
        factors: Type.Array(
          Type.Object({
            key: Type.String(),
            name: Type.String(),
            nameEn: Type.String(),
            points: Type.String(),
            basis: Type.String(),
          }),
        ),
        grades: Type.Array(Type.Object({ grade: Grade, from: Type.Integer() })),
        ceiling: Type.Optional(Type.String()),
      }),
    ),
  },
  { title: 'CreditScheme' },
)

export type CreditScheme = Static<typeof CreditScheme>
