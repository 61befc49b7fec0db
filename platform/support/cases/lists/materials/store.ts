import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import type { Material } from '../../case.ts'

/** A file that a party handed in with an earlier case. */
export type EarlierMaterial = Material & { caseId: string; caseNo: string; itemName: string }

/** The newest version of each material of a party's cases, each file once, the newest first. */
export async function listEarlierMaterials(
  db: Db,
  realm: string,
  partyId: string,
  limit: number,
): Promise<EarlierMaterial[]> {
  const { rows } = await sql<EarlierMaterial>`
    select * from (
      select distinct on (m.hash) m.id, m.key, m.name, m.version, m.hash, m.file_name as "fileName",
        m.media_type as "mediaType", m.size::int as size, m.trust, m.at, m.origin as "from", c.id as "caseId",
        c.no as "caseNo", c.item_name as "itemName"
      from cases."case" c join cases.material m on m.realm = c.realm and m.case_id = c.id
      where c.realm = ${realm} and c.party_id = ${partyId}
        and not exists (select 1 from cases.material n where n.realm = m.realm and n.case_id = m.case_id
                        and n.key = m.key and n.version > m.version)
      order by m.hash, m.at) newest
    order by at desc limit ${limit}`.execute(db)
  return rows
}

/** A material as a case of the party holds it; `current` when no later version took its place. */
export type HeldMaterial = EarlierMaterial & { current: boolean }

/** Every version of every material of a party's cases, the newest first. */
export async function listHeldMaterials(
  db: Db,
  realm: string,
  partyId: string,
  limit: number,
): Promise<HeldMaterial[]> {
  const { rows } = await sql<HeldMaterial>`
    select m.id, m.key, m.name, m.version, m.hash, m.file_name as "fileName", m.media_type as "mediaType",
      m.size::int as size, m.trust, m.at, m.origin as "from", c.id as "caseId", c.no as "caseNo",
      c.item_name as "itemName",
      m.version = max(m.version) over (partition by m.case_id, m.key) as current
    from cases."case" c join cases.material m on m.realm = c.realm and m.case_id = c.id
    where c.realm = ${realm} and c.party_id = ${partyId}
    order by m.at desc, m.id limit ${limit}`.execute(db)
  return rows
}
