import Type, { type Static } from 'typebox'
import { Qr } from '#support/credentials/contract.ts'

const Instant = Type.String({ format: 'date-time' })
const closed = { additionalProperties: false }

export const BenefitOffer = Type.Object(
  {
    benefit: Type.String({ maxLength: 60, description: 'Key of a benefit that the score lists' }),
    partyId: Type.Optional(Type.String({ format: 'uuid', description: 'A party one acts for; oneself when absent' })),
  },
  closed,
)
export type BenefitOffer = Static<typeof BenefitOffer>

/** What the holder shows to a partner: good for one question about one benefit. */
export const BenefitCode = Type.Object(
  {
    code: Type.String(),
    qr: Qr,
    benefit: Type.String(),
    name: Type.String(),
    nameEn: Type.String(),
    expiresAt: Instant,
  },
  { title: 'CreditBenefitCode' },
)
export type BenefitCode = Static<typeof BenefitCode>

export const BenefitCheck = Type.Object({ code: Type.String({ minLength: 16, maxLength: 40 }) }, closed)

/** Whether the benefit is due: yes or no, and nothing of grade, points, facts or lists. */
export const BenefitAnswer = Type.Object(
  {
    useId: Type.String({ description: 'Report back under it what came of it' }),
    benefit: Type.String(),
    name: Type.String(),
    nameEn: Type.String(),
    due: Type.Boolean(),
    holder: Type.String({ description: 'Of a person in part' }),
  },
  { title: 'CreditBenefitAnswer' },
)
export type BenefitAnswer = Static<typeof BenefitAnswer>

export const BenefitReport = Type.Object(
  {
    outcome: Type.Enum(['used', 'not-used']),
    note: Type.Optional(Type.String({ minLength: 2, maxLength: 300 })),
  },
  closed,
)
export type BenefitReport = Static<typeof BenefitReport>

export const BenefitUse = Type.Object(
  {
    id: Type.String(),
    benefit: Type.String(),
    name: Type.String(),
    nameEn: Type.String(),
    partner: Type.String(),
    due: Type.Boolean(),
    at: Instant,
    outcome: Type.Optional(Type.Enum(['used', 'not-used'])),
    note: Type.Optional(Type.String()),
    reportedAt: Type.Optional(Instant),
  },
  { title: 'CreditBenefitUse' },
)
export type BenefitUse = Static<typeof BenefitUse>

export const BenefitCount = Type.Object({
  benefit: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  partner: Type.String(),
  asked: Type.Integer(),
  due: Type.Integer(),
  used: Type.Integer(),
  unreported: Type.Integer(),
})
export type BenefitCount = Static<typeof BenefitCount>
