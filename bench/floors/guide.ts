import { type Floor, prepared } from './floor.ts'

const select = prepared('guide', 'select body from bench_floor.guide where id = $1')

/** The platform's own guides as ready JSON text: selected by key and sent. */
export const guideFloor: Floor = {
  async prepare(pool) {
    await pool.query('create table if not exists bench_floor.guide (id uuid primary key, body text not null)')
  },
  open:
    async (pool) =>
    async ({ path, body }) => {
      if (path === '/stock') {
        await pool.query('insert into bench_floor.guide values ($1, $2) on conflict do nothing', [
          body.id,
          JSON.stringify(body),
        ])
        return '{}'
      }
      const { rows } = await pool.query(select([path.slice(1)]))
      return (rows[0] as { body: string }).body
    },
}
