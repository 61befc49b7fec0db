import Type from 'typebox'
import { actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { Ask, Askable, NewAsk } from './contract.ts'
import type { Asks } from './service.ts'

const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })
const tags = ['showings']

export function askRoutes(asks: Asks): Routes {
  return (app) => {
    app.get(
      '/askable/:code',
      {
        schema: {
          operationId: 'listAskable',
          tags,
          summary: 'What may be asked of the credential with this code: names of fields, no values',
          params: Type.Object({ code: Type.String({ minLength: 12, maxLength: 20 }) }),
          response: { 200: Askable, ...problems },
        },
        config: route({ access: 'official', perMinute: 60 }),
      },
      (request) => asks.askable(actorOf(request), request.params.code),
    )
    app.post(
      '/grant-asks',
      {
        schema: {
          operationId: 'askForGrant',
          tags,
          summary: 'Ask a holder for the use of named fields, for a purpose, so long and so often',
          body: NewAsk,
          response: { 201: Ask, ...problems },
        },
        config: route({ access: 'official', perMinute: 60 }),
      },
      async (request, reply) => reply.code(201).send(await asks.ask(actorOf(request), request.body)),
    )
    app.get(
      '/grant-asks',
      {
        schema: {
          operationId: 'listGrantAsks',
          tags,
          summary: 'What my offices have asked, newest first, and what was answered',
          querystring: Type.Object(paging),
          response: { 200: pageOf(Ask), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => asks.ofOffice(actorOf(request), request.query),
    )
    app.get(
      '/me/grant-asks',
      {
        schema: {
          operationId: 'listMyGrantAsks',
          tags,
          summary: 'What offices ask of me, newest first',
          querystring: Type.Object(paging),
          response: { 200: pageOf(Ask), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => asks.mine(actorOf(request), request.query),
    )
    app.post(
      '/me/grant-asks/:id/answers',
      {
        schema: {
          operationId: 'answerGrantAsk',
          tags,
          summary: 'Agree, which makes the grant, or decline',
          params: ById,
          body: Type.Object({ agree: Type.Boolean() }, { additionalProperties: false }),
          response: { 200: Ask, ...problems },
        },
        config: route({ access: 'citizen', perMinute: 60 }),
      },
      (request) => asks.answer(actorOf(request), request.params.id, request.body.agree),
    )
  }
}
