import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { startAfterwards } from './afterwards.ts'
import { type Call, type Floor, prepared, transaction } from './floor.ts'
import { createNumbers, numberTables } from './numbers.ts'
import { sha256, tables, writeAnswer, writeDocument, writeEvent, writeLeaf, writeSteps } from './records.ts'
import { createSessions, openSessions } from './sessions.ts'

const taskTable = `
  create table if not exists bench_floor.task (
    case_id uuid not null, id int not null, post text not null, due date, opened_at timestamptz not null, closed_at timestamptz,
    closed_by text, verb text, primary key (case_id, id));
  create index if not exists task_todo on bench_floor.task (post, due, case_id) where closed_at is null;`

const lockCase = prepared('lock', 'select * from bench_floor."case" where id = $1 for update')
const readTask = prepared('task', 'select * from bench_floor.task where case_id = $1 and closed_at is null')
const updateCase = prepared(
  'update-case',
  `update bench_floor."case" set status = $2, state = $3, version = version + 1 where id = $1`,
)
const closeTask = prepared(
  'close-task',
  'update bench_floor.task set closed_at = $3, closed_by = $4, verb = $5 where case_id = $1 and id = $2',
)
const openTask = prepared(
  'open-task',
  'insert into bench_floor.task (case_id, id, post, due, opened_at) values ($1, $2, $3, $4, $5)',
)

/** An officer accepts a case, by hand: the row locked, updated, a task closed and one opened, history, a signed letter with its number in the row, leaf, event, answer. */
export const officerStepFloor: Floor = {
  async prepare(pool) {
    await pool.query(tables)
    await pool.query(taskTable)
    await pool.query(numberTables)
    await openSessions(pool, ['officer'])
    await startAfterwards(pool)
  },
  open: async (pool) => openOfficerStep(pool),
}

function openOfficerStep(pool: pg.Pool): (call: Call) => Promise<string> {
  const whoIs = createSessions(pool)
  const numbers = createNumbers(pool)

  return async ({ path, body, key, token }) => {
    if (path === '/stock') return stock(Number(body.count))
    const officer = await whoIs(token)
    const id = String(body.caseId)
    const now = new Date()
    const number = await numbers.next()
    return transaction(pool, async (client) => {
      const { rows: found } = await client.query(lockCase([id]))
      const { rows: tasks } = await client.query(readTask([id]))
      if (found[0]?.version !== body.version || !tasks[0]) throw new Error('another was quicker')
      if (tasks[0].post !== 'intake') throw new Error('not the task of this desk')
      await client.query(closeTask([id, tasks[0].id, now, officer, 'accept']))
      await client.query(openTask([id, tasks[0].id + 1, 'reviewer', '2027-01-01', now]))
      await client.query(updateCase([id, 'reviewing', '{"tokens":[{"at":"review"}]}']))
      await numbers.use(client, number)
      const letter = {
        letter: '受理通知书',
        number: `演受〔${now.getFullYear()}〕${number}号`,
        name: found[0].party_name,
        no: found[0].no,
      }
      await writeDocument(client, { holder: found[0].party_id, caseId: id, operator: officer, content: letter }, now)
      const steps = ['accept', 'letter'].map((verb) => ({
        verb,
        name: verb,
        actor: officer,
        status: 'accepted',
        data: {},
      }))
      await writeSteps(client, id, 2, steps, now)
      await writeLeaf(client, id, sha256(id), now)
      await writeEvent(client, id, { verb: 'accept', no: found[0].no }, now)
      const text = JSON.stringify({ caseId: id, status: 'reviewing', version: Number(body.version) + 1 })
      await writeAnswer(client, key, text, now)
      return text
    })
  }

  async function stock(count: number): Promise<string> {
    const { rows } = await pool.query(
      `with made as (
         insert into bench_floor."case"
         select gen_random_uuid(), gen_random_uuid()::text, gen_random_uuid()::text, ''::bytea, $1, '褚虚构', 'talent', 'submitted', null, ''::bytea, '{}', 1, now(), null
         from generate_series(1, $2) returning id)
       insert into bench_floor.task select id, 1, 'intake', '2027-01-01', now() from made returning case_id`,
      [randomUUID(), count],
    )
    return JSON.stringify(rows.map((row) => row.case_id))
  }
}
