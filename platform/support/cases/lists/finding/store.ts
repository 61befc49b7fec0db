import { type RawBuilder, sql } from 'kysely'

/** How many hits of one kind count, and how many of the newest cases are looked through. */
const most = 2000
const window = 5000

/**
 * The ids of cases that some words find: by the end of the number and the beginning of the applicant's name among all, each
 * along its index; by any part of number, name or item among the newest of each department (a window of 5,000 in all; of
 * the newest that are open, where only such are wanted), from the index alone. So it costs the same at a million cases.
 * `departments` narrows the window only: who may see what is the caller's to say.
 */
export function foundBy(
  realm: string,
  q: string,
  departments: string[],
  { onlyOpen = false } = {},
): RawBuilder<unknown> {
  const like = escapeLike(q)
  const each = Math.max(200, Math.floor(window / Math.max(1, departments.length)))
  const newest = (half: RawBuilder<unknown>) => sql`(select c.id, c.no, c.party_name, c.item_name, c.submitted_at
    from cases."case" c where c.realm = ${realm} and c.department_id = d.id and ${half}
    order by c.submitted_at desc, c.id desc limit ${each})`
  const [open, closed] = [newest(sql`c.closed_at is null`), newest(sql`c.closed_at is not null`)]
  const recent = onlyOpen
    ? open
    : sql`(select * from (${open} union all ${closed}) as c order by c.submitted_at desc, c.id desc limit ${each})`
  return sql`(
    (select id from cases."case" where realm = ${realm}
       and reverse(no) collate "C" like ${`${escapeLike(reversed(q))}%`} collate "C" limit ${most})
    union (select id from cases."case" where realm = ${realm}
       and party_name collate "C" like ${`${like}%`} collate "C" limit ${most})
    union (select recent.id from unnest(${departments}::text[]) as d (id) cross join lateral ${recent} as recent
       where recent.no like ${`%${like}%`} or recent.party_name like ${`%${like}%`} or recent.item_name like ${`%${like}%`}))`
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (found) => `\\${found}`)
}

/** By code points, as PostgreSQL's reverse() does. */
function reversed(text: string): string {
  return [...text].reverse().join('')
}
