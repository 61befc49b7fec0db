import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import type { JobHandler, Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { CaseHappened } from '#support/cases/contract.ts'
import { CaseMoved, type DueSoon, type OfficeDue } from '#support/cases/index.ts'
import { asUuid } from './as-uuid.ts'
import type { Notice } from './contract.ts'
import { createDelivering, digestJob } from './delivering.ts'
import { moveNotices } from './moving/store.ts'
import { noticeOf, type Words } from './notice.ts'
import { createOfCase } from './outward/case-notices.ts'
import { createContacts } from './outward/contacts/service.ts'
import type { Reach, Recipients } from './outward/needs.ts'
import { createOutward } from './outward/work.ts'
import { insertNotice, listNotices, markRead } from './store.ts'
import { createSubscriptions } from './subscriptions/service.ts'
import { listChoices } from './subscriptions/store.ts'
import { isMust, isUrgent, topicFor } from './subscriptions/subscription.ts'

/** A message that another module words itself. */
export type Told = Pick<Notice, 'kind' | 'title' | 'titleEn' | 'body' | 'bodyEn' | 'caseId'> & {
  realm: string
  accountId: string
  urgent?: boolean
}

export type NoticeNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  jobs: Jobs
  secrets: Secrets
  log: Log
  publicUrl: string
  reach: Reach
  recipients: Recipients
  /** What waits for applicants and is due between these days. */
  dueSoon: (from: string, to: string) => Promise<DueSoon[]>
  /** What waits for offices and is due on this day, with who should do it. */
  officeDue: (day: string) => Promise<(OfficeDue & { accountIds: string[] })[]>
  nextWorkingDay: (day: string) => string
  /** Refuses when the actor may not see the case. */
  getCase: (actor: Actor, caseId: string) => Promise<unknown>
  /** What another module says of a case of its own, where the words for applications would say something untrue. */
  worded: (tx: Tx, realm: string, happened: CaseHappened) => Promise<Words | undefined>
}

