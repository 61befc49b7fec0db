import Type, { type Static } from 'typebox'
import { Grade } from '../declared.ts'
import { EntityView, FactView, PartyNumber } from '../facts/contract.ts'
import { ListingView } from '../lists/contract.ts'

const Day = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })
const Text = (maxLength: number, minLength = 2) => Type.String({ minLength, maxLength })
const closed = { additionalProperties: false }

export const ConsultInput = Type.Object(
  {
    number: PartyNumber,
    business: Text(60),
    purpose: Text(200),
    basis: Text(300),
    caseNo: Type.Optional(Text(60)),
  },
  closed,
)

export type ConsultInput = Static<typeof ConsultInput>

export const DutyView = Type.Object(
  {
    id: Type.String(),
    measure: Type.String(),
    name: Type.String(),
    nameEn: Type.String(),
    colour: Type.Enum(['red', 'black']),
    department: Type.String(),
    caseNo: Type.Optional(Type.String()),
    due: Day,
    late: Type.Boolean(),
    state: Type.Enum(['owed', 'reported']),
    applied: Type.Optional(Type.Boolean()),
    how: Type.Optional(Type.String()),
    reportedAt: Type.Optional(Instant),
    entity: Type.Optional(EntityView),
    mayReport: Type.Boolean(),
  },
  { title: 'CreditDuty' },
)

export type DutyView = Static<typeof DutyView>

/** All that applies to a party in a business: what a handling system needs, and what it owes in return. */
export const ConsultationView = Type.Object(
  {
    id: Type.String(),
    business: Type.String(),
    at: Instant,
    known: Type.Boolean({ description: 'False when nothing at all is known of the party' }),
    entity: EntityView,
    grade: Type.Optional(Grade),
    points: Type.Optional(Type.Integer()),
    lists: Type.Array(ListingView),
    facts: Type.Array(FactView),
    duties: Type.Array(DutyView),
  },
  { title: 'CreditConsultation' },
)

export type ConsultationView = Static<typeof ConsultationView>

export const ReportInput = Type.Object({ applied: Type.Boolean(), how: Text(500) }, closed)
