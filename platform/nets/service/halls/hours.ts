import type { DeclaredPoint } from './contract.ts'

export type DayKnown = { isWorkingDay(date: string): { working: boolean } }

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** The hours of a point on a day, in order. A worked weekend day is like a Monday, a public holiday is closed (调休). */
export function hoursOn(
  { hours }: Pick<DeclaredPoint, 'hours'>,
  date: string,
  calendar: DayKnown,
): { opens: string; closes: string }[] {
  const weekday = names[new Date(`${date}T00:00:00Z`).getUTCDay()]!
  const weekend = weekday === 'sat' || weekday === 'sun'
  const { working } = calendar.isWorkingDay(date)
  return hours
    .filter(({ days, holidays }) => {
      if (weekend && working && !days.includes(weekday)) return days.includes('mon')
      if (!weekend && !working && !holidays) return false
      return days.includes(weekday)
    })
    .map(({ opens, closes }) => ({ opens, closes }))
    .toSorted((one, other) => one.opens.localeCompare(other.opens))
}

/** Whether a point is open at a time of day (`HH:MM`). */
export const isOpenAt = (today: readonly { opens: string; closes: string }[], time: string): boolean =>
  today.some(({ opens, closes }) => opens <= time && time < closes)
