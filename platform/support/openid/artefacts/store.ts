import { sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import type { Directory } from '../contract.ts'

export type Place = { directory: Directory; kind: string }
export type Found = { content: Buffer; consumedAt: Date | null }
/** A token with its grant, which whoever reads the token asks for next. */
export type FoundWithGrant = Found & { grant: Buffer | null; grantDigest: Buffer | null }
export type Kept = {
  digest: Buffer
  content: Buffer
  grantId: string | null
  accountId: string | null
  clientId: string | null
  uid: string | null
  userCode: string | null
  expiresAt: Date | null
}

export async function putArtefact(db: Db, { directory, kind }: Place, kept: Kept): Promise<void> {
  await sql`
    insert into openid.artefact (directory, kind, id_digest, content_sealed, grant_id, account_id, client_id, uid, user_code,
                                 expires_at)
    values (${directory}, ${kind}, ${kept.digest}, ${kept.content}, ${kept.grantId}, ${kept.accountId}, ${kept.clientId},
            ${kept.uid}, ${kept.userCode}, ${kept.expiresAt})
    on conflict (directory, kind, id_digest) do update
    set content_sealed = excluded.content_sealed, grant_id = excluded.grant_id, uid = excluded.uid,
        user_code = excluded.user_code, expires_at = excluded.expires_at`.execute(db)
}

type By = { digest: Buffer } | { uid: string } | { userCode: string }

export async function selectArtefact(db: Db, { directory, kind }: Place, by: By): Promise<Found | undefined> {
  const key =
    'digest' in by
      ? sql`id_digest = ${by.digest}`
      : 'uid' in by
        ? sql`uid = ${by.uid}`
        : sql`user_code = ${by.userCode}`
  const { rows } = await sql<Found>`
    select content_sealed as content, consumed_at as "consumedAt" from openid.artefact
    where directory = ${directory} and kind = ${kind} and ${key}`.execute(db)
  return rows[0]
}

/** True for the one caller who uses it first. */
export async function consumeArtefact(db: Db, { directory, kind }: Place, digest: Buffer, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update openid.artefact set consumed_at = ${now}
    where directory = ${directory} and kind = ${kind} and id_digest = ${digest} and consumed_at is null`.execute(db)
  return numAffectedRows === 1n
}

export async function deleteArtefact(db: Db, { directory, kind }: Place, digest: Buffer): Promise<void> {
  await sql`
    delete from openid.artefact
    where directory = ${directory} and kind = ${kind} and id_digest = ${digest}`.execute(db)
}

export async function deleteOfGrant(db: Db, { directory, kind }: Place, grantId: string): Promise<void> {
  await sql`
    delete from openid.artefact
    where directory = ${directory} and kind = ${kind} and grant_id = ${grantId}`.execute(db)
}

/** Ends all that an account granted a program: its grants, and every code and token under them. */
export async function deleteGranted(db: Db, accountId: string, clientId: string): Promise<void> {
  await sql`
    delete from openid.artefact where grant_id in (
      select grant_id from openid.artefact
      where account_id = ${accountId} and client_id = ${clientId} and grant_id is not null)`.execute(db)
}

/** Ends all that an account granted in a directory but for the grants kept: those too whose sign-on ran out long ago. */
export async function deleteGrantedBy(
  db: Db,
  { directory, accountId }: { directory: Directory; accountId: string },
  kept: string[],
): Promise<void> {
  await sql`
    delete from openid.artefact where directory = ${directory} and grant_id in (
      select grant_id from openid.artefact
      where account_id = ${accountId} and directory = ${directory} and grant_id is not null)
      and grant_id <> all(${kept}::text[])`.execute(db)
}

export async function deleteExpired(db: Db, before: Date): Promise<void> {
  await sql`delete from openid.artefact where expires_at < ${before}`.execute(db)
  await sql`delete from openid.sign_on where at < ${before}::timestamptz - interval '1 day'`.execute(db)
}

export type SignOn = { directory: Directory; uid: string }

export async function putSignOn(db: Db, sessionId: string, { directory, uid }: SignOn, at: Date): Promise<void> {
  await sql`
    insert into openid.sign_on (session_id, directory, uid, at) values (${sessionId}, ${directory}, ${uid}, ${at})
    on conflict do nothing`.execute(db)
}

export async function selectSignOns(db: Db, sessionId: string): Promise<SignOn[]> {
  const { rows } = await sql<SignOn>`
    select directory, uid from openid.sign_on where session_id = ${sessionId}`.execute(db)
  return rows
}

/** A token by its digest and, in the same look, the grant it was given under. */
export async function selectWithGrant(
  db: Db,
  { directory, kind }: Place,
  digest: Buffer,
): Promise<FoundWithGrant | undefined> {
  const { rows } = await sql<FoundWithGrant>`
    select t.content_sealed as content, t.consumed_at as "consumedAt", g.content_sealed as grant, g.id_digest as "grantDigest"
    from openid.artefact t
    left join openid.artefact g
      on g.directory = t.directory and g.kind = 'Grant' and g.id_digest = sha256(convert_to(t.grant_id, 'UTF8'))
    where t.directory = ${directory} and t.kind = ${kind} and t.id_digest = ${digest}`.execute(db)
  return rows[0]
}

/** Uses all of these up and keeps all of those, or does neither: false when one of them was used already. */
export async function keepTogether(
  db: Db,
  directory: Directory,
  { uses, keeps }: { uses: { kind: string; digest: Buffer }[]; keeps: ({ kind: string } & Kept)[] },
  now: Date,
): Promise<boolean> {
  const of = <Value>(part: (kept: { kind: string } & Kept) => Value) => keeps.map(part)
  const { rows } = await sql<{ used: number }>`
    with used as (
      update openid.artefact a set consumed_at = ${now}
      from unnest(${uses.map(({ kind }) => kind)}::text[], ${uses.map(({ digest }) => digest)}::bytea[]) as u (kind, id_digest)
      where a.directory = ${directory} and a.kind = u.kind and a.id_digest = u.id_digest and a.consumed_at is null
      returning 1
    ), kept as (
      insert into openid.artefact (directory, kind, id_digest, content_sealed, grant_id, account_id, client_id, uid, user_code,
                                   expires_at)
      select ${directory}, k.* from unnest(${of(({ kind }) => kind)}::text[], ${of(({ digest }) => digest)}::bytea[],
        ${of(({ content }) => content)}::bytea[], ${of(({ grantId }) => grantId)}::text[],
        ${of(({ accountId }) => accountId)}::text[], ${of(({ clientId }) => clientId)}::text[],
        ${of(({ uid }) => uid)}::text[], ${of(({ userCode }) => userCode)}::text[],
        ${of(({ expiresAt }) => expiresAt)}::timestamptz[]) k
      where (select count(*) from used) = ${uses.length}
      on conflict (directory, kind, id_digest) do update
      set content_sealed = excluded.content_sealed, grant_id = excluded.grant_id, uid = excluded.uid,
          user_code = excluded.user_code, expires_at = excluded.expires_at
    )
    select count(*)::int as used from used`.execute(db)
  return rows[0]?.used === uses.length
}
