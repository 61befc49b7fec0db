import { type Floor, prepared } from './floor.ts'

// The same table and index as the platform reads, one plain full-text query over names, best first.
const select = prepared(
  'search',
  `select card from items.search_entry where realm = '441900' and name_tokens @@ $1::tsquery
   order by ts_rank(name_tokens, $1::tsquery) desc, item_id limit 20`,
)

/** Items by words that are already cut: no pinyin, no everyday words, no texts, no marks. */
export const searchFloor: Floor = {
  open:
    async (pool) =>
    async ({ query }) => {
      const { rows } = await pool.query(select([query.get('q')]))
      return JSON.stringify({ items: rows.map((row) => (row as { card: unknown }).card) })
    },
}
