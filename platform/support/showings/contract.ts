import Type, { type Static } from 'typebox'
import { CredentialStatus, Qr, Verification } from '#support/credentials/contract.ts'

const Instant = Type.String({ format: 'date-time' })

/** 亮证: what the holder's phone shows for one minute, to be scanned once. */
export const Showing = Type.Object(
  {
    id: Type.String(),
    address: Type.Optional(Type.String({ description: 'What the QR code says; given once, when it is made' })),
    qr: Type.Optional(Qr),
    state: Type.Union([Type.Literal('open'), Type.Literal('seen'), Type.Literal('expired')]),
    shownAt: Instant,
    expiresAt: Instant,
    seenAt: Type.Optional(Instant),
    seenBy: Type.Optional(Type.String()),
  },
  { title: 'Showing' },
)
export type Showing = Static<typeof Showing>

/** What whoever scans it sees: the least that tells whose it is and whether it is good. */
export const Seen = Type.Object(
  {
    holder: Type.String({ description: 'In full: the holder stands there and shows it' }),
    photoless: Type.Literal(true, { description: 'There is no picture: compare the name with another document' }),
    verification: Verification,
  },
  { title: 'Seen' },
)
export type Seen = Static<typeof Seen>

/** 授权用证. */
export const NewGrant = Type.Object(
  {
    credentialId: Type.String({ format: 'uuid' }),
    fields: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 40, uniqueItems: true }),
    departmentId: Type.String({ minLength: 1, maxLength: 60 }),
    purpose: Type.String({ minLength: 4, maxLength: 200 }),
    validTo: Instant,
    maxUses: Type.Integer({ minimum: 1, maximum: 1000 }),
  },
  { additionalProperties: false },
)
export type NewGrant = Static<typeof NewGrant>

export const Grant = Type.Object(
  {
    id: Type.String({ description: 'The code of the grant, which the holder hands over' }),
    credentialId: Type.String(),
    credential: Type.String(),
    fields: Type.Array(Type.String()),
    fieldNames: Type.Array(Type.String(), { description: 'What the fields are called, in the same order' }),
    department: Type.String(),
    purpose: Type.String(),
    validTo: Instant,
    maxUses: Type.Integer(),
    uses: Type.Integer(),
    grantedAt: Instant,
    state: Type.Union([
      Type.Literal('open'),
      Type.Literal('revoked'),
      Type.Literal('used-up'),
      Type.Literal('expired'),
    ]),
  },
  { title: 'Grant' },
)
export type Grant = Static<typeof Grant>

export const GrantUse = Type.Object(
  { id: Type.String(), official: Type.String(), cause: Type.String(), at: Instant },
  { title: 'GrantUse' },
)
export type GrantUse = Static<typeof GrantUse>

export const NewUse = Type.Object(
  { cause: Type.String({ minLength: 4, maxLength: 200, description: '用证事由: the matter it is used for' }) },
  { additionalProperties: false },
)
export type NewUse = Static<typeof NewUse>

/** The fields that were granted, and nothing else. */
export const UsedFields = Type.Object(
  {
    credential: Type.String(),
    identifier: Type.String(),
    status: CredentialStatus,
    issuer: Type.String(),
    fields: Type.Array(Type.Object({ key: Type.String(), title: Type.String(), value: Type.String() })),
    usesLeft: Type.Integer(),
  },
  { title: 'UsedFields' },
)
export type UsedFields = Static<typeof UsedFields>

export * from './asks/contract.ts'

export const problems = {
  'showings.not-for-you': {
    zh: '您的岗位不使用授权用证。',
    en: 'Your posts do not use grants.',
  },
  'showings.answered': { zh: '这个请求已经答复过了。', en: 'This has been answered already.' },
  'showings.missing': { zh: '没有这条记录，或者不是您的。', en: 'There is no such record, or it is not yours.' },
  'showings.code-unknown': {
    zh: '这个亮证码不对、已经被扫过，或者超过一分钟了。请持证人重新亮证。',
    en: 'This code is wrong, was scanned already, or is older than a minute. Ask the holder to show it again.',
  },
  'showings.field-unknown': {
    zh: '证照上没有您选的这一项，没有授权。',
    en: 'The credential has no such field; nothing was granted.',
  },
  'showings.valid-to': {
    zh: '授权截止时间要在今天以后、一年以内，没有授权。',
    en: 'A grant ends after now and within a year; nothing was granted.',
  },
  'showings.not-in-force': {
    zh: '证照现在不是有效状态，没有办成。',
    en: 'The credential is not in force, so this was not done.',
  },
  'showings.grant-over': {
    zh: '这个授权已经撤回、用完或者过期，没有取到内容。请持证人重新授权。',
    en: 'The grant was revoked, is used up or has run out; nothing was shown. Ask the holder for a new one.',
  },
}
