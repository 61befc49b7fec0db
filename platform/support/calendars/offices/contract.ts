import Type, { type Static } from 'typebox'

const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM in the city' })
const Day = Type.String({ format: 'date' })
const Hours = Type.Object({ opens: Time, closes: Time }, { additionalProperties: false })
const OnDay = Type.Optional(
  Type.Union([Hours, Type.Null()], { description: 'Left out: as the city; null: closed, though the day counts' }),
)

/** What is other in an office than in the city, from a day on until its next period. */
export const OfficePeriod = Type.Object(
  {
    from: Day,
    week: Type.Optional(
      Type.Object(
        { mon: OnDay, tue: OnDay, wed: OnDay, thu: OnDay, fri: OnDay, sat: OnDay, sun: OnDay },
        { additionalProperties: false },
      ),
    ),
    work: Type.Optional(Type.Array(Day, { maxItems: 366, description: 'Single days on which it is open besides' })),
    off: Type.Optional(Type.Array(Day, { maxItems: 366, description: 'Single days that do not count' })),
    basis: Type.Optional(
      Type.String({ minLength: 2, maxLength: 300, description: 'What makes days off not count; needed with `off`' }),
    ),
  },
  { title: 'OfficePeriod', additionalProperties: false },
)
export type OfficePeriod = Static<typeof OfficePeriod>

export const OfficeDaysInput = Type.Object(
  {
    periods: Type.Array(OfficePeriod, {
      maxItems: 50,
      description: 'All of them, in order; none: as the office above it, or the city',
    }),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  },
  { additionalProperties: false },
)
export type OfficeDaysInput = Static<typeof OfficeDaysInput>

/** The days and hours of a department: its own, or those of the nearest above it that has any. */
export const OfficeDays = Type.Object(
  {
    departmentId: Type.String(),
    department: Type.String(),
    inheritedFrom: Type.Optional(Type.String({ description: 'The department above whose they are' })),
    periods: Type.Array(OfficePeriod),
    version: Type.String({ description: 'Of the calendar they stand in' }),
  },
  { title: 'OfficeDays' },
)
export type OfficeDays = Static<typeof OfficeDays>

export const officeProblems = {
  'calendars.office-forbidden': {
    zh: '只有管辖这个部门的系统管理员可以改它的办公日和办公时间。没有做任何改动。',
    en: 'Only administrators over this department may change its days and hours. Nothing was changed.',
  },
  'calendars.bad-office-days': {
    zh: '办公日或办公时间有错误，没有保存。请按提示修改。',
    en: 'The days or hours have mistakes and were not saved. Please correct what is listed.',
  },
  'calendars.office-missing': { zh: '没有这个部门。', en: 'There is no such department.' },
}
