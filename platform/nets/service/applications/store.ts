import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
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
}

type Tables = { 'applications.application': ApplicationTable; 'applications.material': MaterialTable }

const context = 'applications.application.content'

/** The only SQL of applications. What people have written so far is sealed at rest. */
export function createApplicationStore({ secrets }: { secrets: Secrets }) {
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
      content: JSON.parse(secrets.decrypt(row.content, context)) as DraftContent,
      version: row.version,
      updatedAt: row.updated_at,
    }
  }

  return {
    /** Keeps a new draft unless the account has `most` of them; false when it has. */
    async insert(db: Db, draft: Draft, most: number): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into applications.application (realm, id, account_id, party_id, party_name, item_id, item_version, item_name,
          form_key, form_version, content, version, created_at, updated_at)
        select ${draft.realm}, ${draft.id}::uuid, ${draft.accountId}::uuid, ${draft.partyId}::uuid, ${draft.partyName},
          ${draft.item.id}::uuid, ${draft.item.version}::int, ${draft.item.name}, ${draft.form.key}, ${draft.form.version}::int,
          ${seal(draft.content)}::bytea, ${draft.version}::int, ${draft.updatedAt}::timestamptz, ${draft.updatedAt}::timestamptz
        where (select count(*) from applications.application
               where realm = ${draft.realm} and account_id = ${draft.accountId}::uuid) < ${most}`.execute(db)
      return numAffectedRows === 1n
    },

    async find(db: Db, realm: string, id: string): Promise<Draft | undefined> {
      const row = await db
        .withTables<Tables>()
        .selectFrom('applications.application')
        .selectAll()
        .where('realm', '=', realm)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && draftOf(row)
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

    /** Takes it away, at this version if one is named; false when it is not there. */
    async remove(tx: Tx, realm: string, id: string, version?: number): Promise<boolean> {
      let query = tx
        .withTables<Tables>()
        .deleteFrom('applications.application')
        .where('realm', '=', realm)
        .where('id', '=', id)
      if (version !== undefined) query = query.where('version', '=', version)
      const { numDeletedRows } = await query.executeTakeFirstOrThrow()
      return numDeletedRows === 1n
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

    async putMaterial(tx: Tx, draft: Draft, material: DraftMaterial): Promise<void> {
      const row = {
        id: material.id,
        name: material.name,
        hash: material.hash,
        file_name: material.fileName,
        media_type: material.mediaType,
        size: material.size,
        at: material.at,
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
      return rows.map((row) => ({
        id: row.id,
        key: row.key,
        name: row.name,
        hash: row.hash,
        fileName: row.file_name,
        mediaType: row.media_type,
        size: Number(row.size),
        at: row.at,
      }))
    },
  }
}
