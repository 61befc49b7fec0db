import Type, { type Static } from 'typebox'
import { EntityView, PartyNumber } from '../facts/contract.ts'

const Day = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })
const Text = (maxLength: number, minLength = 2) => Type.String({ minLength, maxLength })
const closed = { additionalProperties: false }

export const MeasureView = Type.Object({
  key: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  basis: Type.String(),
})

export const ListingView = Type.Object(
  {
    id: Type.String(),
    no: Type.String(),
    list: Type.String(),
    listName: Type.String(),
    listNameEn: Type.String(),
    colour: Type.Enum(['red', 'black']),
    department: Type.String(),
    reason: Type.String(),
    basis: Type.String(),
    measures: Type.Array(MeasureView),
    state: Type.Enum(['proposed', 'listed', 'refused', 'removed', 'expired']),
    proposedAt: Instant,
    listedOn: Type.Optional(Day),
    until: Type.Optional(Day),
    endedReason: Type.Optional(Type.String()),
    caseId: Type.Optional(Type.String()),
    caseNo: Type.Optional(Type.String()),
    statement: Type.Optional(Type.String({ description: '陈述申辩, for the party and the office' })),
    mayState: Type.Boolean({ description: 'Whether this person may answer now' }),
    repairableFrom: Type.Optional(Day),
    entity: Type.Optional(EntityView),
  },
  { title: 'CreditListing' },
)

export type ListingView = Static<typeof ListingView>

export const ProposeInput = Type.Object(
  {
    number: PartyNumber,
    name: Text(100),
    list: Text(60),
    reason: Text(1000),
    facts: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 50 })),
    departmentId: Type.Optional(Type.String({ maxLength: 60 })),
  },
  closed,
)

export type ProposeInput = Static<typeof ProposeInput>

export const StatementInput = Type.Object({ statement: Text(2000) }, closed)
