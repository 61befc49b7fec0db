import Type, { type Static } from 'typebox'

const CapabilityKey = Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' })
const Day = Type.String({ format: 'date' })
const Time = Type.String({ format: 'date-time' })
const Count = Type.Integer({ minimum: 0 })

/** What a deprecation tells: from when nothing new should use it, and when it goes away (RFC 9745, RFC 8594). */
export const Deprecation = Type.Object(
  {
    operation: Type.Optional(Type.String({ description: 'One operation; absent: the whole capability' })),
    since: Day,
    sunset: Day,
    words: Type.String({ description: 'Why, and what to use instead' }),
  },
  { title: 'Deprecation' },
)
export type Deprecation = Static<typeof Deprecation>

const brief = {
  key: CapabilityKey,
  name: Type.String(),
  nameEn: Type.String(),
  purpose: Type.String(),
  purposeEn: Type.String(),
  owner: Type.Object({ departmentId: Type.String(), name: Type.String(), contact: Type.String() }),
  apiVersion: Type.String(),
  level: Type.Object({ availability: Type.Number(), latencyMs: Type.Integer() }, { description: 'As promised' }),
  operations: Count,
  forPrograms: Type.Boolean({ description: 'Whether programs may be granted any of it' }),
  dependents: Type.Integer({ description: 'Programs that use it now' }),
  deprecation: Type.Optional(Deprecation),
  measured: Type.Object(
    {
      days: Count,
      calls: Count,
      availability: Type.Optional(Type.Number()),
      latencyMs: Type.Optional(Type.Number()),
    },
    { description: 'Of all calls of the last days; latencyMs is that of 95 in 100, by the bounds it was counted in' },
  ),
}

/** A line of the single list (一张清单). */
export const Capability = Type.Object(brief, { title: 'Capability' })
export type Capability = Static<typeof Capability>

export const Sandbox = Type.Object(
  {
    url: Type.String({ description: 'Its address, without a path' }),
    here: Type.Boolean({ description: 'Whether this city is the sandbox' }),
  },
  { title: 'Sandbox', description: 'A city where everybody is invented and trial programs open at once' },
)
export type Sandbox = Static<typeof Sandbox>

export const Capabilities = Type.Object(
  { items: Type.Array(Capability), sandbox: Type.Optional(Sandbox) },
  { title: 'Capabilities' },
)
export type Capabilities = Static<typeof Capabilities>

export const CapabilityPage = Type.Object(
  {
    ...brief,
    standards: Type.Array(Type.Object({ name: Type.String(), at: Type.String() })),
    list: Type.Array(
      Type.Object({
        id: Type.String(),
        method: Type.String(),
        path: Type.String(),
        summary: Type.String(),
        access: Type.String({ description: 'public, signed-in, citizen or official' }),
        programs: Type.Boolean({ description: 'Whether a program that was granted access may call it' }),
        deprecation: Type.Optional(Deprecation),
      }),
    ),
  },
  { title: 'CapabilityPage' },
)
export type CapabilityPage = Static<typeof CapabilityPage>

/** `trial` programs are opened at once, where everybody is invented; `live` ones by a decided case. */
export const Stage = Type.Enum(['trial', 'live'])
export type Stage = Static<typeof Stage>

export const Access = Type.Object(
  {
    capability: CapabilityKey,
    name: Type.String(),
    perDay: Type.Integer(),
    perSecond: Type.Integer(),
    operations: Type.Optional(
      Type.Array(Type.String(), { description: 'Only these; absent: all that programs may call' }),
    ),
    until: Type.Optional(Day),
    caseNo: Type.Optional(Type.String()),
    givenAt: Time,
    stopped: Type.Optional(Type.Object({ at: Time, reason: Type.String() })),
    today: Type.Integer({ description: 'Calls so far today' }),
  },
  { title: 'CapabilityAccess' },
)
export type Access = Static<typeof Access>

export const KeyAlgorithm = Type.Enum(['hmac-sha256', 'ed25519', 'ecdsa-p256-sha256', 'rsa-pss-sha512', 'sm2-sm3'])
export type KeyAlgorithm = Static<typeof KeyAlgorithm>

