import Type, { type Static } from 'typebox'
import { officeProblems } from './offices/contract.ts'

export * from './offices/contract.ts'

const Day = Type.String({ format: 'date' })

/** What the State Council's notice for a year says: days off, and weekend days worked instead (调休). */
export const YearNotice = Type.Object(
  {
    off: Type.Array(Day, { maxItems: 366 }),
    work: Type.Array(Day, { maxItems: 366 }),
    source: Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 20 })),
  },
  { additionalProperties: false },
)
export type YearNotice = Static<typeof YearNotice>

export const CalendarImport = Type.Object(
  {
    version: Type.Optional(
      Type.String({ minLength: 1, maxLength: 60, description: 'Its name; made from the years when left out' }),
    ),
    years: Type.Record(Type.String({ pattern: '^(19|20)\\d{2}$' }), YearNotice, {
      description: 'Years not named stay as they are',
      additionalProperties: false,
    }),
    reason: Type.String({ minLength: 1, maxLength: 500, description: 'Why the calendar changes' }),
  },
  { additionalProperties: false },
)
export type CalendarImport = Static<typeof CalendarImport>

/** A year file of holiday-cn: the same notice, day by day. */
type DayByDay = { year: number; papers?: string[]; days: { date: string; isOffDay: boolean }[] }

/** Reads a file of years: `{years}`, or one year of holiday-cn `{year, days}`. Undefined when it is neither. */
export function readYears(file: unknown): CalendarImport['years'] | undefined {
  if (typeof file !== 'object' || file === null) return undefined
  if ('years' in file && typeof file.years === 'object' && file.years !== null)
    return file.years as CalendarImport['years']
  if (!('year' in file && 'days' in file && Array.isArray(file.days))) return undefined
  const { year, papers, days } = file as DayByDay
  const dates = (isOff: boolean) => days.filter(({ isOffDay }) => isOffDay === isOff).map(({ date }) => date)
  return { [year]: { off: dates(true), work: dates(false), ...(papers ? { source: papers } : {}) } }
}

/** One version: the newest is in force. `changed` are the days that are other than in the version before. */
export const CalendarVersion = Type.Object(
  {
    no: Type.Integer(),
    version: Type.String(),
    years: Type.Array(Type.String()),
    reason: Type.String(),
    by: Type.String(),
    at: Type.String(),
    current: Type.Boolean(),
  },
  { title: 'CalendarVersion' },
)
export type CalendarVersion = Static<typeof CalendarVersion>

export const CalendarYear = Type.Object({ year: Type.String(), ...YearNotice.properties })

export const CalendarHappened = Type.Object({ version: Type.String(), no: Type.Integer() })

export const problems = {
  ...officeProblems,
  'calendars.forbidden': {
    zh: '只有系统管理员可以更换工作日历。没有做任何改动。',
    en: 'Only administrators may replace the working calendar. Nothing was changed.',
  },
  'calendars.bad-notice': {
    zh: '放假安排有错误，没有导入。请按提示修改。',
    en: 'The notice has mistakes and was not imported. Please correct what is listed.',
  },
  'calendars.same': { zh: '和现在的工作日历一样，不用更换。', en: 'That is the calendar in force already.' },
  'calendars.known-version': {
    zh: '这个版本名称已经用过，请换一个。',
    en: 'That version name was used before; give another.',
  },
  'calendars.conflict': {
    zh: '别人刚刚更换了工作日历，请看最新情况。',
    en: 'Somebody else has just replaced the calendar.',
  },
}
