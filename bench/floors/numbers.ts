import type pg from 'pg'
import { prepared } from './floor.ts'

// 发文顺序号 (党政机关公文处理工作条例第九条): letters of an office are numbered in a row that leaves none out. By hand, as cheaply as we know: a number counted
// in the act would keep the counter locked through signing and flushing, so it is reserved beside it, in one statement for all who ask at the same time, which
// waits for no disk; the act takes the reservation away as it commits. What a killed act left reserved is in the table, for whoever fills it.

export const numberTables = `
  create table if not exists bench_floor.counter (kind text primary key, last bigint not null);
  insert into bench_floor.counter values ('letter', 0) on conflict do nothing;
  create table if not exists bench_floor.reserved (number bigint primary key, at timestamptz not null);`

const reserve = prepared(
  'reserve',
  `with counted as (update bench_floor.counter set last = last + $1::int where kind = 'letter' returning last),
     fresh as (insert into bench_floor.reserved select n, now() from counted, generate_series(last - $1::int + 1, last) n returning number)
   select number::int from fresh, (select set_config('synchronous_commit', 'off', true)) unhurried order by number`,
)
const use = prepared('use-number', 'delete from bench_floor.reserved where number = $1')

/** Numbers of letters; `use` goes into the act's own transaction. */
export function createNumbers(pool: pg.Pool) {
  let asking: { give: (number: number) => void; fail: (error: unknown) => void }[] = []
  let underWay = false

  async function serve(): Promise<void> {
    underWay = true
    while (asking.length > 0) {
      const lot = asking
      asking = []
      try {
        const { rows } = await pool.query<{ number: number }>(reserve([lot.length]))
        for (const [i, { give }] of lot.entries()) give(rows[i]!.number)
      } catch (error) {
        for (const { fail } of lot) fail(error)
      }
    }
    underWay = false
  }

  return {
    next: () =>
      new Promise<number>((give, fail) => {
        asking.push({ give, fail })
        if (!underWay) void serve()
      }),
    async use(client: pg.PoolClient, number: number): Promise<void> {
      const { rowCount } = await client.query(use([number]))
      if (rowCount !== 1) throw new Error(`the number ${number} is no longer reserved`)
    },
  }
}
