import Type, { type Static } from 'typebox'
import type { Actor } from '#kernel/actor.ts'

export { problems } from './problems.ts'

const Id = Type.String({ format: 'uuid' })
const Instant = Type.String({ format: 'date-time' })

export const PostRole = Type.Union([
  Type.Literal('intake'),
  Type.Literal('reviewer'),
  Type.Literal('inspector'),
  Type.Literal('cashier'),
  Type.Literal('decider'),
  Type.Literal('head'),
  Type.Literal('supervisor'),
  Type.Literal('archivist'),
  Type.Literal('data-officer'),
  Type.Literal('data-manager'),
  Type.Literal('item-manager'),
  Type.Literal('administrator'),
  Type.Literal('security-officer'),
  Type.Literal('auditor'),
])

export type PostRole = Static<typeof PostRole>

/** What people call each role (docs/words.md). */
export const roleWords: Record<PostRole, string> = {
  intake: '受理岗',
  reviewer: '审查岗',
  inspector: '核查岗',
  cashier: '收费岗',
  decider: '决定岗',
  head: '负责人',
  supervisor: '督查岗',
  archivist: '档案员',
  'data-officer': '数据专员',
  'data-manager': '目录管理员',
  'item-manager': '事项管理员',
  administrator: '系统管理员',
  'security-officer': '安全管理员',
  auditor: '审计员',
}

export const AssuranceLevel = Type.Union([
  Type.Literal('L1'),
  Type.Literal('L2'),
  Type.Literal('L3'),
  Type.Literal('L4'),
])

export const AccountKind = Type.Union([Type.Literal('citizen'), Type.Literal('official')])
export type AccountKind = Static<typeof AccountKind>

export const PostHeld = Type.Object({
  id: Type.String(),
  role: PostRole,
  departmentId: Type.String(),
  departmentName: Type.String(),
  divisionCode: Type.String(),
  onBehalfOf: Type.Optional(
    Type.Object(
      { accountId: Type.String(), name: Type.String() },
      { description: 'Whose post it is, while it is delegated to this person' },
    ),
  ),
})

/** The signed-in person as pages see them. */
export const ActorView = Type.Object(
  {
    kind: AccountKind,
    accountId: Type.String(),
    name: Type.String(),
    partyId: Type.Optional(Type.String()),
    actingFor: Type.Optional(
      Type.Object(
        { partyId: Type.String(), name: Type.String() },
        { description: 'The firm whose licence opened this session; it acts for nobody else' },
      ),
    ),
    level: AssuranceLevel,
    methods: Type.Optional(
      Type.Array(Type.String(), { description: 'What was shown in this session, in the words of RFC 8176' }),
    ),
    posts: Type.Array(PostHeld),
  },
  { title: 'ActorView' },
)
export type ActorView = Static<typeof ActorView>

/** What one may be let do for another: 申请并跟进, 缴费, 出示和使用证照. */
export const mandateActs = ['apply', 'pay', 'show'] as const
export const MandateAct = Type.Enum(mandateActs)
export type MandateAct = Static<typeof MandateAct>

/** A party the actor may ask for: themself, a firm they lead, or whoever lets them, in some matters, until `until`. */
export const Mandate = Type.Object({
  partyId: Type.String(),
  kind: Type.Union([Type.Literal('natural'), Type.Literal('legal')]),
  name: Type.String(),
  code: Type.Optional(Type.String({ description: '统一社会信用代码 of a legal person' })),
  role: Type.Union([
    Type.Literal('self'),
    Type.Literal('legal-representative'),
    Type.Literal('agent'),
    Type.Literal('parent'),
    Type.Literal('family'),
  ]),
  until: Type.Optional(Instant),
  items: Type.Optional(Type.Array(Type.String(), { description: 'Ids of the matters; every one when left out' })),
  acts: Type.Optional(Type.Array(MandateAct, { description: 'Everything when left out' })),
})
export type Mandate = Static<typeof Mandate>

export const Me = Type.Object({ actor: ActorView, mayActFor: Type.Array(Mandate) })

export const Username = Type.String({
  pattern: '^[a-z0-9][a-z0-9._-]{1,62}$',
  description: 'Lower-case letters, digits, dot, hyphen and underscore',
})
const NewPassword = Type.String({ minLength: 1, maxLength: 256, description: 'Ten to 128 characters of three kinds' })

/** Loose on purpose: a name or password of any shape gets the same answer when it is not right. */
export const Credentials = Type.Object(
  { username: Type.String({ minLength: 1, maxLength: 128 }), password: Type.String({ minLength: 1, maxLength: 256 }) },
  { additionalProperties: false },
)
export type Credentials = Static<typeof Credentials>

export const SessionOpened = Type.Object({
  token: Type.String({ description: 'Send as `Authorization: Bearer …`; pages get it as the cookie zt_session' }),
  expiresAt: Instant,
  actor: ActorView,
})

export const Session = Type.Object({
  id: Id,
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  ip: Type.Optional(Type.String()),
  device: Type.Optional(Type.String()),
  current: Type.Boolean(),
})
export type Session = Static<typeof Session>

