import Type, { type Static } from 'typebox'

const Text = (maxLength: number) => Type.String({ minLength: 2, maxLength, pattern: '\\S' })
const FieldKey = Type.String({ pattern: '^[a-z][a-z0-9_]{0,30}$' })

export const ProofCheckInput = Type.Object(
  {
    departmentId: Type.String({ minLength: 1, maxLength: 64, description: 'Mine, which has to know' }),
    register: Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' }),
    key: Type.Record(FieldKey, Type.String({ minLength: 1, maxLength: 100 }), { minProperties: 1, maxProperties: 4 }),
    claims: Type.Record(FieldKey, Type.String({ minLength: 1, maxLength: 200 }), {
      ...{ minProperties: 1, maxProperties: 8, description: 'What was promised or claimed' },
    }),
    purpose: Text(300),
    basis: Text(300),
    askOwner: Type.Optional(Type.Boolean({ description: 'Where records do not bear it out, its office is asked' })),
  },
  { additionalProperties: false },
)
export type ProofCheckInput = Static<typeof ProofCheckInput>

/** Of the records: all claims hold, some, or none; there is no record; the register does not answer. */
export const Outcome = Type.Enum(['yes', 'partly', 'no', 'missing', 'unavailable'])
export type Outcome = Static<typeof Outcome>

export const OwnerOutcome = Type.Enum(['yes', 'partly', 'no'])
export type OwnerOutcome = Static<typeof OwnerOutcome>

export const ProofCheck = Type.Object(
  {
    id: Type.String(),
    register: Type.String(),
    registerName: Type.String(),
    department: Type.String(),
    owner: Type.String(),
    askedBy: Type.String(),
    askedAt: Type.String({ format: 'date-time' }),
    purpose: Type.String(),
    basis: Type.String(),
    claimed: Type.Array(Type.String({ description: 'Fields, never values' })),
    outcome: Outcome,
    agrees: Type.Optional(Type.Record(Type.String(), Type.Boolean())),
    task: Type.Optional(
      Type.Object({
        due: Type.String({ format: 'date' }),
        overdue: Type.Boolean(),
        answer: Type.Optional(OwnerOutcome),
        note: Type.Optional(Type.String()),
        answeredBy: Type.Optional(Type.String()),
        answeredAt: Type.Optional(Type.String({ format: 'date-time' })),
      }),
    ),
    /** For the office that is asked, until it has answered. */
    asked: Type.Optional(
      Type.Object({
        key: Type.Record(Type.String(), Type.String()),
        claims: Type.Record(Type.String(), Type.String()),
      }),
    ),
    mayAnswer: Type.Boolean(),
  },
  { title: 'ProofCheck' },
)
export type ProofCheck = Static<typeof ProofCheck>

export const ProofCheckLine = Type.Omit(ProofCheck, ['agrees', 'asked', 'mayAnswer'])
export type ProofCheckLine = Static<typeof ProofCheckLine>

export const ProofCheckAnswer = Type.Object({ outcome: OwnerOutcome, note: Text(500) }, { additionalProperties: false })
export type ProofCheckAnswer = Static<typeof ProofCheckAnswer>

export const problems = {
  'proof-checks.missing': { zh: '没有这项核查。', en: 'There is no such check.' },
  'proof-checks.forbidden': { zh: '您的岗位不能这样办。', en: 'Your posts do not allow this.' },
  'proof-checks.not-checkable': { zh: '敏感字段不能核查。', en: 'Sensitive fields are not checked.' },
  'proof-checks.too-often': {
    zh: '今天对这条记录核查的次数太多，请改由数源部门人工核查。',
    en: 'This record was checked too often today.',
  },
  'proof-checks.answered': { zh: '这项核查不在等待答复。', en: 'This check does not wait for an answer.' },
}
