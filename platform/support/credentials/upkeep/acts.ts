import type { Tx } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { addCalendarDays } from '#kernel/calendar-date.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { CredentialAct, CredentialType } from '../contract.ts'
import { type CredentialDraft, type Issued, type IssueNeeds, issueCredential } from '../issue.ts'
import type { CredentialRow } from '../store.ts'
import { checkDue, renewableFrom } from './upkeep.ts'

/**
 * Changes or renews: the licence that takes the place of this one, with its number and the next version. Ends the old one in
 * the same transaction. The old one's own number of the holder is passed on.
 */
export async function replace(
  needs: IssueNeeds,
  tx: Tx,
  actor: Actor,
  { row, type, idNumber }: { row: CredentialRow; type: CredentialType; idNumber: string | undefined },
  act: CredentialAct,
): Promise<Issued> {
  const { record } = row
  const draft: CredentialDraft = {
    type: row.type,
    departmentId: row.departmentId,
    divisionCode: row.divisionCode,
    holder: {
      partyId: row.holderPartyId,
      name: record.holder.name,
      ...(record.holder.idType ? { idType: record.holder.idType } : {}),
      ...(idNumber ? { idNumber } : {}),
    },
    elements: record.elements,
    reason: act.reason,
    previousId: row.id,
    ...(row.caseId ? { caseId: row.caseId } : {}),
    ...(record.caseNo ? { caseNo: record.caseNo } : {}),
  }
  return issueCredential(needs, tx, actor, {
    ...draft,
    ...(act.verb === 'change' ? changed(type, row, act) : renewed(needs, type, row)),
  })
}

/** What the type lets change; the last day stays. */
function changed(
  type: CredentialType,
  { record }: CredentialRow,
  { elements = {} }: CredentialAct,
): Partial<CredentialDraft> {
  const may = type.upkeep?.change?.elements ?? []
  const names = Object.keys(elements)
  const faults = names
    .filter((name) => !may.includes(name))
    .map((name) => ({ pointer: `/elements/${name}`, rule: 'change', detail: '这一项不能变更' }))
  if (names.length === 0) faults.push({ pointer: '/elements', rule: 'required', detail: '请写明变更哪一项' })
  if (faults.length > 0)
    throw new Refusal('invalid', 'credentials.elements', 'These elements do not change', { faults })
  return {
    elements: { ...record.elements, ...elements },
    ...(record.validFrom ? { validFrom: record.validFrom } : {}),
    ...(record.validTo ? { validTo: record.validTo } : {}),
  }
}

/** From the day after the last, or from today when that is past. */
function renewed(
  needs: IssueNeeds,
  type: CredentialType,
  { record: { validTo } }: CredentialRow,
): Partial<CredentialDraft> {
  const today = cityDate(needs.clock())
  const from = validTo && renewableFrom(type, validTo)
  if (!from) throw new Refusal('conflict', 'credentials.wrong-state', 'It has no end to renew')
  if (today < from) throw new Refusal('conflict', 'credentials.too-early', `It may be renewed from ${from}`, { from })
  return { validFrom: validTo < today ? today : addCalendarDays(validTo, 1) }
}

/** The year that is checked; refused when none is due, or it is checked already. */
export function yearToCheck(
  type: CredentialType,
  row: CredentialRow,
  checked: readonly number[],
  today: string,
): number {
  const due = checkDue(type, row.record.issued, today)
  if (!due) throw new Refusal('conflict', 'credentials.not-due', 'No yearly check is due')
  if (checked.includes(due.year))
    throw new Refusal('conflict', 'credentials.not-due', `${due.year} is checked already`, { year: due.year })
  return due.year
}

/** What is told of a verb of upkeep in the history of a licence. */
export type UpkeepSaid = { year?: number; next?: { id: string; number: string } }
