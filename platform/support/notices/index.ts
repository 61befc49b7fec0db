import Type from 'typebox'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import {
  type App,
  actorOf,
  pageOf as answerPage,
  problems as httpProblems,
  paging,
  type Routes,
  route,
} from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { JobHandler, Jobs } from '#ground/jobs.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import { CaseMoved, type DueSoon } from '#support/cases/index.ts'
import { Notice } from './contract.ts'
import { asUuid, createDelivering, digestJob } from './delivering.ts'
import { noticeOf } from './notice.ts'
import { insertNotice, listNotices, markRead } from './store.ts'
import { createSubscriptions } from './subscriptions/service.ts'
import { isMust, topicFor } from './subscriptions/subscription.ts'

export * from './contract.ts'
export { subscriptionRoutes } from './subscriptions/routes.ts'

export const noticesModule = { name: 'notices', migrations: new URL('./migrations/', import.meta.url) }

/** A message that another module words itself. */
export type Told = Pick<Notice, 'kind' | 'title' | 'titleEn' | 'body' | 'bodyEn' | 'caseId'> & {
  realm: string
  accountId: string
}

/** Messages inside the platform, made from what happens to cases. */
export function createNotices(needs: {
  db: Db
  clock: Clock
  newId: NewId
  jobs: Jobs
  /** What waits for applicants and is due between these days. */
  dueSoon: (from: string, to: string) => Promise<DueSoon[]>
  nextWorkingDay: (day: string) => string
}) {
  const { db, clock, newId } = needs
  const { deliver, digest } = createDelivering(needs)
  return {
    subscriptions: createSubscriptions(needs),
    /** Reminds of what is due today or on the next working day, once each. Answers how many there are. */
    async remind(realm: string): Promise<number> {
      const today = cityDate(clock())
      const soon = await needs.dueSoon(today, needs.nextWorkingDay(today))
      for (const { accountId, caseId, taskId, name, nameEn, due, no, itemName } of soon)
        await inTransaction(db, (tx) =>
          deliver(tx, {
            ...{ realm, accountId, caseId, at: clock(), topic: 'clock', must: false, kind: 'case.due-soon' },
            eventId: asUuid(`due-soon:${caseId}:${taskId}:${due}`),
            title: `“${name}”${due === today ? '今天' : '就要'}到期`,
            titleEn: `“${nameEn}” is due ${due === today ? 'today' : 'soon'}`,
            body: `${itemName}，办件编号 ${no}，最后一天 ${due}。请在办件页面办理。`,
            bodyEn: `${itemName}, case ${no}, last day ${due}. Please do it on the case page.`,
          }),
        )
      return soon.length
    },
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
      const { realm, accountId, kind, title, titleEn, body, bodyEn, caseId } = notice
      await insertNotice(tx, {
        realm,
        id: newId(),
        account_id: accountId,
        event_id: newId(),
        kind,
        title,
        title_en: titleEn,
        body,
        body_en: bodyEn,
        case_id: caseId ?? null,
        at: clock(),
      })
    },
    reactions: [
      when(CaseMoved, 'notify-applicant', async (tx, event) => {
        const words = noticeOf(event.data)
        if (!words) return
        const { accountId, caseId, verb } = event.data
        await deliver(tx, {
          ...{ realm: event.realm, accountId, caseId, eventId: event.eventId, at: event.occurredAt },
          ...{ kind: `case.${verb}`, topic: topicFor(verb), must: isMust(event.data) },
          ...words,
        })
      }),
    ] as Reaction[],
  }
}

export type NoticeService = ReturnType<typeof createNotices>

export const noticeRoutes =
  (notices: NoticeService): Routes =>
  (app: App) => {
    app.get(
      '/me/notices',
      {
        schema: {
          operationId: 'listNotices',
          tags: ['notices'],
          summary: 'Messages to me, the newest first',
          querystring: Type.Object(paging),
          response: { 200: answerPage(Notice), ...httpProblems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => notices.list(actorOf(request), request.query),
    )
    app.post(
      '/me/notices/:id/read',
      {
        schema: {
          operationId: 'readNotice',
          tags: ['notices'],
          summary: 'I have read it',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          response: { 204: Type.Null(), ...httpProblems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request, reply) => {
        await notices.read(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
