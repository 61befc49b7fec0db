import Type, { type Static } from 'typebox'

const Instant = Type.String({ format: 'date-time' })

/** 当面核对的证件: 居民身份证, 临时居民身份证, 护照. */
export const ShownDocument = Type.Enum(['resident-card', 'temporary-card', 'passport'])

export const NewCounterRecovery = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 50 }),
    idNumber: Type.String({ pattern: '^\\d{17}[\\dX]$', description: 'As it stands in the document at hand' }),
    document: ShownDocument,
    reason: Type.String({ minLength: 4, maxLength: 300, description: 'Why the person cannot come back by themself' }),
  },
  { additionalProperties: false },
)
export type NewCounterRecovery = Static<typeof NewCounterRecovery>

/** 窗口找回 as the office sees it; the number of the person is not in it. */
export const CounterRecovery = Type.Object(
  {
    id: Type.String(),
    username: Type.String(),
    name: Type.String(),
    document: ShownDocument,
    reason: Type.String(),
    state: Type.Enum(['asked', 'approved', 'used', 'over'], {
      description: '`asked` waits for a second official, `approved` for the person',
    }),
    askedAt: Instant,
    askedBy: Type.String(),
    approvedBy: Type.Optional(Type.String()),
    expiresAt: Instant,
    may: Type.Array(Type.Literal('approve')),
  },
  { title: 'CounterRecovery' },
)
export type CounterRecovery = Static<typeof CounterRecovery>

export const CounterCode = Type.Object(
  {
    code: Type.String({ description: 'For the person alone; told once, to be handed over on paper' }),
    username: Type.String(),
    expiresAt: Instant,
  },
  { title: 'CounterCode' },
)
export type CounterCode = Static<typeof CounterCode>

/** What the person brings from the counter. */
export const RecoveredByCode = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 128 }),
    code: Type.String({ minLength: 8, maxLength: 20 }),
    password: Type.String({ minLength: 1, maxLength: 256, description: 'Ten to 128 characters of three kinds' }),
    lostDevice: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type RecoveredByCode = Static<typeof RecoveredByCode>

export const counterProblems = {
  'identity.counter-forbidden': {
    zh: '您的岗位不能办窗口找回，或者这件是您自己发起的，要由本部门另一位同事复核。',
    en: 'Your post does not do this, or you began it yourself: another official of your office must agree.',
  },
  'identity.counter-person': {
    zh: '没有这个姓名和证件号码的个人账号。请再看一遍证件。',
    en: 'Nobody with this name and number has an account. Look at the document again.',
  },
  'identity.counter-missing': {
    zh: '没有这件窗口找回，或者已经办完、过期了。',
    en: 'There is no such recovery, or it is over.',
  },
  'identity.counter-code': {
    zh: '账号或者窗口给的验证码不对，或者已经用过、过期了。',
    en: 'The username or the code from the counter is not right, or it was used or has run out.',
  },
}
