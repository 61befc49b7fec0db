import { sql } from 'kysely'
import { askedTogether, insertAtCommit, type Tx } from '#ground/database/index.ts'
import type { Mode, Topic } from './contract.ts'
import type { Choice } from './subscription.ts'

type SubscriptionTable = {
  realm: string
  account_id: string
  scope: string
  topic: Topic
  mode: Mode
  set_at: Date
}
export type WaitingRow = {
  realm: string
  account_id: string
  event_id: string
  case_id: string | null
  title: string
  title_en: string
  body: string
  body_en: string
  at: Date
}
type Tables = { 'notices.subscription': SubscriptionTable; 'notices.waiting': WaitingRow }

/** What an account chose, and whether it chose any channel outside the platform: one look, since each notice asks; of many at once. */
export const listChoices = askedTogether(async (db, asked: readonly { realm: string; accountId: string }[]) => {
  const { rows } = await sql<{ choices: Choice[]; outside: boolean }>`
    select coalesce((select json_agg(json_build_object('scope', scope, 'topic', topic, 'mode', mode))
        from notices.subscription s where s.realm = a.realm and s.account_id = a.account_id), '[]') as choices,
      exists (select from notices.contact c where c.realm = a.realm and c.account_id = a.account_id and c.chosen) as outside
    from unnest(${asked.map(({ realm }) => realm)}::text[], ${asked.map(({ accountId }) => accountId)}::uuid[])
      with ordinality as a (realm, account_id, place) order by a.place`.execute(db)
  return rows
})

export async function saveChoice(tx: Tx, row: SubscriptionTable): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('notices.subscription')
    .values(row)
    .onConflict((on) =>
      on.columns(['realm', 'account_id', 'scope', 'topic']).doUpdateSet({ mode: row.mode, set_at: row.set_at }),
    )
    .execute()
}

export async function forgetChoice(tx: Tx, row: Omit<SubscriptionTable, 'mode' | 'set_at'>): Promise<void> {
  await tx
    .withTables<Tables>()
    .deleteFrom('notices.subscription')
    .where('realm', '=', row.realm)
    .where('account_id', '=', row.account_id)
    .where('scope', '=', row.scope)
    .where('topic', '=', row.topic)
    .execute()
}

export async function insertWaiting(tx: Tx, row: WaitingRow): Promise<void> {
  await insertAtCommit(tx, 'notices.waiting', [row], { once: true })
}

/** Takes what waits for an account, the oldest first. */
export async function takeWaiting(tx: Tx, realm: string, accountId: string): Promise<WaitingRow[]> {
  const rows = await tx
    .withTables<Tables>()
    .deleteFrom('notices.waiting')
    .where('realm', '=', realm)
    .where('account_id', '=', accountId)
    .returningAll()
    .execute()
  return rows.sort((a, b) => a.at.getTime() - b.at.getTime())
}
