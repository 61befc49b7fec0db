import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { PostRole } from '#kernel/actor.ts'
import type { Post } from '../contract.ts'

type PostTable = {
  realm: string
  id: string
  account_id: string
  role: PostRole
  department_id: string
  department_name: string
  division_code: string
  valid_from: Date
  valid_to: Date | null
  appointed_by: string
}

type Tables = { 'identity.post': PostTable }

export async function insertPost(tx: Tx, realm: string, post: Post, appointedBy: string): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('identity.post')
    .values({
      realm,
      id: post.id,
      account_id: post.accountId,
      role: post.role,
      department_id: post.departmentId,
      department_name: post.departmentName,
      division_code: post.divisionCode,
      valid_from: new Date(post.validFrom),
      valid_to: post.validTo ? new Date(post.validTo) : null,
      appointed_by: appointedBy,
    })
    .execute()
}

/** Posts in force at `now`, by account and department; of one account when given. */
export async function selectPosts(db: Db, realm: string, now: Date, accountId?: string): Promise<Post[]> {
  let rows = inForce(db, realm, now).selectAll().orderBy('account_id').orderBy('department_id').orderBy('role')
  if (accountId !== undefined) rows = rows.where('account_id', '=', accountId)
  return (await rows.execute()).map(asPost)
}

export async function selectPost(db: Db, realm: string, id: string, now: Date): Promise<Post | undefined> {
  const row = await inForce(db, realm, now).selectAll().where('id', '=', id).executeTakeFirst()
  return row && asPost(row)
}

export async function isRoleHeld(db: Db, realm: string, role: PostRole, now: Date): Promise<boolean> {
  return (await inForce(db, realm, now).select('id').where('role', '=', role).limit(1).executeTakeFirst()) !== undefined
}

/** In force or not. */
export async function hasAnyPost(db: Db, realm: string, accountId: string): Promise<boolean> {
  const posts = db.withTables<Tables>().selectFrom('identity.post').select('id').where('realm', '=', realm)
  return (await posts.where('account_id', '=', accountId).limit(1).executeTakeFirst()) !== undefined
}

/** True when the post was in force and now is not. */
export async function closePost(tx: Tx, realm: string, id: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update identity.post set valid_to = ${now}
    where realm = ${realm} and id = ${id} and (valid_to is null or valid_to > ${now})`.execute(tx)
  return numAffectedRows === 1n
}

function inForce(db: Db, realm: string, now: Date) {
  return db
    .withTables<Tables>()
    .selectFrom('identity.post')
    .where('realm', '=', realm)
    .where('valid_from', '<=', now)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', now)]))
}

function asPost(row: Selectable<PostTable>): Post {
  return {
    id: row.id,
    accountId: row.account_id,
    role: row.role,
    departmentId: row.department_id,
    departmentName: row.department_name,
    divisionCode: row.division_code,
    validFrom: row.valid_from.toISOString(),
    ...(row.valid_to ? { validTo: row.valid_to.toISOString() } : {}),
  }
}
