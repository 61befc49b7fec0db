import Type from 'typebox'
import { type App, actorOf, claimOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { Rating, RatingInput, RatingState, RatingSummary } from './contract.ts'
import type { RatingService } from './service.ts'

const tags = ['ratings']
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const ratingRoutes =
  (ratings: RatingService, realm: string): Routes =>
  (app: App) => {
    app.post(
      '/cases/:id/rating',
      {
        schema: {
          operationId: 'rateCase',
          tags,
          summary: 'Rate a closed case, once',
          params: Params,
          body: RatingInput,
          response: { 201: Rating, ...problems },
        },
        config: route({ access: 'citizen', idempotency: 'optional' }),
      },
      async (request, reply) =>
        reply.code(201).send(await ratings.rate(actorOf(request), request.params.id, request.body, claimOf(request))),
    )
    app.get(
      '/cases/:id/rating',
      {
        schema: {
          operationId: 'getRating',
          tags,
          summary: 'Whether I may rate, and what was said',
          params: Params,
          response: { 200: RatingState, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => ratings.stateOf(actorOf(request), request.params.id),
    )
    app.get(
      '/ratings',
      {
        schema: {
          operationId: 'listRatings',
          tags,
          summary: 'Ratings of my departments, raters masked',
          querystring: Type.Object({
            ...paging,
            bad: Type.Optional(Type.Boolean()),
            state: Type.Optional(Type.Enum(['open', 'replied', 'closed'])),
          }),
          response: { 200: pageOf(Rating), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => ratings.list(actorOf(request), request.query),
    )
    app.post(
      '/ratings/:id/reply',
      {
        schema: {
          operationId: 'replyToRating',
          tags,
          summary: 'Answer a bad rating',
          params: Params,
          body: Type.Object({ text: Type.String({ minLength: 5, maxLength: 1000 }) }, { additionalProperties: false }),
          response: { 200: Rating, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => ratings.reply(actorOf(request), request.params.id, request.body.text),
    )
    app.get(
      '/items/:id/ratings/summary',
      {
        schema: {
          operationId: 'summariseRatings',
          tags,
          summary: 'How an item was rated in the last twelve months',
          params: Params,
          response: { 200: RatingSummary, ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => ratings.summary(realm, request.params.id),
    )
  }
