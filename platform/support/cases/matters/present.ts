import type { Db } from '#ground/database/index.ts'
import type { Calendar } from '#kernel/working-days.ts'
import type { Case } from '../case.ts'
import type { CaseView } from '../contract.ts'
import { presentRow } from '../present.ts'
import { caseOf } from '../rows.ts'
import { loadByIds } from './store.ts'

/**
 * What the page of a case shows of its joint matter: the parts, each with its office, state and light, or the matter it is
 * a part of. Whoever sees the one sees that much of the others; what is in them opens only to who may see them.
 */
export async function matterOf(
  db: Db,
  { realm, terms }: Case,
  at: { today: string; calendar: Calendar },
): Promise<Pick<CaseView, 'parts' | 'partOf'>> {
  const { matter, partOf } = terms ?? {}
  if (!matter && !partOf) return {}
  const ids = [...(matter?.parts ?? []).map(({ caseId }) => caseId), ...(partOf ? [partOf.caseId] : [])]
  const rows = new Map((await loadByIds(db, realm, ids)).map((row) => [row.id, row]))
  const whole = partOf && rows.get(partOf.caseId)
  return {
    ...(matter
      ? {
          parts: matter.parts.flatMap(({ key, name, nameEn, caseId }) => {
            const row = rows.get(caseId)
            if (!row) return []
            const { no, status, outcome, due, left, light, needsMe } = presentRow(row, at)
            return {
              ...{ key, name, caseId, no, status, needsMe, department: caseOf(row).item.departmentName },
              ...(nameEn ? { nameEn } : {}),
              ...(outcome ? { outcome } : {}),
              ...(due ? { due } : {}),
              ...(left === undefined ? {} : { left }),
              ...(light ? { light } : {}),
            }
          }),
        }
      : {}),
    ...(partOf && whole
      ? {
          partOf: {
            caseId: partOf.caseId,
            no: whole.no,
            itemName: partOf.itemName,
            ...(partOf.itemNameEn ? { itemNameEn: partOf.itemNameEn } : {}),
          },
        }
      : {}),
  }
}
