import type { Calendar } from '#kernel/working-days.ts'
import type { Case } from './case.ts'

/** The city's working days, and those of each department, which may open on more of them. */
export type OfficeDays = {
  calendar: Calendar
  /** Absent where offices have no days of their own. */
  calendarOf?: (departmentId: string) => Calendar
}

/** The working days of the office that answers for a case: its limits, to-dos and timers are counted by them. */
export function daysOf(days: OfficeDays, { item }: Pick<Case, 'item'>): Calendar {
  return daysIn(days, item.departmentId)
}

export function daysIn({ calendar, calendarOf }: OfficeDays, departmentId: string): Calendar {
  return calendarOf?.(departmentId) ?? calendar
}
