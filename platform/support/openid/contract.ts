import Type, { type Static } from 'typebox'

export { problems } from './problems.ts'

/** Whose accounts a program asks about: citizens' and enterprises' agents', or the staff's. */
export const Directory = Type.Union([Type.Literal('public'), Type.Literal('staff')])
export type Directory = Static<typeof Directory>

/** A web site with a server, an app on a phone, a kiosk, or a system that speaks for itself. */
export const ClientKind = Type.Union([
  Type.Literal('web'),
  Type.Literal('native'),
  Type.Literal('device'),
  Type.Literal('system'),
])
export type ClientKind = Static<typeof ClientKind>

export const Scope = Type.Union([
  Type.Literal('openid'),
  Type.Literal('profile'),
  Type.Literal('phone'),
  Type.Literal('id_card'),
  Type.Literal('mandates'),
  Type.Literal('posts'),
  Type.Literal('offline_access'),
  Type.Literal('identity_check'),
  Type.Literal('api'),
])
export type Scope = Static<typeof Scope>

type ScopeWords = { zh: string; en: string; of: readonly ('public' | 'staff' | 'system')[] }

/** What each scope lets a program know, as the consent page says it. */
export const scopeWords: Record<Scope, ScopeWords> = {
  openid: {
    zh: '是您本人在用（一个只给它用的编号，别的应用认不出）',
    en: 'That it is you (by a number made for it alone, which means nothing elsewhere)',
    of: ['public', 'staff'],
  },
  profile: { zh: '您的姓名', en: 'Your name', of: ['public', 'staff'] },
  phone: { zh: '您的手机号码', en: 'Your mobile number', of: ['public'] },
  id_card: { zh: '您的身份证号码', en: 'Your ID number', of: ['public'] },
  mandates: { zh: '您可以代表哪些人和单位办事', en: 'For whom you may act', of: ['public'] },
  posts: { zh: '您的岗位和部门', en: 'Your posts and departments', of: ['staff'] },
  offline_access: {
    zh: '您不在场时，也可以继续使用上面这些内容',
    en: 'To go on using this while you are away',
    of: ['public', 'staff'],
  },
  api: { zh: '调用获准使用的公共支撑能力', en: 'To call the capabilities it was granted', of: ['system'] },
  identity_check: { zh: '请求实人核验', en: 'To ask for real-person checks', of: ['system'] },
}

const Uri = Type.String({ maxLength: 300, pattern: '^[a-z][a-z0-9+.-]*:\\S+$' })
const Level = Type.Union([Type.Literal('L1'), Type.Literal('L2'), Type.Literal('L3'), Type.Literal('L4')])
const AuthMethod = Type.Union([
  Type.Literal('client_secret_basic'),
  Type.Literal('client_secret_post'),
  Type.Literal('private_key_jwt'),
  Type.Literal('none'),
])
const Jwks = Type.Object(
  { keys: Type.Array(Type.Record(Type.String(), Type.Unknown()), { minItems: 1, maxItems: 5 }) },
  { additionalProperties: false, description: 'Public keys by which the program shows itself' },
)

export const NewClient = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60, description: 'As people know it' }),
    nameEn: Type.String({ minLength: 1, maxLength: 80 }),
    purpose: Type.String({ minLength: 1, maxLength: 200, description: 'Why it asks who people are; people read it' }),
    purposeEn: Type.String({ minLength: 1, maxLength: 300 }),
    owner: Type.String({ minLength: 1, maxLength: 100, description: 'The body that answers for it' }),
    directory: Directory,
    kind: ClientKind,
    scopes: Type.Array(Scope, { minItems: 1, maxItems: 10, uniqueItems: true }),
    redirectUris: Type.Optional(Type.Array(Uri, { maxItems: 10 })),
    signedOutUris: Type.Optional(Type.Array(Uri, { maxItems: 10 })),
    backchannelLogoutUri: Type.Optional(Uri),
    authMethod: Type.Optional(AuthMethod),
    jwks: Type.Optional(Jwks),
    idTokenAlg: Type.Optional(Type.Union([Type.Literal('ES256'), Type.Literal('RS256')])),
    level: Type.Optional(Level),
  },
  { additionalProperties: false, title: 'NewClient' },
)
export type NewClient = Static<typeof NewClient>

export const Client = Type.Object(
  {
    id: Type.String(),
    ...NewClient.properties,
    createdAt: Type.String({ format: 'date-time' }),
    closedAt: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { title: 'Client' },
)
export type Client = Static<typeof Client>

export const ClientOpened = Type.Object({
  client: Client,
  issuer: Type.String(),
  secret: Type.Optional(Type.String({ description: 'Shown this once' })),
})
export type ClientOpened = Static<typeof ClientOpened>

/** What I let which program know. */
export const Consent = Type.Object({
  clientId: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  owner: Type.String(),
  purpose: Type.String(),
  purposeEn: Type.String(),
  scopes: Type.Array(Scope),
  givenAt: Type.String({ format: 'date-time' }),
})
export type Consent = Static<typeof Consent>
