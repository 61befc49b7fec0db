import { type Calendar, type CalendarData, createCalendar } from '#kernel/working-days.ts'
import { chainOf, holderOf, type OfficePeriods } from './offices/office.ts'

/** The city's days and hours, and what departments have made their own. */
export type LiveData = CalendarData & { offices?: OfficePeriods }

/** The working calendar that everybody holds, and whose days may be replaced under their hands. */
export type LiveCalendar = Calendar & {
  readonly data: LiveData
  readonly offices: OfficePeriods
  replace(data: LiveData): void
  /** Takes up the tree along which departments inherit. */
  place(parents: ReadonlyMap<string, string | undefined>): void
  /** The calendar of a department: its own, that of the nearest above it that has one, or the city's. */
  officeOf(departmentId: string): Calendar
}

/** Each question goes to the version in force; an answer never mixes two, for none of them waits. */
export function createLiveCalendar(first: LiveData): LiveCalendar {
  let data = first
  let calendar = createCalendar(first)
  let parents: ReadonlyMap<string, string | undefined> = new Map()
  // An index is half a megabyte: made for an office when it is first asked for.
  let made = new Map<string, Calendar>()
  const city = forwarding(() => calendar)

  function current(holder: string): Calendar {
    const found = made.get(holder) ?? createCalendar({ ...data, periods: data.offices?.[holder] ?? [] })
    made.set(holder, found)
    return found
  }

  return {
    ...city,
    get version() {
      return calendar.version
    },
    get published() {
      return calendar.published
    },
    get data() {
      return data
    },
    get offices() {
      return data.offices ?? {}
    },
    replace(next) {
      calendar = createCalendar(next)
      data = next
      made = new Map()
    },
    place(next) {
      parents = next
    },
    officeOf(departmentId) {
      const holder = holderOf(chainOf(departmentId, parents), data.offices ?? {})
      return holder === undefined ? calendar : current(holder)
    },
  }
}

function forwarding(calendar: () => Calendar): Calendar {
  return {
    get version() {
      return calendar().version
    },
    get published() {
      return calendar().published
    },
    isWorkingDay: (date) => calendar().isWorkingDay(date),
    addWorkingDays: (date, n) => calendar().addWorkingDays(date, n),
    workingDaysBetween: (from, to) => calendar().workingDaysBetween(from, to),
    workingDaysWithin: (from, to) => calendar().workingDaysWithin(from, to),
    workingDaysRemaining: (today, due) => calendar().workingDaysRemaining(today, due),
    startOfOfficeDay: (date) => calendar().startOfOfficeDay(date),
    endOfOfficeDay: (date) => calendar().endOfOfficeDay(date),
  }
}
