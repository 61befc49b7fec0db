import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import { FactDispute, RaiseInput } from './contract.ts'
import type { DisputeService } from './service.ts'

const tags = ['disputes']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const disputeRoutes =
  (disputes: DisputeService): Routes =>
  (app: App) => {
    app.post(
      '/cases/:id/disputes',
      {
        schema: {
          operationId: 'raiseDispute',
          tags,
          summary: 'Say that a fact of my case is wrong: the department it came from answers, in a case of its own',
          params,
          body: RaiseInput,
          response: { 201: FactDispute, ...problems },
        },
        config: route({ access: 'citizen', perMinute: 30 }),
      },
      async (request, reply) =>
        reply.code(201).send(await disputes.raise(actorOf(request), request.params.id, request.body)),
    )
    app.get(
      '/cases/:id/disputes',
      {
        schema: {
          operationId: 'listDisputes',
          tags,
          summary: 'Facts of a case that were disputed, and what their sources answered',
          params,
          response: { 200: Type.Object({ items: Type.Array(FactDispute) }), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request) => ({ items: await disputes.list(actorOf(request), request.params.id) }),
    )
  }
