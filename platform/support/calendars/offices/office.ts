import { dayNumber } from '#kernel/calendar-date.ts'
import { type Fault, Refusal } from '#kernel/errors.ts'
import type { OfficePeriod } from './contract.ts'

/** The periods that each department has given itself, by its id. */
export type OfficePeriods = Readonly<Record<string, readonly OfficePeriod[]>>

/** Refuses periods that cannot be: out of order, no dates, hours that end before they begin, days off without a basis. */
export function checkPeriods(periods: readonly OfficePeriod[]): void {
  const faults: Fault[] = []
  for (const [index, { from, week = {}, work = [], off = [], basis }] of periods.entries()) {
    const fault = (pointer: string, rule: string, detail: string) =>
      faults.push({ pointer: `/periods/${index}${pointer}`, rule, detail })
    const before = periods[index - 1]
    if (before && before.from >= from) fault('/from', 'order', `${from}不在${before.from}之后`)
    for (const date of [from, ...work, ...off]) if (dayNumber(date) === undefined) fault('', 'date', `${date}不是日期`)
    for (const [day, hours] of Object.entries(week))
      if (hours && hours.opens >= hours.closes)
        fault(`/week/${day}`, 'hours', `${hours.opens}开门，${hours.closes}就关门了`)
    for (const date of off.filter((each) => work.includes(each))) fault('', 'both', `${date}既放假又上班`)
    // 行政许可法第82条: 期限以工作日计算，不含法定节假日. An office takes no day out of a limit by its own word.
    if (off.length > 0 && !basis) fault('/basis', 'required', '不计入期限的日子要写明依据')
  }
  if (faults.length > 0)
    throw new Refusal('invalid', 'calendars.bad-office-days', 'The days or hours have mistakes', { faults })
}

/** Whose periods hold for a department: its own, else those of the nearest above. `chain` begins with the department. */
export function holderOf(chain: readonly string[], offices: OfficePeriods): string | undefined {
  return chain.find((id) => (offices[id]?.length ?? 0) > 0)
}

/** The department and all above it; a tree wrongly joined into a ring ends. */
export function chainOf(departmentId: string, parents: ReadonlyMap<string, string | undefined>): string[] {
  const chain = [departmentId]
  for (let next = parents.get(departmentId); next !== undefined && !chain.includes(next); next = parents.get(next))
    chain.push(next)
  return chain
}
