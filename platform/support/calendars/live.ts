import { type Calendar, type CalendarData, createCalendar } from '#kernel/working-days.ts'

/** The working calendar that everybody holds, and whose days may be replaced under their hands. */
export type LiveCalendar = Calendar & {
  readonly data: CalendarData
  replace(data: CalendarData): void
}

/** Each question goes to the version in force; an answer never mixes two, for none of them waits. */
export function createLiveCalendar(first: CalendarData): LiveCalendar {
  let data = first
  let calendar = createCalendar(first)
  return {
    get version() {
      return calendar.version
    },
    get data() {
      return data
    },
    replace(next) {
      calendar = createCalendar(next)
      data = next
    },
    isWorkingDay: (date) => calendar.isWorkingDay(date),
    addWorkingDays: (date, n) => calendar.addWorkingDays(date, n),
    workingDaysBetween: (from, to) => calendar.workingDaysBetween(from, to),
    workingDaysWithin: (from, to) => calendar.workingDaysWithin(from, to),
    workingDaysRemaining: (today, due) => calendar.workingDaysRemaining(today, due),
    startOfOfficeDay: (date) => calendar.startOfOfficeDay(date),
    endOfOfficeDay: (date) => calendar.endOfOfficeDay(date),
  }
}
