import Type, { type Static } from 'typebox'
import { PostRole } from '../contract.ts'

const Id = Type.String({ format: 'uuid' })
const Instant = Type.String({ format: 'date-time' })
const Person = Type.Object({ accountId: Id, name: Type.String() })

/** 委托: one official acts in another's post until a day set beforehand; what they do is done on the other's behalf. */
export const Delegation = Type.Object(
  {
    id: Id,
    postId: Id,
    role: PostRole,
    departmentName: Type.String(),
    from: Person,
    to: Person,
    validFrom: Instant,
    validTo: Instant,
    reason: Type.String(),
  },
  { title: 'Delegation' },
)
export type Delegation = Static<typeof Delegation>

export const NewDelegation = Type.Object(
  {
    postId: Id,
    toAccountId: Id,
    validFrom: Type.Optional(Instant),
    validTo: Instant,
    reason: Type.String({ minLength: 2, maxLength: 500 }),
  },
  { additionalProperties: false },
)
export type NewDelegation = Static<typeof NewDelegation>

/** A colleague and the posts they hold: office information, for those who pass work on. */
export const Officer = Type.Object(
  {
    accountId: Id,
    name: Type.String(),
    posts: Type.Array(
      Type.Object({
        id: Type.String(),
        role: PostRole,
        departmentId: Type.String(),
        departmentName: Type.String(),
        divisionCode: Type.String(),
      }),
    ),
  },
  { title: 'Officer' },
)
export type Officer = Static<typeof Officer>
