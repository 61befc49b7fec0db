import Type from 'typebox'
import { type App, actorOf, claimOf, empty, problems, type Routes, route } from '#ground/http/index.ts'
import { ActUnder, ChildRequest, MandateRequest, MandateView, NewMandate } from './contract.ts'
import type { Mandates } from './service.ts'

const tags = ['mandates']
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** My mandates: what I gave, what I received. Whatever lets somebody act is signed with a second factor (L3). */
export const mandateRoutes =
  (mandates: Mandates): Routes =>
  (app: App) => {
    const signed = route({ access: 'citizen', level: 'L3', idempotency: 'optional', perMinute: 20 })
    app.get(
      '/me/mandates',
      {
        schema: {
          operationId: 'listMyMandates',
          tags,
          summary: 'Mandates I gave, for myself or a firm I represent, and those I received; the newest first',
          response: {
            200: Type.Object({ given: Type.Array(MandateView), received: Type.Array(MandateView) }),
            ...problems,
          },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => mandates.list(actorOf(request)),
    )
    app.post(
      '/me/mandates',
      {
        schema: {
          operationId: 'giveMandate',
          tags,
          summary: 'Let somebody act for me, or for a firm I represent by law, until a day',
          body: NewMandate,
          response: { 201: MandateView, ...problems },
        },
        config: signed,
      },
      async (request, reply) =>
        reply.code(201).send(await mandates.give(actorOf(request), request.body, claimOf(request))),
    )
    app.post(
      '/me/mandates/requests',
      {
        schema: {
          operationId: 'askForMandate',
          tags,
          summary: 'Ask a family member to let me act for them; it counts when they agree',
          body: MandateRequest,
          response: { 201: MandateView, ...problems },
        },
        config: route({ access: 'citizen', idempotency: 'optional', perMinute: 20 }),
      },
      async (request, reply) =>
        reply.code(201).send(await mandates.ask(actorOf(request), request.body, claimOf(request))),
    )
    app.post(
      '/me/mandates/children',
      {
        schema: {
          operationId: 'actForMyChild',
          tags,
          summary: 'Act for a child of mine under age, as the family register has it',
          body: ChildRequest,
          response: { 201: MandateView, ...problems },
        },
        config: signed,
      },
      async (request, reply) =>
        reply.code(201).send(await mandates.actForChild(actorOf(request), request.body, claimOf(request))),
    )
    app.get(
      '/me/mandates/:id',
      {
        schema: {
          operationId: 'getMyMandate',
          tags,
          summary: 'One mandate, for either side',
          params: ById,
          response: { 200: MandateView, ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => mandates.get(actorOf(request), request.params.id),
    )
    app.get(
      '/me/mandates/:id/acts',
      {
        schema: {
          operationId: 'listActsUnderMandate',
          tags,
          summary: 'What was done under a mandate, the newest first; at most 200',
          params: ById,
          response: { 200: Type.Object({ items: Type.Array(ActUnder) }), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      async (request) => ({ items: await mandates.acts(actorOf(request), request.params.id) }),
    )
    app.post(
      '/me/mandates/:id/consent',
      {
        schema: {
          operationId: 'consentToMandate',
          tags,
          summary: 'Agree to a mandate somebody asked me for',
          params: ById,
          response: { 200: MandateView, ...problems },
        },
        config: route({ access: 'citizen', level: 'L3' }),
      },
      (request) => mandates.consent(actorOf(request), request.params.id),
    )
    app.delete(
      '/me/mandates/:id',
      {
        schema: {
          operationId: 'endMandate',
          tags,
          summary: 'Take a mandate back, give it up, or refuse it; it works no more at once',
          params: ById,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      async (request, reply) => {
        await mandates.end(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
