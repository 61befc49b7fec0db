import type pg from 'pg'

/**
 * Makes copies of an open case by SQL, each with its history, facts, task and timer, due on different days: as many cases
 * as a test needs, faster than people could apply. Answers their ids.
 */
export async function cloneCase(pool: pg.Pool, caseId: string, count: number): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(
      'create temp table clone on commit drop as select gen_random_uuid() as id, n from generate_series(1, $1::int) n',
      [count],
    )
    for (const table of ['case', 'step', 'fact', 'material', 'decision', 'task', 'timer'])
      await copyRows(client, table, caseId)
    await client.query(
      `select graphile_worker.add_job('cases.timer', json_build_object('realm', t.realm, 'caseId', t.case_id, 'timer', t.id), run_at := t.at,
         job_key := 'case:' || t.realm || ':' || t.case_id || ':timer-' || t.id)
       from cases.timer t join clone on clone.id = t.case_id`,
    )
    const { rows } = await client.query<{ id: string }>('select id from clone')
    await client.query('commit')
    return rows.map(({ id }) => id)
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

async function copyRows(client: pg.PoolClient, table: string, caseId: string): Promise<void> {
  const { rows: columns } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'cases' and table_name = $1 order by ordinal_position`,
    [table],
  )
  const own = table === 'case' ? 'id' : 'case_id'
  const values: Record<string, string> = {
    [own]: 'clone.id',
    no: `'copy-' || clone.id`,
    query_code: `'copy-' || clone.id`,
    due: 'original.due + (clone.n % 60)',
  }
  const names = columns.map(({ name }) => `"${name}"`).join()
  const taken = columns.map(({ name }) => values[name] ?? `original."${name}"`).join()
  await client.query(
    `insert into cases."${table}" (${names}) select ${taken} from cases."${table}" original, clone where original."${own}" = $1`,
    [caseId],
  )
}
