import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { NewSignOff, Power, SignOff } from './contract.ts'
import type { Review } from './service.ts'

export const reviewRoutes =
  (review: Review): Routes =>
  (app) => {
    app.get(
      '/powers',
      {
        schema: {
          operationId: 'listPowers',
          tags: ['administration'],
          summary: 'Who can do what, over what, and why',
          querystring: Type.Object(paging),
          response: { 200: pageOf(Power), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => review.list(actorOf(request), request.query),
    )
    app.get(
      '/powers.csv',
      {
        schema: {
          operationId: 'exportPowers',
          tags: ['administration'],
          summary: 'The same as a file',
          produces: ['text/csv'],
          response: { 200: Type.String(), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => asFile(reply).send(await review.csv(actorOf(request))),
    )
    app.get(
      '/powers/sign-offs',
      {
        schema: {
          operationId: 'listPowerSignOffs',
          tags: ['administration'],
          summary: 'When the review was signed off, by whom, with what note; the newest first',
          response: { 200: Type.Object({ items: Type.Array(SignOff) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await review.signOffs(actorOf(request)) }),
    )
    app.post(
      '/powers/sign-offs',
      {
        schema: {
          operationId: 'signOffPowers',
          tags: ['administration'],
          summary: 'Answer for the list as it is now; it is kept as it was',
          body: NewSignOff,
          response: { 201: SignOff, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => reply.code(201).send(await review.signOff(actorOf(request), request.body.note)),
    )
    app.get(
      '/powers/sign-offs/:id/list',
      {
        schema: {
          operationId: 'getSignedPowers',
          tags: ['administration'],
          summary: 'The list that was signed off, as it was',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          produces: ['text/csv'],
          response: { 200: Type.String(), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => asFile(reply).send(await review.signedList(actorOf(request), request.params.id)),
    )
  }

const asFile = (reply: FastifyReply) =>
  reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="powers.csv"')
