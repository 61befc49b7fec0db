import Type, { type Static } from 'typebox'

const Instant = Type.String({ format: 'date-time' })
const Month = Type.String({ pattern: '^20\\d{2}-(0[1-9]|1[0-2])$' })

export const PayoutState = Type.Enum(['due', 'sent', 'paid', 'returned', 'cancelled'])

export const PayoutView = Type.Object(
  {
    no: Type.String(),
    kind: Type.String(),
    title: Type.String(),
    titleEn: Type.String(),
    basis: Type.String(),
    payee: Type.String({ description: 'Masked for officials' }),
    account: Type.String({ description: 'Its last four digits, or the social-security card' }),
    month: Type.Optional(Month),
    fen: Type.Integer(),
    state: PayoutState,
    reason: Type.Optional(Type.String({ description: 'Why the bank gave it back' })),
    department: Type.String(),
    caseId: Type.String(),
    caseNo: Type.String(),
    madeAt: Instant,
    paidAt: Type.Optional(Instant),
    may: Type.Array(Type.Enum(['correct', 'cancel'])),
    rowVersion: Type.Integer(),
  },
  { title: 'Payout' },
)
export type PayoutView = Static<typeof PayoutView>

export const PayoutActInput = Type.Object(
  {
    verb: Type.Enum(['correct', 'cancel']),
    reason: Type.String({ minLength: 2, maxLength: 500 }),
    account: Type.Optional(
      Type.String({ pattern: '^[0-9]{12,24}$', description: 'Of the same person; absent: the card' }),
    ),
    expectedVersion: Type.Integer(),
  },
  { additionalProperties: false },
)
export type PayoutActInput = Static<typeof PayoutActInput>

export const RunView = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    title: Type.String(),
    titleEn: Type.String(),
    month: Month,
    state: Type.Enum(['proposed', 'approved', 'refused']),
    count: Type.Integer({ description: 'Of what is not paid yet for the month' }),
    fen: Type.Integer(),
    proposedBy: Type.String(),
    proposedAt: Instant,
    decidedBy: Type.Optional(Type.String()),
    decidedAt: Type.Optional(Instant),
    mayDecide: Type.Boolean(),
  },
  { title: 'PayoutRun' },
)
export type RunView = Static<typeof RunView>

export const RunInput = Type.Object(
  {
    kind: Type.String({ minLength: 2, maxLength: 61 }),
    month: Month,
    departmentId: Type.Optional(Type.String({ maxLength: 60 })),
  },
  { additionalProperties: false },
)
export type RunInput = Static<typeof RunInput>
export const RunDecision = Type.Object({ approve: Type.Boolean() }, { additionalProperties: false })
