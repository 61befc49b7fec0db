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
  government: Type.Boolean({
    description: 'A people’s government, whose head approves what its departments handle jointly',
  }),
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

const Day = Type.String({ format: 'date' })
const Line = (maxLength: number) => Type.String({ minLength: 2, maxLength })

/** What an administrator writes of a department from a day on. */
export const ParticularsInput = Type.Object(
  {
    name: Line(100),
    nameEn: Type.Optional(Line(200)),
    government: Type.Optional(Type.Boolean({ description: 'A people’s government' })),
    reviewBody: Type.Optional(
      Type.String({ ...Line(100), description: '行政复议机关; else the government it belongs to' }),
    ),
    reviewEntrance: Type.Optional(
      Type.String({
        pattern: '^https://',
        maxLength: 300,
        description: 'Where review is asked for online (复议法第22条)',
      }),
    ),
    court: Type.Optional(
      Type.String({ ...Line(100), description: 'The court that hears suits against its decisions' }),
    ),
    source: Type.String({ minLength: 2, maxLength: 500, description: 'The document that says so' }),
  },
  { additionalProperties: false },
)
export type ParticularsInput = Static<typeof ParticularsInput>

/** What is said of a department from a day on. */
export const Particulars = Type.Object({ ...ParticularsInput.properties, from: Day }, { title: 'Particulars' })
export type Particulars = Static<typeof Particulars>

/** A department with its past, present and coming particulars, the newest first, and where its decisions go today. */
export const DepartmentWithParticulars = Type.Object({
  department: Department,
  particulars: Type.Array(Particulars),
  remedies: Type.Object({
    reviewBody: Type.Optional(Type.String()),
    reviewEntrance: Type.Optional(Type.String()),
    court: Type.Optional(Type.String()),
  }),
  may: Type.Array(Type.Literal('keep')),
})
export type DepartmentWithParticulars = Static<typeof DepartmentWithParticulars>
export type RemedyBodies = DepartmentWithParticulars['remedies']

export const problems = {
  'organisations.forbidden': {
    zh: '只有系统管理员可以维护部门。没有做任何改动。',
    en: 'Only administrators keep departments. Nothing was changed.',
  },
  'organisations.bad-department': {
    zh: '部门信息有误，没有保存。请按提示修改。',
    en: 'Something about the department is wrong; it was not saved. Please correct what is listed.',
  },
  'organisations.past': {
    zh: '已经生效的登记内容不能改，它写在已经作出的决定上。请从今天或者以后的某一天起另写一条。',
    en: 'What is in force already cannot be changed: decisions were printed with it. Write another entry from today or later.',
  },
  'organisations.division-missing': {
    zh: '没有这个行政区划代码。请检查代码，或从省、市、镇街逐级选择。',
    en: 'There is no division with this code. Check the code, or choose level by level.',
  },
  'organisations.department-missing': { zh: '没有这个部门。', en: 'There is no such department.' },
}
