import Type, { type Static } from 'typebox'

const Day = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })
const Text = (maxLength: number, minLength = 2) => Type.String({ minLength, maxLength })
const closed = { additionalProperties: false }

/** The number a party is known by: a unified social credit code, or the number of an ID card. */
export const PartyNumber = Type.String({ minLength: 15, maxLength: 24 })

export const EntityView = Type.Object(
  {
    id: Type.String(),
    kind: Type.Enum(['legal', 'natural']),
    name: Type.String({ description: 'Masked where the reader may not see it' }),
    number: Type.String({ description: 'The credit code; of a person masked' }),
  },
  { title: 'CreditEntity' },
)

export type EntityView = Static<typeof EntityView>

export const FactView = Type.Object(
  {
    id: Type.String(),
    no: Type.String(),
    kind: Type.String(),
    kindName: Type.String(),
    kindNameEn: Type.String(),
    effect: Type.Enum(['negative', 'positive', 'neutral']),
    title: Type.String(),
    details: Type.Array(Type.Object({ name: Type.String(), nameEn: Type.String(), value: Type.String() })),
    department: Type.String({ description: 'Where it comes from' }),
    source: Type.Enum(['officer', 'csv', 'case', 'promise']),
    reference: Type.String(),
    happenedOn: Day,
    until: Type.Optional(Day),
    public: Type.Boolean(),
    state: Type.Enum(['valid', 'expired', 'withdrawn', 'repaired']),
    contested: Type.Boolean({ description: '异议处理中' }),
    stateReason: Type.Optional(Type.String()),
    basis: Type.String(),
    recordedAt: Instant,
    repairableFrom: Type.Optional(Day),
    entity: Type.Optional(EntityView),
  },
  { title: 'CreditFact' },
)

export type FactView = Static<typeof FactView>

export const FactInput = Type.Object(
  {
    number: PartyNumber,
    name: Text(100),
    kind: Text(60),
    title: Text(200),
    reference: Text(120),
    happenedOn: Day,
    until: Type.Optional(Day),
    details: Type.Optional(Type.Record(Type.String({ maxLength: 41 }), Type.String({ maxLength: 1000 }))),
    departmentId: Type.Optional(Type.String({ maxLength: 60, description: 'Of several offices of mine, which one' })),
  },
  closed,
)

export type FactInput = Static<typeof FactInput>

export const ImportReport = Type.Object(
  {
    rows: Type.Integer(),
    added: Type.Integer(),
    same: Type.Integer({ description: 'Already there, left as they are' }),
    refused: Type.Array(Type.Object({ line: Type.Integer(), reason: Type.String() })),
  },
  { title: 'CreditImportReport' },
)

export type ImportReport = Static<typeof ImportReport>
