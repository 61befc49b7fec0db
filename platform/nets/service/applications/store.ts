import { sql } from 'kysely'
import { type Db, inGroups, insertAtCommit, insistAtCommit, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import { createAllowance } from './allowance.ts'
import type { Draft, DraftContent, DraftMaterial } from './application.ts'

type ApplicationTable = {
  realm: string
  id: string
  account_id: string
  party_id: string
  item_id: string
  item_version: number
  item_name: string
  party_name: string
  form_key: string
  form_version: number
  content: Buffer
  version: number
  created_at: Date
  updated_at: Date
}

type MaterialTable = {
  realm: string
  application_id: string
  id: string
  key: string
  name: string
  hash: string
  file_name: string
  media_type: string
  size: number
  at: Date
  origin: string | null
}

type Tables = { 'applications.application': ApplicationTable; 'applications.material': MaterialTable }

const context = 'applications.application.content'

/** What was kept before promises and situations were known holds none of them. */
const whole = (kept: Partial<DraftContent>): DraftContent => ({
  answers: {},
  facts: [],
  gaps: [],
  disputes: [],
  confirmed: [],
  situations: {},
  follow: [],
  promises: [],
  ...kept,
})

/** The only SQL of applications. What people have written so far is sealed at rest. */
export function createApplicationStore({ db: own, secrets }: { db: Db; secrets: Secrets }) {
  const seal = (content: DraftContent) => secrets.encrypt(JSON.stringify(content), context)

  function draftOf(row: ApplicationTable): Draft {
    return {
      realm: row.realm,
      id: row.id,
      accountId: row.account_id,
      partyId: row.party_id,
      partyName: row.party_name,
      item: { id: row.item_id, version: row.item_version, name: row.item_name },
      form: { key: row.form_key, version: row.form_version },
      content: whole(JSON.parse(secrets.decrypt(row.content, context)) as Partial<DraftContent>),
      version: row.version,
      updatedAt: row.updated_at,
    }
  }

  const allowance = createAllowance()

  const rowOf = (draft: Draft): ApplicationTable => ({
    realm: draft.realm,
    id: draft.id,
    account_id: draft.accountId,
    party_id: draft.partyId,
    party_name: draft.partyName,
    item_id: draft.item.id,
    item_version: draft.item.version,
    item_name: draft.item.name,
    form_key: draft.form.key,
    form_version: draft.form.version,
    content: seal(draft.content),
    version: draft.version,
    created_at: draft.updatedAt,
    updated_at: draft.updatedAt,
  })

  const insertAtOnce = inGroups((rows: ApplicationTable[]) =>
    inTransaction(own, (tx) => insertAtCommit(tx, 'applications.application', rows)),
  )

  return {
    /** Keeps a new draft unless the account has `most` of them; false when it has. */
    async insert(db: Db, draft: Draft, most: number): Promise<boolean> {
      const account = `${draft.realm} ${draft.accountId}`
      const row = rowOf(draft)
      if (allowance.take(account)) {
        await insertAtOnce(row)
        return true
      }
      const { rows } = await sql<{ had: number }>`
        with held as (select count(*)::int as n from applications.application
                      where realm = ${draft.realm} and account_id = ${draft.accountId}::uuid)
        insert into applications.application (realm, id, account_id, party_id, party_name, item_id, item_version, item_name,
          form_key, form_version, content, version, created_at, updated_at)
        select ${row.realm}, ${row.id}::uuid, ${row.account_id}::uuid, ${row.party_id}::uuid, ${row.party_name},
          ${row.item_id}::uuid, ${row.item_version}::int, ${row.item_name}, ${row.form_key}, ${row.form_version}::int,
          ${row.content}::bytea, ${row.version}::int, ${row.created_at}::timestamptz, ${row.updated_at}::timestamptz
        from held where n < ${most}
        returning (select n from held) as had`.execute(db)
      const [kept] = rows
      if (kept) allowance.counted(account, most - kept.had - 1)
      return kept !== undefined
    },

    /** With the files handed in so far, by key. */
    async find(db: Db, realm: string, id: string): Promise<(Draft & { files: DraftMaterial[] }) | undefined> {
      const { rows } = await sql<ApplicationTable & { files: (Omit<MaterialTable, 'at'> & { at: string })[] | null }>`
        select a.*, (select json_agg(m order by m.key) from applications.material m
                     where m.realm = a.realm and m.application_id = a.id) as files
        from applications.application a where a.realm = ${realm} and a.id = ${id}`.execute(db)
      const [row] = rows
      if (!row) return undefined
      const files = (row.files ?? []).map((file) => materialOf({ ...file, at: new Date(file.at) }))
      return { ...draftOf(row), files }
    },

    /** Saves when nobody saved since; false when somebody did. */
    async update(tx: Tx, draft: Draft, now: Date): Promise<boolean> {
      const { numUpdatedRows } = await tx
        .withTables<Tables>()
        .updateTable('applications.application')
        .set({ content: seal(draft.content), version: draft.version + 1, updated_at: now })
        .where('realm', '=', draft.realm)
        .where('id', '=', draft.id)
        .where('version', '=', draft.version)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },

    /** Takes it away with the commit, which fails with `TakenAway` when it is no longer there as it was read. */
    takeAway(tx: Tx, { realm, id, version }: Draft): Promise<void> {
      const remove = sql`
        delete from applications.application where realm = ${realm} and id = ${id} and version = ${version}`
      return insistAtCommit(tx, remove, () => new TakenAway())
    },

    async remove(tx: Tx, realm: string, id: string): Promise<void> {
      await tx
        .withTables<Tables>()
        .deleteFrom('applications.application')
        .where('realm', '=', realm)
        .where('id', '=', id)
        .execute()
    },

    /** Removes what nobody touched since; answers how many. */
    async removeUntouched(db: Db, since: Date): Promise<number> {
      const { numDeletedRows } = await db
        .withTables<Tables>()
        .deleteFrom('applications.application')
        .where('updated_at', '<', since)
        .executeTakeFirstOrThrow()
      return Number(numDeletedRows)
    },

    async list(
      db: Db,
      realm: string,
      accountId: string,
    ): Promise<Pick<ApplicationTable, 'id' | 'item_id' | 'item_name' | 'party_name' | 'updated_at'>[]> {
      return db
        .withTables<Tables>()
        .selectFrom('applications.application')
        .select(['id', 'item_id', 'item_name', 'party_name', 'updated_at'])
        .where('realm', '=', realm)
        .where('account_id', '=', accountId)
        .orderBy('updated_at', 'desc')
        .limit(100)
        .execute()
    },

    /** Unfinished applications of an account that was merged go on in the one that stays. */
    async move(tx: Tx, realm: string, from: string, to: string): Promise<void> {
      await tx
        .withTables<Tables>()
        .updateTable('applications.application')
        .set({ account_id: to })
        .where('realm', '=', realm)
        .where('account_id', '=', from)
        .execute()
    },

    async putMaterial(tx: Tx, draft: Draft, material: DraftMaterial): Promise<void> {
      const row = {
        id: material.id,
        name: material.name,
        hash: material.hash,
        file_name: material.fileName,
        media_type: material.mediaType,
        size: material.size,
        at: material.at,
        origin: material.from ? JSON.stringify(material.from) : null,
      }
      await tx
        .withTables<Tables>()
        .insertInto('applications.material')
        .values({ realm: draft.realm, application_id: draft.id, key: material.key, ...row })
        .onConflict((on) => on.columns(['realm', 'application_id', 'key']).doUpdateSet(row))
        .execute()
    },

    async removeMaterial(tx: Tx, draft: Draft, key: string): Promise<void> {
      await tx
        .withTables<Tables>()
        .deleteFrom('applications.material')
        .where('realm', '=', draft.realm)
        .where('application_id', '=', draft.id)
        .where('key', '=', key)
        .execute()
    },

    async materials(db: Db, realm: string, id: string): Promise<DraftMaterial[]> {
      const rows = await db
        .withTables<Tables>()
        .selectFrom('applications.material')
        .selectAll()
        .where('realm', '=', realm)
        .where('application_id', '=', id)
        .orderBy('key')
        .execute()
      return rows.map(materialOf)
    },
  }
}

/** The application was changed or became a case while somebody else was about to make it one. */
export class TakenAway extends Error {}

function materialOf(row: MaterialTable): DraftMaterial {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    hash: row.hash,
    fileName: row.file_name,
    mediaType: row.media_type,
    size: Number(row.size),
    at: row.at,
    ...(row.origin ? { from: row.origin as unknown as NonNullable<DraftMaterial['from']> } : {}),
  }
}
