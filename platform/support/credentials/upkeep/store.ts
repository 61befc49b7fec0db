import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'

/** A licence with the day something of it is due. */
export type Due = { id: string; type: string; number: string; partyId: string; day: string }

const due = (
  db: Db,
  realm: string,
  day: RawBuilder<unknown>,
  where: RawBuilder<unknown>,
  after: string | undefined,
  limit: number,
) =>
  sql<Due>`select id, type, number, holder_party as "partyId", ${day} as day from credentials.credential
    where realm = ${realm} and status = 'valid' and ${where} ${after ? sql`and id > ${after}` : sql``}
    order by id limit ${limit}`
    .execute(db)
    .then(({ rows }) => rows)

export const listEnding = (
  db: Db,
  realm: string,
  { type, from, to }: { type: string; from: string; to: string },
  after: string | undefined,
  limit: number,
) =>
  due(
    db,
    realm,
    sql`to_char(valid_to, 'YYYY-MM-DD')`,
    sql`type = ${type} and valid_to between ${from}::date and ${to}::date`,
    after,
    limit,
  )

/** Those from before this year whose check of the year is not noted. */
export const listUnchecked = (
  db: Db,
  realm: string,
  { type, year, last, today }: { type: string; year: number; last: string; today: string },
  after: string | undefined,
  limit: number,
) =>
  due(
    db,
    realm,
    sql`${last}`,
    sql`type = ${type} and coalesce(valid_from, issued_at::date) < make_date(${year}, 1, 1)
      and (valid_to is null or valid_to >= ${today}::date)
      and not exists (select from credentials.step s where s.realm = credential.realm and s.credential_id = credential.id
        and s.verb = 'annual-check' and (s.data->>'year')::int = ${year})`,
    after,
    limit,
  )

/** False when the holder was told of it at this distance already. */
export async function insertReminder(
  tx: Tx,
  realm: string,
  { id, kind, day, before, at }: Due & { kind: string; before: number; at: Date },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into credentials.reminder values (${realm}, ${id}, ${kind}, ${day}::date, ${before}, ${at})
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}
