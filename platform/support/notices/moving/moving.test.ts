import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '#ground/database/index.ts'
import { testDatabase } from '#testing/database.ts'
import { noticesModule } from '../index.ts'
import { moveNotices } from './store.ts'

const realm = '441900'
const { db, close } = await testDatabase([noticesModule])
after(close)

test('what an account was told and how it wants to be told goes with the merge, and nothing comes twice', async () => {
  const [from, to, third, event, shared] = Array.from({ length: 5 }, () => randomUUID())
  const notice = (account = '', id = '') =>
    sql`
    insert into notices.notice (realm, id, account_id, event_id, kind, title, title_en, body, body_en, at)
    values (${realm}, ${randomUUID()}, ${account}, ${id}, 'case.done', '办结', 'Done', '正文', 'Text', now())`.execute(
      db,
    )
  await notice(from, event)
  await notice(from, shared)
  await notice(to, shared)
  await notice(third, event)
  const subscribe = (account = '', topic = '', mode = '') =>
    sql`
    insert into notices.subscription (realm, account_id, scope, topic, mode, set_at)
    values (${realm}, ${account}, '', ${topic}, ${mode}, now())`.execute(db)
  await subscribe(from, 'clock', 'off')
  await subscribe(from, 'progress', 'digest')
  await subscribe(to, 'progress', 'now')
  for (let again = 0; again < 2; again++) await inTransaction(db, (tx) => moveNotices(tx, realm, from!, to!))
  const told = await sql<{ account: string; event: string }>`
    select account_id as account, event_id as event from notices.notice`.execute(db)
  const sorted = (rows: { account: string; event: string }[]) => rows.map((row) => Object.values(row).join()).sort()
  assert.deepEqual(
    sorted(told.rows),
    sorted([
      { account: to!, event: event! },
      { account: to!, event: shared! },
      { account: from!, event: shared! },
      { account: third!, event: event! },
    ]),
  )
  const { rows } = await sql`
    select topic, mode from notices.subscription where account_id = ${to} order by topic`.execute(db)
  assert.deepEqual(rows, [
    { topic: 'clock', mode: 'off' },
    { topic: 'progress', mode: 'now' },
  ])
})
