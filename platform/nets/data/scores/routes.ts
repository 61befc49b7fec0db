import Type from 'typebox'
import { type App, actorOf, claimOf, problems, type Routes, route } from '#ground/http/index.ts'
import { DataRating, RatingInput } from './contract.ts'
import type { Scores } from './service.ts'

const tags = ['sharing']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const scoreRoutes =
  (scores: Scores): Routes =>
  (app: App) => {
    app.post(
      '/sharing/demands/:id/ratings',
      {
        schema: {
          operationId: 'rateSharedData',
          tags,
          summary:
            'After use: the user rates accuracy, freshness and service, the provider how properly they were used',
          params,
          body: RatingInput,
          response: { 201: DataRating, ...problems },
        },
        config: route({ access: 'official', idempotency: 'required' }),
      },
      async (request, reply) =>
        reply.code(201).send(await scores.rate(actorOf(request), request.params.id, request.body, claimOf(request))),
    )
    app.get(
      '/sharing/demands/:id/ratings',
      {
        schema: {
          operationId: 'listDataRatings',
          tags,
          summary: 'What either side of a demand said of the other, the last word first',
          params,
          response: { 200: Type.Array(DataRating), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => scores.list(actorOf(request), request.params.id),
    )
  }
