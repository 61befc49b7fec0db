import { type Floor, prepared } from './floor.ts'

const select = prepared(
  'todo',
  `select t.case_id, t.id, t.name, t.due, t.opened_at, c.no, c.item_name, c.party_name, c.status
   from cases.task t join cases."case" c on c.realm = t.realm and c.id = t.case_id
   where t.realm = '441900' and t.department_id = $1 and t.post = 'intake' and t.closed_at is null
   order by coalesce(t.due, date '9999-12-31'), t.case_id, t.id limit 20`,
)

/** The first page of one post's to-do list: one query along its index, on the platform's own tables. */
export const todoFloor: Floor = {
  open:
    async (pool) =>
    async ({ query }) => {
      const { rows } = await pool.query(select([query.get('department')]))
      return JSON.stringify({ items: rows })
    },
}
