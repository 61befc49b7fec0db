import Type, { type Static } from 'typebox'

export { divisionPrefix, isWithinDivision } from '#kernel/codes/division-code.ts'

export const DivisionCode = Type.String({
  pattern: '^\\d{12}$',
  description: '12-digit division code, padded with zeros',
})

export const DivisionLevel = Type.Union([
  Type.Literal('province'),
  Type.Literal('prefecture'),
  Type.Literal('county'),
  Type.Literal('township'),
  Type.Literal('village'),
])
export type DivisionLevel = Static<typeof DivisionLevel>

/** An administrative division (GB/T 2260, statistics codes below the county). Abolished ones stay, with their end. */
export const Division = Type.Object(
  {
    code: DivisionCode,
    name: Type.String(),
    level: DivisionLevel,
    parent: Type.Optional(DivisionCode),
    validFrom: Type.Optional(Type.String({ format: 'date', description: 'Absent: since before our first edition' })),
    validTo: Type.Optional(Type.String({ format: 'date', description: 'First day on which it is no more' })),
    successors: Type.Array(DivisionCode, { description: 'What it became part of when it ended' }),
  },
  { title: 'Division' },
)
export type Division = Static<typeof Division>

export const DivisionQuery = Type.Object({
  parent: Type.Optional(DivisionCode),
  level: Type.Optional(DivisionLevel),
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 40, description: 'Part of the name' })),
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 200 }),
})
export type DivisionQuery = Static<typeof DivisionQuery>

/** A division with all it lies in, the province first. */
export const DivisionWithPath = Type.Object({ division: Division, path: Type.Array(Division) })
export type DivisionWithPath = Static<typeof DivisionWithPath>

/** A department in the tree of a realm. */
export const Department = Type.Object({
  id: Type.String({ description: 'Stable key, used by packs and posts' }),
  name: Type.String(),
  nameEn: Type.Optional(Type.String()),
  code: Type.String({ description: '统一社会信用代码, GB 32100-2015' }),
  parent: Type.Optional(Type.String()),
  divisionCode: DivisionCode,
  demo: Type.Boolean({ description: 'Its code and its part in the tree are invented for the demo' }),
})
export type Department = Static<typeof Department>

/** What an administrator writes of a department; its id stands in the address. */
export const DepartmentInput = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 100 }),
    nameEn: Type.Optional(Type.String({ minLength: 2, maxLength: 200 })),
    code: Type.String({ pattern: '^[0-9A-Z]{18}$', description: '统一社会信用代码, GB 32100-2015' }),
    parent: Type.Optional(Type.String({ maxLength: 64 })),
    divisionCode: DivisionCode,
  },
  { additionalProperties: false },
)

export const problems = {
  'organisations.forbidden': {
    zh: '只有系统管理员可以维护部门。没有做任何改动。',
    en: 'Only administrators keep departments. Nothing was changed.',
  },
  'organisations.bad-department': {
    zh: '部门信息有误，没有保存。请按提示修改。',
    en: 'Something about the department is wrong; it was not saved. Please correct what is listed.',
  },
  'organisations.division-missing': {
    zh: '没有这个行政区划代码。请检查代码，或从省、市、镇街逐级选择。',
    en: 'There is no division with this code. Check the code, or choose level by level.',
  },
  'organisations.department-missing': { zh: '没有这个部门。', en: 'There is no such department.' },
}
