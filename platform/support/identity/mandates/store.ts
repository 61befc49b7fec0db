import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { MandateAct } from '../contract.ts'

export type MandateRow = {
  id: string
  kind: 'agent' | 'parent' | 'family'
  principal: string
  principalName: string
  principalKind: 'natural' | 'legal'
  agent: string
  agentName: string
  items: { id: string; name: string }[] | null
  acts: MandateAct[]
  validFrom: Date
  validTo: Date
  reason: string
  signedAt: Date | null
  signedBy: string | null
  methods: string[] | null
  digest: string | null
  endedAt: Date | null
  endedBy: string | null
}

/** Those a person gave (for themself or a firm they lead) or received, or one of them; the newest first. */
export async function selectMandates(
  db: Db,
  realm: string,
  which: { id: string } | { principals: string[]; agent: string },
): Promise<MandateRow[]> {
  const { rows } = await sql<MandateRow>`
    select m.id, m.kind, m.principal_party as principal, p.name as "principalName", p.kind as "principalKind",
           m.agent_party as agent, a.name as "agentName", m.items, m.acts, m.valid_from as "validFrom",
           m.valid_to as "validTo", m.reason, m.signed_at as "signedAt", m.signed_by_name as "signedBy",
           m.signed_methods as methods, m.digest, m.ended_at as "endedAt", m.ended_by_name as "endedBy"
    from identity.mandate m
    join identity.party p on p.realm = m.realm and p.id = m.principal_party
    join identity.party a on a.realm = m.realm and a.id = m.agent_party
    where m.realm = ${realm}
      and ${'id' in which ? sql`m.id = ${which.id}` : sql`(m.principal_party = any(${which.principals}::uuid[]) or m.agent_party = ${which.agent})`}
    order by m.asked_at desc, m.id limit 200`.execute(db)
  return rows
}

export type Signature = { at: Date; by: string; methods: readonly string[]; statement: string; digest: string }

export async function insertMandate(
  tx: Tx,
  realm: string,
  row: Pick<
    MandateRow,
    'id' | 'kind' | 'principal' | 'agent' | 'items' | 'acts' | 'validFrom' | 'validTo' | 'reason'
  > & { askedAt: Date },
): Promise<void> {
  await sql`
    insert into identity.mandate (realm, id, kind, principal_party, agent_party, items, acts, valid_from, valid_to, reason,
                                  asked_at)
    values (${realm}, ${row.id}, ${row.kind}, ${row.principal}, ${row.agent},
            ${row.items === null ? null : JSON.stringify(row.items)}::jsonb, ${row.acts}, ${row.validFrom}, ${row.validTo},
            ${row.reason}, ${row.askedAt})`.execute(tx)
}

/** True for who signs it first, while it waits. */
export async function signMandate(tx: Tx, realm: string, id: string, signed: Signature): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update identity.mandate
    set signed_at = ${signed.at}, signed_by_name = ${signed.by}, signed_methods = ${signed.methods},
        statement = ${signed.statement}, digest = ${signed.digest}
    where realm = ${realm} and id = ${id} and signed_at is null and ended_at is null and valid_to > ${signed.at}`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

export async function endMandate(tx: Tx, realm: string, id: string, by: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update identity.mandate set ended_at = ${now}, ended_by_name = ${by}
    where realm = ${realm} and id = ${id} and ended_at is null and valid_to > ${now}`.execute(tx)
  return numAffectedRows === 1n
}

/** Holds the pair until the transaction ends, so that one mandate is not given twice at once. */
export async function lockPair(tx: Tx, realm: string, principal: string, agent: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('identity.mandate'), hashtext(${`${realm} ${principal} ${agent}`}))`.execute(
    tx,
  )
}

/** The natural persons who may sign for a party: itself, or who represents it by law. */
export async function selectSigners(db: Db, realm: string, partyId: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from identity.party where realm = ${realm} and id = ${partyId} and kind = 'natural'
    union
    select natural_party from identity.agent
    where realm = ${realm} and legal_party = ${partyId} and role = 'legal-representative'
      and valid_from <= ${now} and (valid_to is null or valid_to > ${now})`.execute(db)
  return rows.map(({ id }) => id)
}

/** The accounts in use of natural persons. */
export async function selectAccountsOfPeople(db: Db, realm: string, partyIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from identity.account
    where realm = ${realm} and disabled_at is null and party_id = any(${partyIds}::uuid[]) order by id`.execute(db)
  return rows.map(({ id }) => id)
}

/** The firms a person represents by law. */
export async function selectLed(db: Db, realm: string, partyId: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select legal_party as id from identity.agent
    where realm = ${realm} and natural_party = ${partyId} and role = 'legal-representative'
      and valid_from <= ${now} and (valid_to is null or valid_to > ${now})`.execute(db)
  return rows.map(({ id }) => id)
}