export const ProgramKey = Type.Object(
  {
    id: Type.String({ description: 'The keyid of signatures' }),
    algorithm: KeyAlgorithm,
    madeAt: Time,
    revokedAt: Type.Optional(Time),
  },
  { title: 'ProgramKey' },
)
export type ProgramKey = Static<typeof ProgramKey>

const program = {
  id: Type.String(),
  name: Type.String(),
  purpose: Type.String(),
  stage: Stage,
  party: Type.String({ description: 'Whose it is' }),
  createdAt: Time,
  closedAt: Type.Optional(Time),
}
export const Program = Type.Object(program, { title: 'Program' })
export type Program = Static<typeof Program>

export const ProgramPage = Type.Object(
  {
    ...program,
    clientId: Type.Optional(Type.String({ description: 'For client credentials at /oidc' })),
    accesses: Type.Array(Access),
    keys: Type.Array(ProgramKey),
  },
  { title: 'ProgramPage' },
)
export type ProgramPage = Static<typeof ProgramPage>

export const NewTrial = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 60 }),
    purpose: Type.String({ minLength: 4, maxLength: 300 }),
    capabilities: Type.Array(CapabilityKey, { minItems: 1, maxItems: 20, uniqueItems: true }),
  },
  { additionalProperties: false, title: 'NewTrial' },
)
export type NewTrial = Static<typeof NewTrial>

export const NewKey = Type.Object(
  {
    algorithm: KeyAlgorithm,
    publicKey: Type.Optional(
      Type.String({ maxLength: 4000, description: 'PEM; not for hmac-sha256, whose secret we make' }),
    ),
  },
  { additionalProperties: false, title: 'NewProgramKey' },
)
export type NewKey = Static<typeof NewKey>

export const KeyMade = Type.Object(
  { key: ProgramKey, secret: Type.Optional(Type.String({ description: 'base64, shown this once' })) },
  { title: 'ProgramKeyMade' },
)
export type KeyMade = Static<typeof KeyMade>

export const SecretMade = Type.Object(
  {
    clientId: Type.String(),
    secret: Type.String({ description: 'Shown this once' }),
    issuer: Type.String(),
    scope: Type.String(),
  },
  { title: 'ProgramSecretMade' },
)
export type SecretMade = Static<typeof SecretMade>

export const CallDay = Type.Object(
  {
    day: Day,
    operation: Type.String(),
    capability: Type.String(),
    calls: Count,
    refused: Type.Integer({ description: '4xx but 429' }),
    failed: Type.Integer({ description: '5xx' }),
    limited: Type.Integer({ description: '429' }),
    meanMs: Type.Number(),
    latencyMs: Type.Optional(Type.Number({ description: 'Within which 95 of 100 were answered' })),
  },
  { title: 'CallDay' },
)
export type CallDay = Static<typeof CallDay>

export const FailedCall = Type.Object(
  {
    at: Time,
    requestId: Type.String({ description: 'To quote when asking' }),
    operation: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: 'The problem' }),
    millis: Type.Integer(),
  },
  { title: 'FailedCall' },
)
export type FailedCall = Static<typeof FailedCall>

/** A user of a capability, as its owner sees it. */
export const Dependent = Type.Object(
  { program: Program, access: Access, calls: Type.Integer({ description: 'In thirty days' }), failed: Count },
  { title: 'Dependent' },
)
export type Dependent = Static<typeof Dependent>

export const AccessChange = Type.Object(
  {
    perDay: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000_000 })),
    perSecond: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    operations: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 200 })),
    until: Type.Optional(Day),
    stopped: Type.Optional(Type.Boolean()),
    reason: Type.String({ minLength: 2, maxLength: 300 }),
  },
  { additionalProperties: false, title: 'AccessChange' },
)
export type AccessChange = Static<typeof AccessChange>

export const NewDeprecation = Type.Object(
  {
    operation: Type.Optional(Type.String({ maxLength: 80 })),
    sunset: Day,
    words: Type.String({ minLength: 4, maxLength: 500 }),
  },
  { additionalProperties: false, title: 'NewDeprecation' },
)
export type NewDeprecation = Static<typeof NewDeprecation>

export { problems } from './problems.ts'
