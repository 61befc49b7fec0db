import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#ground/database/index.ts'
import type { About, Access, Finding, ReleasePlan } from '../contract.ts'
import type { FieldProfile } from '../profile.ts'

export type OpenRecord = {
  realm: string
  id: string
  register: string
  about: About
  plan: ReleasePlan
  no: string
  finding: Finding
  profile: FieldProfile[]
  edition: number
  row_count: number
  until: string
  published_at: Date
  refreshed_at: Date
  taken: string
}

export type OpenFilter = { q?: string; department?: string; access?: Access; spatial?: boolean }

const escaped = (text: string) => `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`

/** What is out now: its rows are there, and its end is not over. */
function where(realm: string, today: string, { q, department, access, spatial }: OpenFilter): RawBuilder<unknown> {
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10)
  return sql`realm = ${realm} and state = 'published' and refreshed_at is not null and until >= ${today}::date
    ${
      words.length > 0
        ? sql.join(
            words.map((word) => sql`and search like ${escaped(word)}`),
            sql` `,
          )
        : sql``
    }
    ${department ? sql`and about ->> 'department' = ${department}` : sql``}
    ${access ? sql`and plan ->> 'access' = ${access}` : sql``}
    ${spatial === undefined ? sql`` : sql`and (plan ? 'place') = ${spatial}`}`
}

const columns = sql`realm, id, register, about, plan, no, finding, profile, edition, row_count, until::text as until,
  published_at, refreshed_at, (select coalesce(sum(times), 0) from opening.use
    where use.realm = release.realm and use.release_id = release.id)::text as taken`

export async function listOpenReleases(
  db: Db,
  realm: string,
  today: string,
  filter: OpenFilter & { limit: number; before?: readonly [string, string] },
): Promise<OpenRecord[]> {
  const { before, limit } = filter
  const { rows } = await sql<OpenRecord>`select ${columns} from opening.release where ${where(realm, today, filter)}
    ${before ? sql`and (published_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)` : sql``}
    order by published_at desc, id desc limit ${limit}`.execute(db)
  return rows
}

export async function findOpenRelease(
  db: Db,
  realm: string,
  today: string,
  id: string,
): Promise<OpenRecord | undefined> {
  const { rows } = await sql<OpenRecord>`select ${columns} from opening.release
    where ${where(realm, today, {})} and id = ${id}`.execute(db)
  return rows[0]
}

export async function countOpenFacets(
  db: Db,
  realm: string,
  today: string,
  filter: OpenFilter,
): Promise<{ facet: 'department' | 'access' | 'spatial'; value: string; count: number }[]> {
  const { rows } = await sql<{ facet: 'department' | 'access' | 'spatial'; value: string; count: number }>`
    select facet, value, count(*)::int as count from opening.release,
      lateral (values ('department', about ->> 'department'), ('access', plan ->> 'access'),
        ('spatial', case when plan ? 'place' then 'true' else 'false' end)) as of (facet, value)
    where ${where(realm, today, filter)} group by facet, value order by count desc, value`.execute(db)
  return rows
}

/** One more was taken. */
export async function countUse(
  db: Db,
  use: { realm: string; release: string; day: string; way: string },
): Promise<void> {
  await sql`insert into opening.use (realm, release_id, day, way, times)
    values (${use.realm}, ${use.release}, ${use.day}::date, ${use.way}, 1)
    on conflict (realm, release_id, day, way) do update set times = opening.use.times + 1`.execute(db)
}
