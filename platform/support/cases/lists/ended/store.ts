import { sql } from 'kysely'
import { askedTogether } from '#ground/database/index.ts'

/** A case that has ended, as far as whoever keeps it needs to know at once: nothing sealed is opened. */
export type EndedCase = {
  no: string
  itemName: string
  flowKey: string
  partyName: string
  departmentId: string
  departmentName: string
  outcome: string | null
  closedAt: Date
}

/** Undefined while the case is open. Asked of every case that closes, so of many at once. */
export const findEnded = askedTogether(async (db, cases: readonly { realm: string; caseId: string }[]) => {
  const { rows } = await sql<EndedCase & { realm: string; id: string }>`
    select c.realm, c.id, c.no, c.item_name as "itemName", c.flow_key as "flowKey", c.party_name as "partyName",
      c.department_id as "departmentId", c.department_name as "departmentName", c.outcome, c.closed_at as "closedAt"
    from unnest(${cases.map(({ realm }) => realm)}::text[], ${cases.map(({ caseId }) => caseId)}::uuid[]) a (realm, id)
      join cases."case" c on c.realm = a.realm and c.id = a.id
    where c.closed_at is not null`.execute(db)
  const found = new Map(rows.map(({ realm, id, ...ended }) => [`${realm} ${id}`, ended]))
  return cases.map(({ realm, caseId }): EndedCase | undefined => found.get(`${realm} ${caseId}`))
})
