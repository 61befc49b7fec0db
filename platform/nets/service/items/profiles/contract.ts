import Type, { type Static } from 'typebox'
import { Limit } from '../item.ts'

const Part = Type.Object({ done: Type.Integer(), of: Type.Integer() })

/** 四免, each part as done of all. */
export const Exemptions = Type.Object(
  { materials: Part, fields: Part, seals: Part, signatures: Part },
  { title: 'Exemptions' },
)
export type Exemptions = Static<typeof Exemptions>

export const ItemMeasure = Type.Object(
  {
    materials: Type.Integer(),
    uploads: Type.Integer({ description: 'Materials the applicant hands in' }),
    free: Type.Integer({ description: '免提交' }),
    visits: Type.Optional(Type.Integer({ description: '到现场次数; absent when nobody has said' })),
    promised: Type.Optional(Limit),
    instant: Type.Boolean({ description: '即办' }),
  },
  { title: 'ItemMeasure' },
)
export type ItemMeasure = Static<typeof ItemMeasure>

/** What an item costs the applicant now and in its first version, and its 四免. */
export const ItemProfile = Type.Object(
  {
    itemId: Type.String(),
    version: Type.Integer(),
    name: Type.String(),
    department: Type.String(),
    online: Type.Boolean(),
    idOnly: Type.Boolean({ description: '一证通办' }),
    measure: ItemMeasure,
    firstVersion: Type.Integer(),
    first: ItemMeasure,
    cuts: Type.Object({
      uploads: Type.Integer({ description: 'Materials fewer than in the first version' }),
      days: Type.Optional(Type.Integer()),
      becameInstant: Type.Boolean(),
    }),
    exemptions: Exemptions,
    score: Type.Optional(Type.Integer({ description: '四免, of 100; absent when nothing applies' })),
  },
  { title: 'ItemProfile' },
)
export type ItemProfile = Static<typeof ItemProfile>

export const ProfileQuery = Type.Object({
  department: Type.Optional(Type.String({ maxLength: 300 })),
  online: Type.Optional(Type.Boolean()),
  idOnly: Type.Optional(Type.Boolean()),
  visits: Type.Optional(Type.Enum(['none', 'one', 'more', 'unknown'])),
  /** Changed since the first version. */
  changed: Type.Optional(Type.Boolean()),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
})
export type ProfileQuery = Static<typeof ProfileQuery>

/** One unit's items together: the ranking of units. */
export const UnitProfile = Type.Object(
  {
    department: Type.String(),
    items: Type.Integer(),
    online: Type.Integer(),
    idOnly: Type.Integer(),
    withFree: Type.Integer({ description: 'Items with a material that need not be handed in' }),
    noVisit: Type.Integer(),
    oneVisit: Type.Integer(),
    moreVisits: Type.Integer(),
    unknownVisits: Type.Integer(),
    instant: Type.Integer(),
    becameInstant: Type.Integer(),
    uploadsCut: Type.Integer(),
    daysCut: Type.Integer(),
    score: Type.Optional(Type.Number({ description: 'Mean 四免 of the items applied for here' })),
  },
  { title: 'UnitProfile' },
)
export type UnitProfile = Static<typeof UnitProfile>

/** One administrative power as other systems bind to it (权力事项). */
export const AuthorityItem = Type.Object(
  {
    itemId: Type.String(),
    version: Type.Integer({ description: 'Rises with every change' }),
    taskCode: Type.Optional(Type.String({ description: '实施编码' })),
    name: Type.String(),
    type: Type.String({ description: '事项类型, GB/T 39046-2020 table A.1' }),
    typeName: Type.String(),
    authority: Type.Object({
      name: Type.String(),
      departmentId: Type.Optional(Type.String()),
      level: Type.Optional(Type.String({ description: '行使层级, table A.2' })),
      divisionCode: Type.Optional(Type.String()),
    }),
    basis: Type.Array(Type.Object({ law: Type.String(), article: Type.Optional(Type.String()) })),
    effectiveOn: Type.String(),
  },
  { title: 'AuthorityItem' },
)
export type AuthorityItem = Static<typeof AuthorityItem>

export const AuthorityQuery = Type.Object({
  department: Type.Optional(Type.String({ maxLength: 300, description: 'Name of the unit, or its key' })),
  level: Type.Optional(Type.String({ pattern: '^[1-7]$' })),
  division: Type.Optional(Type.String({ pattern: '^\\d{2,12}$', description: 'A division and all below it' })),
  type: Type.Optional(Type.String({ pattern: '^[0-2][0-9]$' })),
  code: Type.Optional(Type.String({ maxLength: 36, description: '实施编码' })),
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
})
export type AuthorityQuery = Static<typeof AuthorityQuery>
