import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Mandate, MandateAct } from '../contract.ts'

type PartyTable = {
  realm: string
  id: string
  kind: 'natural' | 'legal'
  name: string
  id_type: string
  id_number_sealed: Buffer | null
  id_number_index: Buffer | null
  code: string | null
  mobile_sealed: Buffer | null
  demo: boolean
  created_at: Date
}

type AgentTable = {
  realm: string
  legal_party: string
  natural_party: string
  role: 'legal-representative' | 'agent'
  valid_from: Date
  valid_to: Date | null
}

type Tables = { 'identity.party': PartyTable; 'identity.agent': AgentTable }

export type PartyRow = Selectable<PartyTable>

/** False when the party is there already, by number or code. */
export async function insertParty(tx: Tx, row: PartyRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .withTables<Tables>()
    .insertInto('identity.party')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

type Key = { id: string } | { idType: string; idNumberIndex: Buffer } | { code: string }

export async function selectParty(db: Db, realm: string, key: Key): Promise<PartyRow | undefined> {
  const parties = db.withTables<Tables>().selectFrom('identity.party').selectAll().where('realm', '=', realm)
  if ('id' in key) return parties.where('id', '=', key.id).executeTakeFirst()
  if ('code' in key) return parties.where('code', '=', key.code).executeTakeFirst()
  return parties.where('id_type', '=', key.idType).where('id_number_index', '=', key.idNumberIndex).executeTakeFirst()
}

export async function upsertAgent(tx: Tx, row: Selectable<AgentTable>): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('identity.agent')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['realm', 'natural_party', 'legal_party', 'role'])
        .doUpdateSet((given) => ({ valid_to: given.ref('excluded.valid_to') })),
    )
    .execute()
}

/** For whom this natural person may act at `now`, by register or by mandate; by name, the strongest role first. */
export async function selectMandates(db: Db, realm: string, naturalParty: string, now: Date): Promise<Mandate[]> {
  type Row = Required<Pick<Mandate, 'partyId' | 'kind' | 'name' | 'role'>> & {
    code: string | null
    until: Date | null
    items: string[] | null
    acts: MandateAct[] | null
  }
  const { rows } = await sql<Row>`
    select p.id as "partyId", p.kind, p.name, p.code, held.role, held.until, held.items, held.acts from (
      select distinct on (legal_party) legal_party as party, role, valid_to as until, null::text[] as items, null::text[] as acts
      from identity.agent
      where realm = ${realm} and natural_party = ${naturalParty}
        and valid_from <= ${now} and (valid_to is null or valid_to > ${now})
      order by legal_party, role desc
    ) held join identity.party p on p.realm = ${realm} and p.id = held.party
    union all
    select p.id, p.kind, p.name, p.code, m.kind, m.valid_to,
           (select array_agg(item->>'id') from jsonb_array_elements(m.items) item), m.acts
    from identity.mandate m join identity.party p on p.realm = m.realm and p.id = m.principal_party
    where m.realm = ${realm} and m.agent_party = ${naturalParty} and m.signed_at is not null and m.ended_at is null
      and m.valid_from <= ${now} and m.valid_to > ${now}
    order by 3, 1, 7 nulls first, 6 desc nulls first`.execute(db)
  return rows.map(({ code, until, items, acts, ...row }) => ({
    ...row,
    ...(code ? { code } : {}),
    ...(until ? { until: until.toISOString() } : {}),
    ...(items ? { items } : {}),
    ...(acts ? { acts } : {}),
  }))
}

export type PastMandate = { from: Date; ended: Date; items?: string[]; acts?: MandateAct[] }

/** What once let this person act for the party and has come to its end, the last to end first. */
export async function selectPastMandates(
  db: Db,
  realm: string,
  naturalParty: string,
  party: string,
  now: Date,
): Promise<PastMandate[]> {
  type Row = { from: Date; ended: Date; items: string[] | null; acts: MandateAct[] | null }
  const { rows } = await sql<Row>`
    select past.from, past.ended, past.items, past.acts from (
      select valid_from as "from", valid_to as ended, null::text[] as items, null::text[] as acts from identity.agent
      where realm = ${realm} and natural_party = ${naturalParty} and legal_party = ${party}
      union all
      select valid_from, least(valid_to, ended_at),
             (select array_agg(item->>'id') from jsonb_array_elements(items) item), acts
      from identity.mandate
      where realm = ${realm} and agent_party = ${naturalParty} and principal_party = ${party} and signed_at is not null
    ) past where past.ended <= ${now} order by past.ended desc`.execute(db)
  return rows.map(({ from, ended, items, acts }) => ({
    from,
    ended,
    ...(items ? { items } : {}),
    ...(acts ? { acts } : {}),
  }))
}

/** The accounts of those who are the party, or may act for it at `now`. */
export async function selectAccountsFor(db: Db, realm: string, partyId: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from identity.account
    where realm = ${realm} and disabled_at is null and party_id in (
      select ${partyId}::uuid union
      select natural_party from identity.agent
      where realm = ${realm} and legal_party = ${partyId}
        and valid_from <= ${now} and (valid_to is null or valid_to > ${now})
      union
      select agent_party from identity.mandate
      where realm = ${realm} and principal_party = ${partyId} and signed_at is not null and ended_at is null
        and items is null and 'apply' = any(acts) and valid_from <= ${now} and valid_to > ${now})
    order by id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function selectOwnAccounts(db: Db, realm: string, partyId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from identity.account
    where realm = ${realm} and party_id = ${partyId} and kind = 'citizen' and disabled_at is null
    order by created_at, id`.execute(db)
  return rows.map(({ id }) => id)
}
