import Type from 'typebox'
import { type App, actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { PromiseAct, Promised, PromiseState } from './contract.ts'
import type { PromiseService } from './service.ts'

const tags = ['promises']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const promiseRoutes =
  (promises: PromiseService): Routes =>
  (app: App) => {
    app.get(
      '/promises',
      {
        schema: {
          operationId: 'listPromises',
          tags,
          summary: 'Promises I have signed (citizens), or those of my offices, the most urgent check first (officials)',
          querystring: Type.Object({
            ...paging,
            state: Type.Optional(PromiseState),
            caseId: Type.Optional(Type.String({ format: 'uuid' })),
          }),
          response: { 200: pageOf(Promised), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => promises.list(actorOf(request), request.query),
    )
    app.get(
      '/promises/:id',
      {
        schema: {
          operationId: 'getPromise',
          tags,
          summary: 'One promise with what was done about it',
          params,
          response: { 200: Promised, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => promises.get(actorOf(request), request.params.id),
    )
    app.post(
      '/promises/:id/acts',
      {
        schema: {
          operationId: 'actOnPromise',
          tags,
          summary:
            'Do one of the verbs listed in `may`: check, order to put right, find false, be heard, annul, repair',
          params,
          body: PromiseAct,
          response: { 200: Promised, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => promises.act(actorOf(request), request.params.id, request.body),
    )
  }