/** Messages to people, made from what happens to cases: inside the platform, and beyond it as each chose. */
export function createNotices(needs: NoticeNeeds) {
  const { db, clock, newId } = needs
  const { deliver, digest } = createDelivering(needs)
  const contacts = createContacts(needs)
  const outward = createOutward({ ...needs, contacts })

  async function remindApplicants(today: string): Promise<number> {
    const soon = await needs.dueSoon(today, needs.nextWorkingDay(today))
    for (const { accountId, caseId, taskId, name, nameEn, due, no, itemName, realm } of soon)
      await inTransaction(db, (tx) =>
        deliver(tx, {
          ...{ realm, accountId, caseId, at: clock(), topic: 'clock', must: false, kind: 'case.due-soon' },
          urgent: due === today,
          eventId: asUuid(`due-soon:${caseId}:${taskId}:${due}`),
          title: `“${name}”${due === today ? '今天' : '就要'}到期`,
          titleEn: `“${nameEn}” is due ${due === today ? 'today' : 'soon'}`,
          body: `${itemName}，办件编号 ${no}，最后一天 ${due}。请在办件页面办理。`,
          bodyEn: `${itemName}, case ${no}, last day ${due}. Please do it on the case page.`,
        }),
      )
    return soon.length
  }

  /** The last day of tasks is urgent to whoever should do them: one notice a day, however many they are. */
  async function remindOfficials(today: string): Promise<number> {
    const of = new Map<string, OfficeDue[]>()
    for (const { accountIds, ...task } of await needs.officeDue(today))
      for (const accountId of accountIds) {
        const tasks = of.get(accountId)
        if (tasks) tasks.push(task)
        else of.set(accountId, [task])
      }
    for (const [accountId, tasks] of of) {
      const first = tasks[0]!
      const many = tasks.length > 1
      const named = tasks.slice(0, 3)
      const more = tasks.length - named.length
      await inTransaction(db, (tx) =>
        deliver(tx, {
          ...{
            realm: first.realm,
            accountId,
            at: clock(),
            topic: 'clock',
            must: false,
            urgent: true,
            kind: 'task.due',
          },
          ...(many ? {} : { caseId: first.caseId }),
          eventId: asUuid(`task-due:${today}:${accountId}`),
          title: many ? `${tasks.length} 件待办今天到期` : `待办今天到期：${first.name}`,
          titleEn: many ? `${tasks.length} tasks are due today` : `Due today: ${first.nameEn}`,
          body: `${named.map(({ itemName, no, name }) => `${itemName}（${no}）：${name}`).join('；')}${more > 0 ? `；还有 ${more} 件` : ''}。`,
          bodyEn: `${named.map(({ itemName, no, nameEn }) => `${itemName} (${no}): ${nameEn}`).join('; ')}${more > 0 ? `; ${more} more` : ''}.`,
        }),
      )
    }
    return of.size
  }

  return {
    subscriptions: createSubscriptions({ ...needs, contacts }),
    contacts,
    outward,
    ofCase: createOfCase(needs),
    /** Reminds of what is due today or on the next working day, once each. Answers how many there are. */
    async remind(): Promise<number> {
      const today = cityDate(clock())
      return (await remindApplicants(today)) + (await remindOfficials(today))
    },
    /** What an account was told, and how it wants to be told, goes with an account that was merged. */
    move: moveNotices,
    jobHandlers: {
      [digestJob]: ({ realm, accountId }) => digest(String(realm), String(accountId)),
    } as Record<string, JobHandler>,
    async list(actor: Actor, query: { limit: number; cursor?: string }): Promise<Page<Notice>> {
      const after = query.cursor ? (decodeCursor(query.cursor, 2) as [string, string]) : undefined
      const rows = await listNotices(db, actor.realm, actor.accountId, {
        limit: query.limit + 1,
        ...(after ? { after } : {}),
      })
      return pageOf(rows, query.limit, (row) => [row.at, row.id])
    },
    async read(actor: Actor, id: string): Promise<void> {
      const found = await inTransaction(db, (tx) => markRead(tx, actor.realm, actor.accountId, id, clock()))
      if (!found) throw new Refusal('missing', 'notices.missing', `No notice ${id} of this account`)
    },
    /** Tells one account something, in the transaction of the act it tells of. */
    async tell(tx: Tx, notice: Told): Promise<void> {
      const { realm, accountId, kind, title, titleEn, body, bodyEn, caseId, urgent = false } = notice
      const { outside } = await listChoices(tx, { realm, accountId })
      const at = clock()
      await insertNotice(tx, {
        ...{ realm, id: newId(), account_id: accountId, event_id: newId(), kind, title, title_en: titleEn },
        ...{ body, body_en: bodyEn, case_id: caseId ?? null, at, urgent, due_at: urgent || outside ? at : null },
      })
    },
    reactions: [
      when(CaseMoved, 'notify-applicant', async (tx, event) => {
        const words = (await needs.worded(tx, event.realm, event.data)) ?? noticeOf(event.data)
        if (!words) return
        const { accountId, caseId, verb } = event.data
        await deliver(tx, {
          ...{ realm: event.realm, accountId, caseId, eventId: event.eventId, at: event.occurredAt },
          ...{ kind: `case.${verb}`, topic: topicFor(verb), must: isMust(event.data), urgent: isUrgent(event.data) },
          ...words,
        })
      }),
      when(CaseMoved, 'notify-assignee', async (tx, event) => {
        const { caseId, no, itemName, given = [] } = event.data
        for (const { accountId, taskId } of given)
          await deliver(tx, {
            ...{ realm: event.realm, accountId, caseId, at: event.occurredAt, topic: 'task', must: false },
            eventId: asUuid(`given:${event.eventId}:${taskId}:${accountId}`),
            kind: 'task.given',
            title: '有一件待办交给您了',
            titleEn: 'A task was given to you',
            body: `${itemName}，办件编号 ${no}。`,
            bodyEn: `${itemName}, case ${no}.`,
          })
      }),
    ] as Reaction[],
  }
}

export type NoticeService = ReturnType<typeof createNotices>
