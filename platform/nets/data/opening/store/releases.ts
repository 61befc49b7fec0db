import { sql } from 'kysely'
import type { Db, Tx } from '#ground/database/index.ts'
import type { About, Finding, ReleasePlan, ReleaseState } from '../contract.ts'
import type { FieldProfile } from '../profile.ts'
import type { OpenRow } from '../risk.ts'

export type ReleaseRecord = {
  realm: string
  id: string
  entry_id: string
  register: string
  department_id: string
  about: About
  plan: ReleasePlan
  state: ReleaseState
  no: string | null
  finding: Finding
  profile: FieldProfile[]
  edition: number
  row_count: number
  until: string
  prepared_by: string
  prepared_name: string
  prepared_at: Date
  approved_by: string | null
  approved_name: string | null
  published_at: Date | null
  refreshed_at: Date | null
  checked_at: Date
  changed_at: Date
}

const columns = sql`realm, id, entry_id, register, department_id, about, plan, state, no, finding, profile, edition, row_count,
  until::text as until, prepared_by, prepared_name, prepared_at, approved_by, approved_name, published_at, refreshed_at,
  checked_at, changed_at`

export async function insertRelease(tx: Tx, row: ReleaseRecord): Promise<void> {
  await sql`insert into opening.release (realm, id, entry_id, register, department_id, about, plan, state, no, finding, search,
      until, prepared_by, prepared_name, prepared_at, approved_by, approved_name, published_at, checked_at, changed_at)
    values (${row.realm}, ${row.id}, ${row.entry_id}, ${row.register}, ${row.department_id}, ${JSON.stringify(row.about)}::jsonb,
      ${JSON.stringify(row.plan)}::jsonb, ${row.state}, ${row.no}, ${JSON.stringify(row.finding)}::jsonb, ${searchOf(row.about)},
      ${row.until}::date, ${row.prepared_by}, ${row.prepared_name}, ${row.prepared_at}, ${row.approved_by},
      ${row.approved_name}, ${row.published_at}, ${row.checked_at}, ${row.changed_at})`.execute(tx)
}

const searchOf = ({ name, nameEn, abstract, keywords, code }: About) =>
  [name, nameEn ?? '', abstract, ...keywords, code].join('\n').toLowerCase()

export type Change = Partial<
  Pick<
    ReleaseRecord,
    | 'about'
    | 'state'
    | 'no'
    | 'finding'
    | 'profile'
    | 'edition'
    | 'row_count'
    | 'approved_by'
    | 'approved_name'
    | 'published_at'
    | 'refreshed_at'
    | 'checked_at'
    | 'changed_at'
  >
>

export async function changeRelease(
  tx: Tx,
  { realm, id }: Pick<ReleaseRecord, 'realm' | 'id'>,
  change: Change,
): Promise<void> {
  const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`
  const sets = Object.entries(change).map(([name, value]) => {
    const said = name === 'finding' || name === 'profile' || name === 'about' ? json(value) : sql`${value}`
    return sql`${sql.ref(name)} = ${said}`
  })
  if (change.about) sets.push(sql`search = ${searchOf(change.about)}`)
  await sql`update opening.release set ${sql.join(sets)} where realm = ${realm} and id = ${id}`.execute(tx)
}

export async function findRelease(
  db: Db | Tx,
  realm: string,
  id: string,
  lock = false,
): Promise<ReleaseRecord | undefined> {
  const { rows } = await sql<ReleaseRecord>`select ${columns} from opening.release
    where realm = ${realm} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0]
}

export async function findPublishedOf(db: Db | Tx, realm: string, entryId: string): Promise<ReleaseRecord | undefined> {
  const { rows } = await sql<ReleaseRecord>`select ${columns} from opening.release
    where realm = ${realm} and entry_id = ${entryId} and state = 'published'`.execute(db)
  return rows[0]
}

export async function listReleases(
  db: Db,
  realm: string,
  asked: { offices: readonly string[]; state?: ReleaseState; limit: number; before?: readonly [string, string] },
): Promise<ReleaseRecord[]> {
  const { offices, state, limit, before } = asked
  const { rows } = await sql<ReleaseRecord>`select ${columns} from opening.release where realm = ${realm}
    and (state = 'published' or department_id = any(${offices as string[]}))
    ${state ? sql`and state = ${state}` : sql``}
    ${before ? sql`and (changed_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)` : sql``}
    order by changed_at desc, id desc limit ${limit}`.execute(db)
  return rows
}

