import Type, { type Static } from 'typebox'

const Text = (maxLength: number) => Type.String({ minLength: 2, maxLength, pattern: '\\S' })
const Day = Type.String({ format: 'date' })
const FieldKey = Type.String({ pattern: '^[a-z][a-z0-9_]{0,30}$' })
const Fields = Type.Array(FieldKey, { minItems: 1, maxItems: 120, uniqueItems: true })

export const Frequency = Type.Enum(['real-time', 'daily', 'weekly', 'monthly', 'once'])

/** 无条件 or 有条件共享 (政务数据共享条例第14条); what is not shared at all is refused by its provider, with the law that says so. */
export const ShareType = Type.Enum(['unconditional', 'conditional'])
export type ShareType = Static<typeof ShareType>

/** What a department files to read another's register. */
export const DemandInput = Type.Object(
  {
    departmentId: Type.String({ minLength: 1, maxLength: 64, description: 'Mine, for which the data are' }),
    register: Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' }),
    catalogueCode: Type.Optional(Type.String({ maxLength: 60, description: 'Of the resource in the catalogue' })),
    system: Type.String({ minLength: 2, maxLength: 60, description: 'The system that will read' }),
    purpose: Text(300),
    basis: Text(300),
    fields: Fields,
    frequency: Frequency,
    perDay: Type.Integer({ minimum: 1, maximum: 50_000_000 }),
    until: Day,
  },
  { additionalProperties: false },
)
export type DemandInput = Static<typeof DemandInput>

export const DemandState = Type.Enum([
  'checking',
  'supplement',
  'reviewing',
  'granted',
  'offered',
  'refused',
  'disputed',
  'upheld',
  'suspended',
  'revoked',
])
export type DemandState = Static<typeof DemandState>

export const Verb = Type.Enum([
  'file',
  'pass',
  'return',
  'supplement',
  'extend',
  'grant',
  'offer',
  'refuse',
  'dispute',
  'rule-grant',
  'rule-refuse',
  'suspend',
  'resume',
  'revoke',
])
export type Verb = Static<typeof Verb>

/** An act on a demand. Which parts it needs is said by its verb. */
export const DemandAct = Type.Object(
  {
    verb: Verb,
    note: Type.String({ minLength: 2, maxLength: 500, pattern: '\\S', description: 'The reasons' }),
    shareType: Type.Optional(ShareType),
    basis: Type.Optional(Type.String({ minLength: 2, maxLength: 300, description: 'The law a refusal rests on' })),
    alternative: Type.Optional(Type.String({ minLength: 2, maxLength: 300, description: 'What is offered instead' })),
    fields: Type.Optional(Fields),
    plain: Type.Optional(Type.Array(FieldKey, { maxItems: 120, uniqueItems: true, description: 'Given unmasked' })),
    rows: Type.Optional(Type.Record(FieldKey, Type.String({ maxLength: 100 }), { description: 'Only such records' })),
    perDay: Type.Optional(Type.Integer({ minimum: 1, maximum: 50_000_000 })),
    perSecond: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'Of each process that serves' })),
    until: Type.Optional(Day),
  },
  { additionalProperties: false },
)
export type DemandAct = Static<typeof DemandAct>

export const DemandStep = Type.Object({
  at: Type.String({ format: 'date-time' }),
  verb: Verb,
  by: Type.String(),
  department: Type.String(),
  note: Type.String(),
  basis: Type.Optional(Type.String()),
  alternative: Type.Optional(Type.String()),
  due: Type.Optional(Type.String({ description: 'The last day of whoever acts next' })),
})

export const Grant = Type.Object({
  fields: Type.Array(Type.String()),
  plain: Type.Array(Type.String()),
  rows: Type.Optional(Type.Record(Type.String(), Type.String())),
  until: Type.String(),
  perDay: Type.Integer(),
  perSecond: Type.Optional(Type.Integer()),
})
export type Grant = Static<typeof Grant>

export const Demand = Type.Object(
  {
    id: Type.String(),
    no: Type.String(),
    register: Type.String(),
    registerName: Type.String(),
    catalogueCode: Type.Optional(Type.String()),
    user: Type.String(),
    provider: Type.String(),
    system: Type.String(),
    purpose: Type.String(),
    basis: Type.String(),
    fields: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), nameEn: Type.String() })),
    frequency: Frequency,
    perDay: Type.Integer(),
    until: Type.String(),
    state: DemandState,
    shareType: Type.Optional(ShareType),
    filedAt: Type.String({ format: 'date-time' }),
    due: Type.Optional(Type.String()),
    overdue: Type.Boolean(),
    grant: Type.Optional(Grant),
    key: Type.Optional(Type.Object({ keyId: Type.String(), addresses: Type.Array(Type.String()) })),
    steps: Type.Array(DemandStep),
    /** What I may do next. */
    mayDo: Type.Array(Verb),
    mayHoldKey: Type.Boolean(),
  },
  { title: 'Demand' },
)
export type Demand = Static<typeof Demand>

export const DemandLine = Type.Omit(Demand, ['steps', 'fields', 'grant', 'key', 'mayDo', 'mayHoldKey'])
export type DemandLine = Static<typeof DemandLine>

export const KeyInput = Type.Object(
  {
    addresses: Type.Array(
      Type.String({ minLength: 2, maxLength: 50, description: 'An address or a network, 10.0.0.0/8' }),
      {
        minItems: 1,
        maxItems: 20,
      },
    ),
  },
  { additionalProperties: false },
)
export type KeyInput = Static<typeof KeyInput>

/** The only time that the secret is seen. */
export const IssuedKey = Type.Object({ keyId: Type.String(), secret: Type.String({ description: 'base64' }) })
export type IssuedKey = Static<typeof IssuedKey>

export const problems = {
  'sharing.missing': { zh: '没有这项数据需求。', en: 'There is no such demand.' },
  'sharing.forbidden': { zh: '您的岗位不能这样办。', en: 'Your posts do not allow this.' },
  'sharing.not-now': { zh: '数据需求现在的状态不能这样办。', en: 'The demand is not in a state for this.' },
  'sharing.changed': {
    zh: '别人刚刚办过这项需求，请刷新后再办。',
    en: 'Somebody else has just acted on it. Look again.',
  },
  'sharing.incomplete': { zh: '还缺这样办需要的内容。', en: 'Something that this act needs is not there.' },
  'sharing.own-register': { zh: '本部门的数据不用申请共享。', en: 'This register is your own department’s.' },
  'sharing.too-wide': {
    zh: '不能超出申请的字段、期限和次数。',
    en: 'A grant cannot be wider than what was asked for.',
  },
  'sharing.past': { zh: '使用期限须在今天以后。', en: 'The end must lie after today.' },
  'sharing.bad-address': { zh: '来源地址不是有效的IP地址或网段。', en: 'Not an IP address or a network.' },
}
