import Type from 'typebox'
import { type App, actorOf, empty, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { InstalledRule, longestDraft, Rerun, RerunDifference, RerunInput } from './contract.ts'
import { differencesCsv } from './differences-csv.ts'
import type { Reruns } from './service.ts'

const tags = ['rules']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const rerunRoutes =
  (reruns: Reruns): Routes =>
  (app: App) => {
    app.get(
      '/rules',
      {
        schema: {
          operationId: 'listRules',
          tags,
          summary: 'The rules that packs have installed, with their versions, in force and to come',
          response: { 200: Type.Object({ items: Type.Array(InstalledRule) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => reruns.rules(actorOf(request)),
    )
    app.post(
      '/rule-reruns',
      {
        // A draft of the longest kind, escaped in JSON.
        bodyLimit: 2 * longestDraft,
        schema: {
          operationId: 'startRerun',
          tags,
          summary: 'Ask past decisions again under a draft, another version or their own; no case is touched',
          body: RerunInput,
          response: { 202: Rerun, ...problems },
        },
        config: route({ access: 'official', perMinute: 30 }),
      },
      async (request, reply) => {
        const run = await reruns.start(actorOf(request), request.body)
        return reply.code(202).header('location', `/api/v1/rule-reruns/${run.id}`).send(run)
      },
    )
    app.get(
      '/rule-reruns',
      {
        schema: {
          operationId: 'listReruns',
          tags,
          summary: 'My re-runs, the newest first; they are kept for thirty days',
          querystring: Type.Object(paging),
          response: { 200: pageOf(Rerun), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => reruns.list(actorOf(request), request.query),
    )
    app.get(
      '/rule-reruns/:id',
      {
        schema: {
          operationId: 'getRerun',
          tags,
          summary: 'How far a re-run is, and how many decisions would come out otherwise',
          params,
          response: { 200: Rerun, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => reruns.get(actorOf(request), request.params.id),
    )
    app.delete(
      '/rule-reruns/:id',
      {
        schema: {
          operationId: 'discardRerun',
          tags,
          summary: 'Take a re-run away with all it found; one under way ends',
          params,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        await reruns.discard(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
    app.get(
      '/rule-reruns/:id/differences',
      {
        schema: {
          operationId: 'listRerunDifferences',
          tags,
          summary: 'Who would differ and why, in the order the decisions were made',
          params,
          querystring: Type.Object({
            ...paging,
            kind: Type.Optional(RerunDifference.properties.kind),
            caseNo: Type.Optional(Type.String({ maxLength: 60 })),
          }),
          response: { 200: pageOf(RerunDifference), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => reruns.differences(actorOf(request), request.params.id, request.query),
    )
    app.get(
      '/rule-reruns/:id/differences.csv',
      {
        schema: {
          operationId: 'exportRerunDifferences',
          tags,
          summary: 'The same as CSV, all at once',
          params,
          produces: ['text/csv'],
          response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }), ...problems },
        },
        config: route({ access: 'official', perMinute: 30 }),
      },
      async (request, reply) => {
        const { id } = request.params
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="rerun-${id}.csv"`)
          .send(await differencesCsv(reruns, actorOf(request), id))
      },
    )
  }
