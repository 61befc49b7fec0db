import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { askedTogether, type Db, insertAtCommit, type Tx } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { CredentialKind, CredentialRecord, CredentialStatus, CredentialVerb } from './contract.ts'

export type CredentialRow = {
  id: string
  type: string
  typeVersion: number
  kind: CredentialKind
  departmentId: string
  divisionCode: string
  holderPartyId: string
  record: CredentialRecord
  recordDigest: Buffer
  signature: Buffer
  suite: 'GM'
  keyId: string
  sealId: string
  leafHash: Buffer
  status: CredentialStatus
  caseId: string | null
  previousId: string | null
  pdfHash: string | null
  ofdHash: string | null
  version: number
}

export type StepData = {
  ground?: string
  basis?: string
  paper?: { id: string; name: string; number: string }
  year?: number
  next?: { id: string; number: string }
}

export type StepRow = {
  version: number
  verb: CredentialVerb
  reason: string
  actorId: string
  actorName: string
  at: Date
  /** Of an act that ended a licence: its ground, its basis, and the paper that told it; of upkeep: the year, what came next. */
  data?: StepData | null
}

type StoredRow = Omit<CredentialRow, 'record'> & { record: Buffer }

const columns = sql`id, type, type_version as "typeVersion", kind, department_id as "departmentId",
  division_code as "divisionCode", holder_party as "holderPartyId", record, record_digest as "recordDigest", signature,
  suite, key_id as "keyId", seal_id as "sealId", leaf_hash as "leafHash", status, case_id as "caseId",
  previous_id as "previousId", pdf_hash as "pdfHash",
  ofd_hash as "ofdHash", version`

export type Store = ReturnType<typeof createStore>

