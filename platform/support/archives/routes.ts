import Type from 'typebox'
import { type App, actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { ArchiveAct, ArchiveRow, ArchiveState, ArchiveView, Retention, RetentionSchedule } from './contract.ts'
import type { ArchiveService } from './service.ts'

const tags = ['archives']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const archiveRoutes =
  (archives: ArchiveService): Routes =>
  (app: App) => {
    const config = route({ access: 'official' })
    app.get(
      '/archives/state',
      {
        schema: {
          operationId: 'getArchiveState',
          tags,
          summary:
            'How many files are in each state, whether an archive is connected, and the retention schedules in force',
          response: {
            200: Type.Object({
              connected: Type.Boolean(),
              counts: Type.Array(Type.Object({ state: ArchiveState, files: Type.Integer() })),
              schedules: Type.Array(RetentionSchedule),
            }),
            ...problems,
          },
        },
        config,
      },
      (request) => archives.state(actorOf(request)),
    )
    app.get(
      '/archives',
      {
        schema: {
          operationId: 'listArchiveFiles',
          tags,
          summary: 'Files of my offices by state, period and text, the latest closed first',
          querystring: Type.Object({
            ...paging,
            state: Type.Optional(ArchiveState),
            retention: Type.Optional(Retention),
            q: Type.Optional(
              Type.String({ maxLength: 60, description: 'Part of title, case number or archive number' }),
            ),
            appraisal: Type.Optional(Type.Boolean({ description: 'Only those past their period' })),
          }),
          response: { 200: pageOf(ArchiveRow), ...problems },
        },
        config,
      },
      (request) => archives.list(actorOf(request), request.query),
    )
    app.get(
      '/archives/:id',
      {
        schema: {
          operationId: 'getArchiveFile',
          tags,
          summary: 'One file with its report of the four natures and what was done with it',
          params,
          response: { 200: ArchiveView, ...problems },
        },
        config,
      },
      (request) => archives.get(actorOf(request), request.params.id),
    )
    app.post(
      '/archives/:id/acts',
      {
        schema: {
          operationId: 'actOnArchiveFile',
          tags,
          summary: 'File a closed case, hand it over, or send it again; the worker does it within seconds',
          params,
          body: ArchiveAct,
          response: { 200: ArchiveView, ...problems },
        },
        config,
      },
      (request) => archives.act(actorOf(request), request.params.id, request.body),
    )
    app.get(
      '/archives/:id/package',
      {
        schema: {
          operationId: 'fetchArchivePackage',
          tags,
          summary: 'The package (ZIP) with manifest and signature; that it was taken is logged with the purpose',
          params,
          querystring: Type.Object({ purpose: Type.String({ maxLength: 200, default: '' }) }),
          produces: ['application/zip'],
          response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }), ...problems },
        },
        config: route({ access: 'official', perMinute: 20 }),
      },
      async (request, reply) => {
        const { name, bytes } = await archives.fetch(actorOf(request), request.params.id, request.query.purpose)
        return reply
          .type('application/zip')
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
          .header('cache-control', 'no-store')
          .send(bytes)
      },
    )
  }
