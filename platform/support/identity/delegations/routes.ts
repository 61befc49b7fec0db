import Type from 'typebox'
import { type App, actorOf, empty, problems, type Routes, route } from '#ground/http/index.ts'
import { Delegation, NewDelegation, Officer } from './contract.ts'
import type { Delegations } from './service.ts'

const tags = ['delegations']

export const delegationRoutes =
  (delegations: Delegations): Routes =>
  (app: App) => {
    app.get(
      '/officers',
      {
        schema: {
          operationId: 'listOfficers',
          tags,
          summary: 'Colleagues who work on cases, by name, with their posts; at most 500',
          querystring: Type.Object({
            q: Type.Optional(Type.String({ maxLength: 40, description: 'Part of the name' })),
            departmentId: Type.Optional(Type.String({ maxLength: 64 })),
          }),
          response: { 200: Type.Object({ items: Type.Array(Officer) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await delegations.listOfficers(actorOf(request), request.query) }),
    )
    app.get(
      '/delegations',
      {
        schema: {
          operationId: 'listDelegations',
          tags,
          summary: 'Delegations I gave or received that have not ended; administrators see all',
          response: { 200: Type.Object({ items: Type.Array(Delegation) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await delegations.list(actorOf(request)) }),
    )
    app.post(
      '/delegations',
      {
        schema: {
          operationId: 'delegatePost',
          tags,
          summary: 'Let a colleague act in a post of mine until a day',
          body: NewDelegation,
          response: { 201: Delegation, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => reply.code(201).send(await delegations.delegate(actorOf(request), request.body)),
    )
    app.delete(
      '/delegations/:id',
      {
        schema: {
          operationId: 'endDelegation',
          tags,
          summary: 'End a delegation before its day',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        await delegations.end(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
