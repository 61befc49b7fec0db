import Type from 'typebox'
import { type App, actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { CaseNotice, Notice } from './contract.ts'
import type { NoticeService } from './service.ts'

const tags = ['notices']
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const noticeRoutes =
  (notices: NoticeService): Routes =>
  (app: App) => {
    app.get(
      '/me/notices',
      {
        schema: {
          operationId: 'listNotices',
          tags,
          summary: 'Messages to me, the newest first',
          querystring: Type.Object(paging),
          response: { 200: pageOf(Notice), ...problems },
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
          tags,
          summary: 'I have read it',
          params: Id,
          response: { 204: Type.Null(), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request, reply) => {
        await notices.read(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
    app.get(
      '/cases/:id/notices',
      {
        schema: {
          operationId: 'listCaseNotices',
          tags,
          summary: 'Whom notices about a case were sent to, by which ways, and who read them when',
          params: Id,
          response: { 200: Type.Object({ items: Type.Array(CaseNotice) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await notices.ofCase(actorOf(request), request.params.id) }),
    )
  }
