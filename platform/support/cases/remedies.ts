import { cityDate } from '#kernel/working-days.ts'
import type { Case } from './case.ts'
import type { Remedies } from './contract.ts'
import type { CaseNeeds } from './needs.ts'
import { licensingLawOn } from './procedures/law.ts'

/** What takes something from the applicant, or refuses it, is told with its remedies (行政许可法第38条第二款). */
const against = new Set<Case['outcome']>(['denied', 'refused', 'terminated'])

/**
 * How a person may fight what the case came to: the limits of the law and the bodies of the department, as they stood on the
 * day it was decided. Nothing when nothing was taken from them.
 */
export async function remediesOf(
  current: Pick<Case, 'realm' | 'outcome' | 'closedAt' | 'item'>,
  remedyBodies: CaseNeeds['remedyBodies'],
): Promise<Remedies | undefined> {
  if (!current.closedAt || !against.has(current.outcome)) return undefined
  const day = cityDate(current.closedAt)
  const { reviewDays, suitMonths } = licensingLawOn(day).remedies
  return { reviewDays, suitMonths, ...(await remedyBodies?.(current.realm, current.item.departmentId, day)) }
}
