import { dayNumber } from '#kernel/calendar-date.ts'
import { type Fault, Refusal } from '#kernel/errors.ts'
import type { CalendarData, YearNotice } from '#kernel/working-days.ts'
import type { CalendarImport } from './contract.ts'

export type Years = CalendarImport['years']

/** Refuses notices that cannot be true: no dates, dates of another year, a day both off and worked. */
export function checkYears(years: Years): void {
  const faults: Fault[] = []
  const fault = (year: string, rule: string, detail: string) => faults.push({ pointer: `/years/${year}`, rule, detail })
  if (Object.keys(years).length === 0) fault('', 'required', '至少要有一年')
  for (const [year, { off, work }] of Object.entries(years)) {
    // An empty notice is no notice: a year without one is counted by weekends and marked provisional.
    if (off.length === 0) fault(year, 'empty', `${year}年没有一个放假日；还没公布的年份不要导入`)
    for (const date of [...off, ...work]) {
      const day = dayNumber(date)
      if (day === undefined) fault(year, 'date', `${date}不是日期`)
      // The notice of a year also rules the last days of the year before.
      else if (date.slice(0, 4) !== year && date.slice(0, 4) !== String(Number(year) - 1))
        fault(year, 'year', `${date}不在${year}年`)
    }
    for (const date of off.filter((each) => work.includes(each))) fault(year, 'both', `${date}既放假又上班`)
  }
  if (faults.length > 0) throw new Refusal('invalid', 'calendars.bad-notice', 'The notice has mistakes', { faults })
}

/** The calendar with these years put in; undefined when nothing changes. */
export function withYears(before: CalendarData, years: Years): CalendarData['years'] | undefined {
  const after = { ...before.years, ...years }
  const same = Object.keys(years).every((year) => sayYear(before.years[year]) === sayYear(years[year]))
  return same ? undefined : after
}

/** `CN-2018-2027.2`: the years covered, and which version of them; the one the platform comes with is the first. */
export function nameVersion(years: CalendarData['years'], no: number): string {
  const known = Object.keys(years).sort()
  return `CN-${known[0]}-${known.at(-1)}.${no}`
}

function sayYear(notice: YearNotice | undefined): string {
  return notice ? JSON.stringify([notice.off.toSorted(), notice.work.toSorted()]) : ''
}
