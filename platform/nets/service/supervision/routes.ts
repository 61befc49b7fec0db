import Type from 'typebox'
import { type App, actorOf, claimOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { AbnormalCase, NoticeActInput, NoticeInput, SupervisionNotice, SupervisionView } from './contract.ts'
import type { SupervisionService } from './service.ts'

const tags = ['supervision']
const Filter = Type.Object({
  rule: Type.Optional(Type.String({ maxLength: 60 })),
  departmentId: Type.Optional(Type.String({ maxLength: 100 })),
  channel: Type.Optional(Type.Enum(['online', 'counter'])),
  state: Type.Optional(Type.Enum(['open', 'closed'])),
})

export const supervisionRoutes =
  (supervision: SupervisionService): Routes =>
  (app: App) => {
    const about = (operationId: string, summary: string) => ({ operationId, tags, summary })
    app.get(
      '/supervision',
      {
        schema: {
          ...about('getSupervision', 'What happens now at the offices I watch over: open, overdue, abnormal'),
          response: { 200: SupervisionView, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => supervision.view(actorOf(request)),
    )
    app.get(
      '/abnormal-cases',
      {
        schema: {
          ...about('listAbnormalCases', 'Cases that a rule of the city finds abnormal, the oldest first'),
          ...{ querystring: Filter, response: { 200: Type.Object({ items: Type.Array(AbnormalCase) }), ...problems } },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await supervision.abnormal(actorOf(request), request.query) }),
    )
    app.get(
      '/abnormal-cases.csv',
      {
        schema: {
          ...about('exportAbnormalCases', 'The same list as a table for spreadsheets; the export is in the audit'),
          ...{ querystring: Filter, produces: ['text/csv'], response: { 200: Type.String(), ...problems } },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        const table = await supervision.abnormalCsv(actorOf(request), request.query)
        reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="abnormal-cases.csv"')
        return reply.send(table)
      },
    )
    app.post(
      '/supervision-notices',
      {
        schema: {
          ...about('issueSupervisionNotice', 'Ask the office of a case to answer, by a day'),
          ...{ body: NoticeInput, response: { 201: SupervisionNotice, ...problems } },
        },
        config: route({ access: 'official', idempotency: 'optional' }),
      },
      async (request, reply) =>
        reply.code(201).send(await supervision.issue(actorOf(request), request.body, claimOf(request))),
    )
    app.get(
      '/supervision-notices',
      {
        schema: {
          ...about('listSupervisionNotices', 'Notices of offices I watch over or answer for, the newest first'),
          querystring: Type.Object({
            ...paging,
            state: Type.Optional(Type.Enum(['issued', 'answered', 'accepted', 'late'])),
          }),
          response: { 200: pageOf(SupervisionNotice), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => supervision.list(actorOf(request), request.query),
    )
    app.post(
      '/supervision-notices/:id/acts',
      {
        schema: {
          ...about('actOnSupervisionNotice', 'Answer a notice, accept the answer, or return it to be answered again'),
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          ...{ body: NoticeActInput, response: { 200: SupervisionNotice, ...problems } },
        },
        config: route({ access: 'official', idempotency: 'optional' }),
      },
      (request) => supervision.act(actorOf(request), request.params.id, request.body, claimOf(request)),
    )
  }