/** The only SQL of credentials. Records and ID numbers are sealed at rest under the platform's secrets. */
export function createStore(secrets: Secrets) {
  const recordContext = (realm: string, id: string) => `credentials.credential.record:${realm}:${id}`

  const rowOf = (realm: string, row: StoredRow): CredentialRow => ({
    ...row,
    record: JSON.parse(secrets.decrypt(row.record, recordContext(realm, row.id))) as CredentialRecord,
  })

  async function one(db: Db | Tx, realm: string, where: ReturnType<typeof sql>): Promise<CredentialRow | undefined> {
    const { rows } =
      await sql<StoredRow>`select ${columns} from credentials.credential where realm = ${realm} and ${where}`.execute(
        db,
      )
    return rows[0] && rowOf(realm, rows[0])
  }

  async function many(db: Db | Tx, realm: string, rest: ReturnType<typeof sql>): Promise<CredentialRow[]> {
    const { rows } =
      await sql<StoredRow>`select ${columns} from credentials.credential where realm = ${realm} and ${rest}`.execute(db)
    return rows.map((row) => rowOf(realm, row))
  }

  return {
    /** `canonical` is the record's canonical text, which is what is kept. */
    async insert(
      tx: Tx,
      realm: string,
      row: CredentialRow,
      canonical: string,
      idNumber: string | undefined,
    ): Promise<void> {
      const { record } = row
      const sealed = secrets.encrypt(canonical, recordContext(realm, row.id))
      const idSealed = idNumber ? secrets.encrypt(idNumber, 'credentials.credential.holder-id') : null
      const idIndex = idNumber ? secrets.blindIndex(idNumber) : null
      await insertAtCommit(tx, 'credentials.credential', [
        {
          realm,
          id: row.id,
          type: row.type,
          type_version: row.typeVersion,
          kind: row.kind,
          identifier: record.identifier,
          number: record.number,
          department_id: row.departmentId,
          division_code: row.divisionCode,
          holder_party: row.holderPartyId,
          holder_id_sealed: idSealed,
          holder_id_index: idIndex,
          record: sealed,
          record_digest: row.recordDigest,
          signature: row.signature,
          suite: row.suite,
          key_id: row.keyId,
          seal_id: row.sealId,
          leaf_hash: row.leafHash,
          verify_code: record.verifyCode,
          status: row.status,
          issued_at: record.issuedAt,
          valid_from: record.validFrom ?? null,
          valid_to: record.validTo ?? null,
          case_id: row.caseId,
          previous_id: row.previousId,
          version: row.version,
        },
      ])
    },

    find: (db: Db | Tx, realm: string, id: string) => one(db, realm, sql`id = ${id}`),
    findByCode: (db: Db, realm: string, code: string) => one(db, realm, sql`verify_code = ${code}`),
    findByIdentifier: (db: Db, realm: string, identifier: string) => one(db, realm, sql`identifier = ${identifier}`),
    /** Of a type, those first issued under these numbers; what took their place later has the same number. */
    findByNumbers: (db: Db | Tx, realm: string, type: string, numbers: readonly string[]) =>
      many(
        db,
        realm,
        sql`type = ${type} and number = any(${[...numbers]}) and kind <> 'letter' and previous_id is null`,
      ),
    /** Which of these numbers something of the type was first issued under. */
    async numbersTaken(tx: Tx, realm: string, type: string, numbers: readonly string[]): Promise<Set<string>> {
      const { rows } = await sql<{ number: string }>`select number from credentials.credential
        where realm = ${realm} and type = ${type} and number = any(${[...numbers]}) and kind <> 'letter'
          and previous_id is null`.execute(tx)
      return new Set(rows.map(({ number }) => number))
    },
    /** The holder's full number, for what only the holder can show. */
    async holderIdOf(db: Db, realm: string, id: string): Promise<string | undefined> {
      const { rows } = await sql<{
        sealed: Buffer | null
      }>`select holder_id_sealed as sealed from credentials.credential
        where realm = ${realm} and id = ${id}`.execute(db)
      return rows[0]?.sealed ? secrets.decrypt(rows[0].sealed, 'credentials.credential.holder-id') : undefined
    },
    listOfParties: (db: Db, realm: string, parties: readonly string[], before: string | undefined, limit: number) =>
      many(
        db,
        realm,
        sql`holder_party = any(${[...parties]}) ${before ? sql`and id < ${before}` : sql``} order by id desc limit ${limit}`,
      ),
    listOfCase: (db: Db, realm: string, caseId: string) =>
      many(db, realm, sql`case_id = ${caseId} order by id limit 200`),
    /** The party's of a type in whatever state, the newest first. */
    heldOfType: (db: Db, realm: string, party: string, type: string) =>
      many(db, realm, sql`holder_party = ${party} and type = ${type} order by id desc limit 50`),
    /** Whether the party ever got another of the type than this number; of many at once, and none is opened for it. */
    holdsOther: askedTogether(
      async (db, asked: readonly { realm: string; party: string; type: string; number: string }[]) => {
        const column = (name: 'realm' | 'party' | 'type' | 'number') => asked.map((each) => each[name])
        const { rows } = await sql<{ other: boolean }>`
        select exists (select from credentials.credential c where c.realm = a.realm and c.holder_party = a.party
          and c.type = a.type and c.number <> a.number) as other
        from unnest(${column('realm')}::text[], ${column('party')}::text[], ${column('type')}::text[], ${column('number')}::text[])
          with ordinality as a (realm, party, type, number, place) order by a.place`.execute(db)
        return rows.map(({ other }) => other)
      },
    ),
    /** The party's newest of a type that is in force on a day. */
    newestValid: (db: Db, realm: string, party: string, type: string, day: string) =>
      one(
        db,
        realm,
        sql`holder_party = ${party} and type = ${type} and status = 'valid' and (valid_to is null or valid_to >= ${day}::date)
          order by id desc limit 1`,
      ),

    /** Changes the status if the row is still at this version; false when somebody else was first. */
    async setStatus(
      tx: Tx,
      realm: string,
      row: Pick<CredentialRow, 'id' | 'version'>,
      status: CredentialStatus,
    ): Promise<boolean> {
      const { numAffectedRows } = await sql`update credentials.credential set status = ${status}, version = version + 1
        where realm = ${realm} and id = ${row.id} and version = ${row.version}`.execute(tx)
      return numAffectedRows === 1n
    },

    async insertStep(tx: Tx, realm: string, credentialId: string, step: StepRow): Promise<void> {
      await sql`insert into credentials.step values (${realm}, ${credentialId}, ${step.version}, ${step.verb}, ${step.reason},
        ${step.actorId}, ${step.actorName}, ${step.at}, ${step.data ? JSON.stringify(step.data) : null})`.execute(tx)
    },

    async listSteps(db: Db, realm: string, credentialId: string): Promise<StepRow[]> {
      const { rows } = await sql<StepRow>`
        select version, verb, reason, actor_id as "actorId", actor_name as "actorName", at, data from credentials.step
        where realm = ${realm} and credential_id = ${credentialId} order by version`.execute(db)
      return rows
    },

    async setPdf(db: Db, realm: string, id: string, hash: string): Promise<void> {
      await sql`update credentials.credential set pdf_hash = ${hash} where realm = ${realm} and id = ${id}`.execute(db)
    },

    async setOfd(db: Db, realm: string, id: string, hash: string): Promise<void> {
      await sql`update credentials.credential set ofd_hash = ${hash} where realm = ${realm} and id = ${id}`.execute(db)
    },
  }
}

/**
 * Numbers of a scope's database sequence, which does not roll back. It is made at the first number of its scope, under a
 * lock, since two makers at once would fail.
 */
export async function takeSerials(
  tx: Tx,
  realm: string,
  type: string,
  scope: string,
  count: number,
): Promise<number[]> {
  const key = `${realm}/${type}/${scope}`
  const name = `serial_${createHash('sha256').update(key).digest('hex').slice(0, 32)}`
  const take = async () => {
    const { rows } = await sql<{ n: number | null }>`
      select nextval(to_regclass(${`credentials.${name}`})) as n from generate_series(1, ${count}::int)`.execute(tx)
    return rows.flatMap(({ n }) => (n === null ? [] : [n]))
  }
  const known = await take()
  if (known.length > 0) return known
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
  await sql`create sequence if not exists credentials.${sql.id(name)}`.execute(tx)
  await sql`comment on sequence credentials.${sql.id(name)} is ${sql.lit(key)}`.execute(tx)
  const made = await take()
  if (made.length === 0) throw new Error(`The sequence ${name} was made and is gone`)
  return made
}
