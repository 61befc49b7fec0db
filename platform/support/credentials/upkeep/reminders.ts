import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import { addCalendarDays, dayNumber } from '#kernel/calendar-date.ts'
import { cityDate } from '#kernel/working-days.ts'
import { type CredentialType, credentialDue } from '../contract.ts'
import * as store from './store.ts'

const atOnce = 200

export type ReminderNeeds = { db: Db; clock: Clock; publish: Publish; types: () => Promise<CredentialType[]> }

/**
 * Tells of licences that end soon and of yearly checks whose last day is near, each once for each of the days its type names.
 * Answers how many were told of. Told again and again it tells nothing twice.
 */
export async function remindHolders(needs: ReminderNeeds, realm: string): Promise<number> {
  const today = cityDate(needs.clock())
  let told = 0
  for (const type of await needs.types()) {
    const days = [...(type.upkeep?.remind ?? [])].sort((a, b) => a - b)
    if (days.length === 0) continue
    const farthest = days.at(-1)!
    const ends = { type: type.key, from: today, to: addCalendarDays(today, farthest) }
    told += await tell('expiry', days, (after) => store.listEnding(needs.db, realm, ends, after, atOnce))
    const check = type.upkeep?.annualCheck
    const last = check && `${today.slice(0, 4)}-${check.to}`
    if (!check || !last || today > last || today < `${today.slice(0, 4)}-${check.from}` || left(last) > farthest)
      continue
    const unchecked = { type: type.key, year: Number(today.slice(0, 4)), last, today }
    told += await tell('annual-check', days, (after) => store.listUnchecked(needs.db, realm, unchecked, after, atOnce))
  }
  return told

  function left(day: string): number {
    return dayNumber(day)! - dayNumber(today)!
  }

  async function tell(
    kind: 'expiry' | 'annual-check',
    days: number[],
    list: (after: string | undefined) => Promise<store.Due[]>,
  ): Promise<number> {
    let count = 0
    for (let page = await list(undefined); page.length > 0; page = await list(page.at(-1)!.id))
      for (const due of page) {
        const before = days.find((each) => left(due.day) <= each)
        if (before === undefined) continue
        await inTransaction(needs.db, async (tx) => {
          if (!(await store.insertReminder(tx, realm, { ...due, kind, before, at: needs.clock() }))) return
          const { id: credentialId, type, number, partyId, day } = due
          const data = { credentialId, type, number, partyId, kind, day, left: left(day) }
          await needs.publish(tx, credentialDue, { realm, subject: credentialId, data })
          count++
        })
      }
    return count
  }
}
