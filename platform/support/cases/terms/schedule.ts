import type { Tx } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Case } from '../case.ts'
import type { CaseNeeds } from '../needs.ts'
import { daysOf } from '../office-days.ts'
import { daysToLook, outstanding } from './owed.ts'

/** The job that looks at what is owed on a day that matters. */
export const owedJob = 'cases.owed'

/** 容缺受理 accepts with materials missing; it never grants with them missing. */
export function grantBarred(current: Case): Refusal | undefined {
  const missing = outstanding(current.terms)
  if (missing.length === 0) return undefined
  return new Refusal('conflict', 'cases.materials-owed', 'Materials that were to follow are not there', {
    faults: missing.map(({ key, name }) => ({
      pointer: `/materials/${key}`,
      rule: 'owed',
      detail: `“${name}”还没有补交`,
    })),
  })
}

/** Whatever way a flow takes, what it ends in must not be a grant while materials are owed. */
export function refuseGrantWhileOwed(current: Case): void {
  const barred = current.outcome === 'granted' ? grantBarred(current) : undefined
  if (barred) throw barred
}

/** Leaves a job for the next day on which something owed is reminded of or lapses; the same case has one. */
export async function lookLater(
  tx: Tx,
  needs: Pick<CaseNeeds, 'jobs' | 'calendar' | 'calendarOf'>,
  current: Case,
  now: Date,
): Promise<void> {
  if (!current.terms || current.closedAt || outstanding(current.terms).length === 0) return
  const calendar = daysOf(needs, current)
  const [day] = daysToLook(current.terms, cityDate(now), calendar)
  if (!day) return
  const { realm, id } = current
  // In the morning of the day, when people read what they are told.
  const runAt = calendar.startOfOfficeDay(day)
  await needs.jobs.add(tx, owedJob, { realm, caseId: id }, { runAt, key: `case:${realm}:${id}:owed` })
}