export const DemoSignIn = Type.Object({
  username: Type.String(),
  password: Type.String(),
  name: Type.String(),
  kind: AccountKind,
  roles: Type.Array(PostRole),
  department: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
})
export type DemoSignIn = Static<typeof DemoSignIn>

export const FirstAdministrator = Type.Object(
  {
    token: Type.String({ minLength: 20, maxLength: 100 }),
    username: Username,
    password: NewPassword,
    name: Type.String({ minLength: 1, maxLength: 50 }),
  },
  { additionalProperties: false },
)
export type FirstAdministrator = Static<typeof FirstAdministrator>

export const NewOfficial = Type.Object(
  { username: Username, password: NewPassword, name: Type.String({ minLength: 1, maxLength: 50 }) },
  { additionalProperties: false },
)
export type NewOfficial = Static<typeof NewOfficial>

export const Account = Type.Object(
  {
    id: Id,
    username: Type.String(),
    name: Type.String(),
    kind: AccountKind,
    level: AssuranceLevel,
    disabled: Type.Boolean(),
    createdAt: Instant,
  },
  { title: 'Account' },
)
export type Account = Static<typeof Account>

export const Post = Type.Object(
  {
    id: Id,
    accountId: Id,
    role: PostRole,
    departmentId: Type.String(),
    departmentName: Type.String(),
    divisionCode: Type.String({ description: 'The post covers this division and all in it' }),
    validFrom: Instant,
    validTo: Type.Optional(Instant),
  },
  { title: 'Post' },
)
export type Post = Static<typeof Post>

export const Appointment = Type.Object(
  {
    accountId: Id,
    role: PostRole,
    departmentId: Type.String({ minLength: 1, maxLength: 64 }),
    divisionCode: Type.Optional(
      Type.String({ pattern: '^\\d{12}$', description: "The department's own division when left out" }),
    ),
    validTo: Type.Optional(Instant),
  },
  { additionalProperties: false },
)
export type Appointment = Static<typeof Appointment>

/** Who did it, as histories and the audit log keep it. */
export const ActorNote = Type.Object({
  kind: Type.String(),
  accountId: Type.String(),
  name: Type.String(),
  partyId: Type.Optional(Type.String()),
  unit: Type.Optional(Type.String({ description: 'Department of the post' })),
  onBehalfOf: Type.Optional(Type.Object({ partyId: Type.String(), name: Type.String() })),
})
export type ActorNote = Static<typeof ActorNote>

/** One line of the audit log, with the fields GB/T 22239-2019 asks for: who, when, what, on what, with what result. */
export const AuditEntry = Type.Object({
  id: Type.String(),
  at: Instant,
  actor: ActorNote,
  ip: Type.Optional(Type.String()),
  device: Type.Optional(Type.String()),
  action: Type.String(),
  objectType: Type.String(),
  objectId: Type.String(),
  purpose: Type.Optional(Type.String()),
  before: Type.Optional(Type.String({ description: 'SM3 of the canonical JSON of the object before, hex' })),
  after: Type.Optional(Type.String({ description: 'SM3 of the canonical JSON of the object after, hex' })),
  result: Type.Union([Type.Literal('done'), Type.Literal('refused')]),
  traceId: Type.Optional(Type.String()),
})
export type AuditEntry = Static<typeof AuditEntry>

/** An entry with its place in the chain: hash = SM3(previous hash ‖ canonical JSON of the entry). */
export const AuditLine = Type.Object({ seq: Type.Integer(), hash: Type.String(), entry: AuditEntry })
export type AuditLine = Static<typeof AuditLine>

export const AuditCheck = Type.Object({
  intact: Type.Boolean(),
  length: Type.Integer({ description: 'Entries that verified' }),
  head: Type.String({ description: 'Hash of the last of them, hex' }),
  brokenAt: Type.Optional(Type.Integer({ description: 'First entry whose hash does not follow' })),
})
export type AuditCheck = Static<typeof AuditCheck>

/** The actor as pages may see them; only for signed-in people. */
export function viewOf(actor: Actor): ActorView {
  if (actor.kind !== 'citizen' && actor.kind !== 'official') throw new Error(`A ${actor.kind} actor has no page`)
  return {
    kind: actor.kind,
    accountId: actor.accountId,
    name: actor.name,
    level: actor.level,
    posts: actor.posts,
    ...(actor.methods ? { methods: [...actor.methods] } : {}),
    ...(actor.partyId ? { partyId: actor.partyId } : {}),
    ...(actor.actingFor ? { actingFor: actor.actingFor } : {}),
  }
}

/** Who acts, as histories keep it; `unit` names the department of the given post, else of the first one held. */
export function describeActor(actor: Actor, postId?: string): ActorNote {
  const post = actor.posts.find((held) => held.id === postId) ?? actor.posts[0]
  return {
    kind: actor.kind,
    accountId: actor.accountId,
    name: actor.name,
    ...(actor.partyId ? { partyId: actor.partyId } : {}),
    ...(post ? { unit: post.departmentName } : {}),
    ...(actor.onBehalfOf ? { onBehalfOf: actor.onBehalfOf } : {}),
  }
}