/** What is out and has not been read from its register since; what has no rows yet comes first. */
export async function listStale(db: Db, realm: string, since: Date, limit: number): Promise<ReleaseRecord[]> {
  const { rows } = await sql<ReleaseRecord>`select ${columns} from opening.release where realm = ${realm}
    and state = 'published' and (refreshed_at is null or checked_at < ${since})
    order by checked_at limit ${limit}`.execute(db)
  return rows
}

export async function listExpired(db: Db, realm: string, today: string): Promise<ReleaseRecord[]> {
  const { rows } = await sql<ReleaseRecord>`select ${columns} from opening.release where realm = ${realm}
    and state = 'published' and until < ${today}::date limit 100`.execute(db)
  return rows
}

/** The rows of a new edition take the place of those before. */
export async function replaceRows(
  tx: Tx,
  { realm, id }: Pick<ReleaseRecord, 'realm' | 'id'>,
  edition: number,
  rows: readonly OpenRow[],
): Promise<void> {
  await sql`delete from opening.row where realm = ${realm} and release_id = ${id}`.execute(tx)
  for (let from = 0; from < rows.length; from += 1000)
    await sql`insert into opening.row (realm, release_id, edition, no, said)
      select ${realm}, ${id}, ${edition}, ${from} + ordinality::int, said
      from jsonb_array_elements(${JSON.stringify(rows.slice(from, from + 1000))}::jsonb) with ordinality as lot (said, ordinality)`.execute(
      tx,
    )
}

export async function listRows(
  db: Db,
  { realm, id, edition }: Pick<ReleaseRecord, 'realm' | 'id' | 'edition'>,
  asked: { after: number; limit: number },
): Promise<{ no: number; said: OpenRow }[]> {
  const { rows } = await sql<{ no: number; said: OpenRow }>`select no, said from opening.row
    where realm = ${realm} and release_id = ${id} and edition = ${edition} and no > ${asked.after}
    order by no limit ${asked.limit}`.execute(db)
  return rows
}

export type StepRow = { at: Date; verb: string; by_name: string; by_account: string; detail: string }

export async function addStep(
  tx: Tx,
  { realm, id }: Pick<ReleaseRecord, 'realm' | 'id'>,
  step: StepRow,
): Promise<void> {
  await sql`insert into opening.step (realm, release_id, seq, at, verb, by_name, by_account, detail)
    select ${realm}, ${id}, coalesce(max(seq), 0) + 1, ${step.at}, ${step.verb}, ${step.by_name}, ${step.by_account},
      ${step.detail} from opening.step where realm = ${realm} and release_id = ${id}`.execute(tx)
}

export async function listSteps(db: Db, realm: string, id: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`select at, verb, by_name, by_account, detail from opening.step
    where realm = ${realm} and release_id = ${id} order by seq`.execute(db)
  return rows
}

export async function nextNumber(tx: Tx, realm: string, year: number): Promise<number> {
  const { rows } = await sql<{
    last: number
  }>`insert into opening.number (realm, year, last) values (${realm}, ${year}, 1)
    on conflict (realm, year) do update set last = opening.number.last + 1 returning last`.execute(tx)
  return rows[0]!.last
}

export type ClosedRecord = {
  id: string
  entry_id: string
  name: string
  department_name: string
  reason: string
  law: string
  article: string
  since: Date
}

export async function insertClosed(tx: Tx, realm: string, row: ClosedRecord & { by_name: string }): Promise<void> {
  await sql`insert into opening.closed (realm, id, entry_id, name, department_name, reason, law, article, since, by_name)
    values (${realm}, ${row.id}, ${row.entry_id}, ${row.name}, ${row.department_name}, ${row.reason}, ${row.law},
      ${row.article}, ${row.since}, ${row.by_name})`.execute(tx)
}

export async function liftClosed(tx: Tx, realm: string, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update opening.closed set lifted_at = ${at}
    where realm = ${realm} and id = ${id} and lifted_at is null`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

export async function isClosed(db: Db | Tx, realm: string, entryId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from opening.closed
    where realm = ${realm} and entry_id = ${entryId} and lifted_at is null`.execute(db)
  return rows.length > 0
}

export async function listClosed(
  db: Db,
  realm: string,
  asked: { limit: number; before?: readonly [string, string] },
): Promise<ClosedRecord[]> {
  const { before } = asked
  const { rows } = await sql<ClosedRecord>`select id, entry_id, name, department_name, reason, law, article, since
    from opening.closed where realm = ${realm} and lifted_at is null
    ${before ? sql`and (since, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)` : sql``}
    order by since desc, id desc limit ${asked.limit}`.execute(db)
  return rows
}
