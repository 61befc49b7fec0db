import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { openBeekeepers } from '#testing/beekeepers.ts'
import { loadSteps } from '../store.ts'
import { ensureHistoryMonths } from './store.ts'

const { db, realm, intake, open, act, close } = await openBeekeepers()
after(close)

const partitions = async (): Promise<string[]> => {
  const { rows } = await sql<{
    name: string
  }>`select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'cases.step'::regclass order by 1`.execute(db)
  return rows.map(({ name }) => name)
}
const placeOf = async (caseId: string): Promise<string[]> => {
  const { rows } = await sql<{ place: string }>`select distinct tableoid::regclass::text as place from cases.step
    where realm = ${realm} and case_id = ${caseId}`.execute(db)
  return rows.map(({ place }) => place)
}
/** The month of a case, by the moment in its id. */
const monthOf = (caseId: string): string =>
  new Date(Number.parseInt(caseId.replace('-', '').slice(0, 12), 16)).toISOString().slice(0, 7)

test('coming months are made ahead, once', async () => {
  await ensureHistoryMonths(db, '2031-11-30')
  await ensureHistoryMonths(db, '2031-12-01')

  const made = (await partitions()).filter((name) => name > 'step_2031' && name < 'step_2033')
  assert.deepEqual(made, ['step_2031_11', 'step_2031_12', 'step_2032_01', 'step_2032_02'])
})

test('the whole history of a case lies in the month in which it was begun, and stays final', async () => {
  const { caseId } = await open()
  await ensureHistoryMonths(db, `${monthOf(caseId)}-01`)
  await act(intake, caseId, 'accept')

  const [place, ...more] = await placeOf(caseId)
  assert.deepEqual(more, [])
  // Begun before its month was made, a history stays among the others; nothing was refused.
  assert.match(place!, /^cases\.step_(\d{4}_\d{2}|other)$/)
  assert.ok((await loadSteps(db, realm, caseId)).length >= 2)
  for (const change of [sql`delete from cases.step`, sql`update cases.step set reason = 'x'`])
    await assert.rejects(sql`${change} where case_id = ${caseId}`.execute(db), /append-only/)
})

test('a month leaves whole, its table stays; not while one of its cases is open', async () => {
  const step = (
    id: string,
  ) => sql`insert into cases.step (realm, case_id, seq, at, verb, name, name_en, account_id, actor_name,
      actor_kind, unit, status_after, input_digest, public)
    values (${realm}, ${id}::uuid, 1, now(), 'submit', '申请', 'Submitted', 'x', '某', 'citizen', '', 'closed', decode('00', 'hex'), true)`
  await ensureHistoryMonths(db, '2031-12-01')
  const { rows } = await sql<{ id: string }>`select cases.month_id('2031-12-01') as id`.execute(db)
  const old = rows[0]!.id.replace(/.{12}$/, '000000000001')
  await step(old).execute(db)
  assert.deepEqual(await placeOf(old), ['cases.step_2031_12'])

  const released = await sql<{ name: string }>`select cases.release_history_month('2031-12-15') as name`.execute(db)
  assert.deepEqual(released.rows, [{ name: 'cases.step_2031_12' }])
  assert.deepEqual(await placeOf(old), [], 'no list reaches it')
  const kept = await sql`select 1 from cases.step_2031_12 where case_id = ${old}`.execute(db)
  assert.equal(kept.rows.length, 1)

  const { caseId } = await open()
  await assert.rejects(
    sql`select cases.release_history_month(${`${monthOf(caseId)}-01`})`.execute(db),
    /are still open/,
  )
})
