import Type from 'typebox'
import { actorOf, empty, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { Grant, GrantUse, NewGrant, NewUse, Seen, Showing, UsedFields } from './contract.ts'
import type { Showings } from './service.ts'

const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })
const tags = ['showings']

export function showingRoutes(showings: Showings): Routes {
  return (app) => {
    app.post(
      '/credentials/:id/showings',
      {
        schema: {
          operationId: 'showCredential',
          tags,
          summary: '亮证: a code for one look within a minute',
          params: ById,
          response: { 201: Showing, ...problems },
        },
        config: route({ access: 'citizen', perMinute: 60 }),
      },
      async (request, reply) => reply.code(201).send(await showings.show(actorOf(request), request.params.id)),
    )
    app.get(
      '/showings/:id',
      {
        schema: {
          operationId: 'getShowing',
          tags,
          summary: 'Whether my code was scanned, when and by whom',
          params: ById,
          response: { 200: Showing, ...problems },
        },
        config: route({ access: 'citizen', perMinute: 300 }),
      },
      (request) => showings.get(actorOf(request), request.params.id),
    )
    app.post(
      '/showings/seen',
      {
        schema: {
          operationId: 'seeShowing',
          tags,
          summary: 'Look at what somebody shows: once, with the code from the QR',
          body: Type.Object({ code: Type.String({ minLength: 8, maxLength: 100 }) }, { additionalProperties: false }),
          response: { 200: Seen, ...problems },
        },
        config: route({ access: 'public', perMinute: 60 }),
      },
      (request) => showings.see(actorOf(request), request.body.code),
    )
    app.post(
      '/grants',
      {
        schema: {
          operationId: 'grantUse',
          tags,
          summary: '授权用证: let an office use named fields for a purpose, until a day, so often',
          body: NewGrant,
          response: { 201: Grant, ...problems },
        },
        config: route({ access: 'citizen', perMinute: 60 }),
      },
      async (request, reply) => reply.code(201).send(await showings.grant(actorOf(request), request.body)),
    )
    app.get(
      '/me/grants',
      {
        schema: {
          operationId: 'listMyGrants',
          tags,
          summary: 'What I granted, newest first, with how often each was used',
          querystring: Type.Object(paging),
          response: { 200: pageOf(Grant), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => showings.grants(actorOf(request), request.query),
    )
    app.get(
      '/grants/:id/uses',
      {
        schema: {
          operationId: 'listGrantUses',
          tags,
          summary: 'Each use of a grant of mine: who, why and when',
          params: ById,
          querystring: Type.Object(paging),
          response: { 200: pageOf(GrantUse), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => showings.uses(actorOf(request), request.params.id, request.query),
    )
    app.delete(
      '/grants/:id',
      {
        schema: {
          operationId: 'revokeGrant',
          tags,
          summary: 'Take a grant back',
          params: ById,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      async (request, reply) => {
        await showings.revoke(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/grants/:id/uses',
      {
        schema: {
          operationId: 'useGrant',
          tags,
          summary: 'Read the fields that a holder granted to my office, for a cause',
          params: ById,
          body: NewUse,
          response: { 200: UsedFields, ...problems },
        },
        config: route({ access: 'official', perMinute: 60 }),
      },
      (request) => showings.use(actorOf(request), request.params.id, request.body.cause),
    )
    app.get(
      '/grants',
      {
        schema: {
          operationId: 'listGrantsToOffice',
          tags,
          summary: 'What holders let my offices use, newest first',
          querystring: Type.Object(paging),
          response: { 200: pageOf(Grant), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => showings.grantsTo(actorOf(request), request.query),
    )
  }
}
