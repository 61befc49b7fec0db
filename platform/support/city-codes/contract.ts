import Type, { type Static } from 'typebox'
import { CredentialStatus, Qr } from '#support/credentials/contract.ts'

const Instant = Type.String({ format: 'date-time' })
const Id = Type.String({ format: 'uuid' })

/** What a venue scans a code for; it stands in the holder's log. */
export const codeUses = ['transport', 'health', 'library', 'entry', 'service', 'inspection', 'partner'] as const
export const CodeUse = Type.Enum(codeUses)
export type CodeUse = Static<typeof CodeUse>

export const NewCityCode = Type.Object(
  {
    partyId: Type.Optional(Type.String({ maxLength: 60, description: 'Whose code; one’s own when left out' })),
    cardId: Type.Optional(Type.String({ format: 'uuid', description: 'Shows this card instead of the code' })),
  },
  { additionalProperties: false },
)
export type NewCityCode = Static<typeof NewCityCode>

/** 城市码: on the holder's screen for one minute, scanned once, then made anew. */
export const CityCode = Type.Object(
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
  { title: 'CityCode' },
)
export type CityCode = Static<typeof CityCode>

export const ScanRequest = Type.Object(
  {
    code: Type.String({ minLength: 8, maxLength: 100 }),
    use: CodeUse,
    place: Type.Optional(Type.String({ maxLength: 60, description: 'Which gate, desk or branch' })),
  },
  { additionalProperties: false },
)
export type ScanRequest = Static<typeof ScanRequest>

const ShownCredential = Type.Object(
  {
    name: Type.String(),
    nameEn: Type.String(),
    number: Type.Optional(Type.String()),
    issuer: Type.String(),
    status: CredentialStatus,
    validTo: Type.Optional(Type.String()),
    genuine: Type.Boolean({ description: 'Its signature was checked just now' }),
    fields: Type.Array(Type.Object({ key: Type.String(), title: Type.String(), value: Type.String() })),
  },
  { title: 'ShownCredential' },
)
export type ShownCredential = Static<typeof ShownCredential>

/** What whoever scans a code is shown: of a person the least, of a firm its public licences and credit, of a card what was chosen. */
export const ScannedCode = Type.Object(
  {
    of: Type.Enum(['person', 'firm', 'card']),
    holder: Type.String(),
    number: Type.Optional(Type.String({ description: 'Masked for persons' })),
    title: Type.Optional(Type.String({ description: 'Of a card' })),
    credentials: Type.Array(ShownCredential),
    credit: Type.Optional(
      Type.Object({ red: Type.Integer(), black: Type.Integer() }, { description: 'Public lists a firm stands on' }),
    ),
    at: Instant,
  },
  { title: 'ScannedCode' },
)
export type ScannedCode = Static<typeof ScannedCode>

export const CodeScan = Type.Object(
  {
    id: Type.String(),
    by: Type.String(),
    use: CodeUse,
    place: Type.Optional(Type.String()),
    card: Type.Optional(Type.String({ description: 'Title of the card that was shown' })),
    shown: Type.Array(Type.String()),
    at: Instant,
  },
  { title: 'CodeScan' },
)
export type CodeScan = Static<typeof CodeScan>

const Chosen = Type.Object(
  {
    credentialId: Id,
    fields: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 40, uniqueItems: true }),
  },
  { additionalProperties: false },
)

export const NewCard = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 60 }),
    chosen: Type.Array(Chosen, { minItems: 1, maxItems: 10 }),
    validTo: Instant,
  },
  { additionalProperties: false },
)
export type NewCard = Static<typeof NewCard>

/** 数字名片: what the holder chose to show together, and until when. */
export const Card = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    holder: Type.String(),
    chosen: Type.Array(
      Type.Object({
        credentialId: Type.String(),
        credential: Type.String(),
        fields: Type.Array(Type.String()),
        fieldNames: Type.Array(Type.String()),
      }),
    ),
    validTo: Instant,
    madeAt: Instant,
    views: Type.Integer(),
    state: Type.Union([Type.Literal('open'), Type.Literal('revoked'), Type.Literal('expired')]),
  },
  { title: 'Card' },
)
export type Card = Static<typeof Card>

export const problems = {
  'city-codes.missing': { zh: '没有这条记录，或者不是您的。', en: 'There is no such record, or it is not yours.' },
  'city-codes.not-yours': {
    zh: '您不能代这个主体出示。要出示的，请先取得“出示”的授权。',
    en: 'You may not show this for them. Ask for a mandate to show first.',
  },
  'city-codes.code-unknown': {
    zh: '这个码不对、已经被扫过，或者超过一分钟了。请对方刷新后再扫。',
    en: 'This code is wrong, was scanned already, or is older than a minute. Ask for a fresh one.',
  },
  'city-codes.venues-only': {
    zh: '个人的城市码只给场所的工作人员扫。请用工作人员账号登录后再扫；这个码没有作废。',
    en: 'Only staff of a venue may scan a person’s code. Sign in as staff and scan again; the code still counts.',
  },
  'city-codes.card-over': { zh: '这张名片已经收回或者过期。', en: 'This card was taken back or has run out.' },
  'city-codes.field-unknown': {
    zh: '证照上没有您选的这一项，名片没有建。',
    en: 'A credential has no such field; no card was made.',
  },
  'city-codes.one-holder': {
    zh: '一张名片只放一个主体的证照，名片没有建。',
    en: 'A card holds the credentials of one holder; no card was made.',
  },
  'city-codes.not-in-force': {
    zh: '选的证照里有现在无效的，名片没有建。',
    en: 'One of the credentials is not in force; no card was made.',
  },
  'city-codes.valid-to': {
    zh: '到期时间要在今天以后、一年以内，名片没有建。',
    en: 'A card ends after now and within a year; none was made.',
  },
}
