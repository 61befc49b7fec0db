import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Mandate } from '../contract.ts'

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

/** Legal persons this natural person may act for at `now`; one row each, the strongest role first. */
export async function selectMandates(db: Db, realm: string, naturalParty: string, now: Date): Promise<Mandate[]> {
  const { rows } = await sql<{ id: string; name: string; code: string; role: AgentTable['role']; until: Date | null }>`
    select distinct on (p.name, p.id) p.id, p.name, p.code, a.role, a.valid_to as until
    from identity.agent a join identity.party p on p.realm = a.realm and p.id = a.legal_party
    where a.realm = ${realm} and a.natural_party = ${naturalParty}
      and a.valid_from <= ${now} and (a.valid_to is null or a.valid_to > ${now})
    order by p.name, p.id, a.role desc`.execute(db)
  return rows.map(({ id, name, code, role, until }) => ({
    partyId: id,
    kind: 'legal',
    name,
    code,
    role,
    ...(until ? { until: until.toISOString() } : {}),
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
        and valid_from <= ${now} and (valid_to is null or valid_to > ${now}))
    order by id`.execute(db)
  return rows.map(({ id }) => id)
}
