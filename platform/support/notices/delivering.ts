import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import { asUuid } from './as-uuid.ts'
import { insertNotice } from './store.ts'
import type { Topic } from './subscriptions/contract.ts'
import { insertWaiting, listChoices, takeWaiting } from './subscriptions/store.ts'
import { modeFor, nextMorning } from './subscriptions/subscription.ts'

export const digestJob = 'notices.digest'

/** A message ready for one account; `must` is told at once whatever the person chose. */
export type Ready = {
  realm: string
  accountId: string
  eventId: string
  kind: string
  title: string
  titleEn: string
  body: string
  bodyEn: string
  caseId?: string | undefined
  at: Date
  topic: Topic
  must: boolean
  /** Unread, it goes on to other ways and people. */
  urgent?: boolean
}

export type DeliveringNeeds = { db: Db; clock: Clock; newId: NewId; jobs: Jobs }

/** Brings a message to a person as they chose: at once, with the digest of the next morning, or not at all. */
export function createDelivering({ db, clock, newId, jobs }: DeliveringNeeds) {
  async function deliver(tx: Tx, ready: Ready): Promise<void> {
    const { realm, accountId, eventId, caseId, topic, must, at } = ready
    const { choices, outside } = await listChoices(tx, { realm, accountId })
    const mode = must ? 'now' : modeFor(choices, topic, caseId)
    if (mode === 'off') return
    const words = { title: ready.title, title_en: ready.titleEn, body: ready.body, body_en: ready.bodyEn }
    const row = { realm, account_id: accountId, event_id: eventId, case_id: caseId ?? null, ...words, at }
    if (mode === 'now') {
      const urgent = ready.urgent ?? false
      return insertNotice(tx, { ...row, id: newId(), kind: ready.kind, urgent, due_at: urgent || outside ? at : null })
    }
    await insertWaiting(tx, row)
    // One job an account: a second message before the morning finds it there already.
    const runAt = nextMorning(clock())
    await jobs.add(tx, digestJob, { realm, accountId }, { runAt, key: `notices:${realm}:${accountId}:digest` })
  }

  /** The day's messages as one. Twice is as good as once: what was taken is gone. */
  async function digest(realm: string, accountId: string): Promise<void> {
    await inTransaction(db, async (tx) => {
      const rows = await takeWaiting(tx, realm, accountId)
      if (rows.length === 0) return
      const last = rows.at(-1)!
      const { outside } = await listChoices(tx, { realm, accountId })
      const now = clock()
      await insertNotice(tx, {
        ...{
          realm,
          id: newId(),
          account_id: accountId,
          event_id: asUuid(`digest:${rows[0]!.event_id}:${last.event_id}`),
        },
        kind: 'digest',
        title: `昨天的 ${rows.length} 条消息`,
        title_en: `${rows.length} messages of yesterday`,
        body: rows.map(({ title, body }) => `${title}：${body}`).join('\n'),
        body_en: rows.map(({ title_en, body_en }) => `${title_en}: ${body_en}`).join('\n'),
        case_id: rows.length === 1 ? last.case_id : null,
        at: now,
        due_at: outside ? now : null,
      })
    })
  }

  return { deliver, digest }
}
