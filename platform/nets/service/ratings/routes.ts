import Type from 'typebox'
import { type App, actorOf, claimOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { csvOf } from '#kernel/csv.ts'
import {
  CountedBy,
  PublishedRating,
  Rating,
  RatingActInput,
  RatingChannel,
  RatingInput,
  RatingProgress,
  RatingState,
  RatingStatistics,
  RatingSummary,
} from './contract.ts'
import type { RatingService } from './ratings.ts'
import { serviceRecordRoutes } from './service-records/routes.ts'
import { statisticsTable } from './statistics/statistics.ts'
import { RatingTag } from './tags/tags.ts'

const tags = ['ratings']
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const period = {
  from: Type.Optional(Type.String({ format: 'date' })),
  to: Type.Optional(Type.String({ format: 'date' })),
  departmentId: Type.Optional(Type.String({ maxLength: 100 })),
  by: Type.Optional(CountedBy),
}

export const ratingRoutes =
  (ratings: RatingService, realm: string): Routes =>
  (app: App) => {
    serviceRecordRoutes(ratings)(app)
    app.post(
      '/cases/:id/rating',
      {
        schema: {
          operationId: 'rateCase',
          tags,
          summary: 'Rate a stage of a case, once',
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
          operationId: 'getCaseRating',
          tags,
          summary: 'Whether I may rate, what was said and what was done about it',
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
          summary: 'Ratings of my departments, and appeals I decide; raters masked',
          querystring: Type.Object({
            ...paging,
            bad: Type.Optional(Type.Boolean()),
            state: Type.Optional(RatingProgress),
          }),
          response: { 200: pageOf(Rating), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => ratings.list(actorOf(request), request.query),
    )
    app.get(
      '/ratings/:id',
      {
        schema: {
          operationId: 'getRating',
          tags,
          summary: 'One rating with what was done about it',
          params: Params,
          response: { 200: Rating, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => ratings.get(actorOf(request), request.params.id),
    )
    app.post(
      '/ratings/:id/acts',
      {
        schema: {
          operationId: 'actOnRating',
          tags,
          summary: 'Do one of the verbs listed in `may`: call back, mend, explain, reply, appeal, decide, rate again',
          params: Params,
          body: RatingActInput,
          response: { 200: Rating, ...problems },
        },
        config: route({ access: 'signed-in', idempotency: 'optional' }),
      },
      (request) => ratings.act(actorOf(request), request.params.id, request.body, claimOf(request)),
    )
    app.get(
      '/rating-statistics',
      {
        schema: {
          operationId: 'listRatingStatistics',
          tags,
          summary: 'Share rated, satisfaction, call-back and rectification by department, item or window',
          querystring: Type.Object({ ...paging, ...period }),
          response: { 200: pageOf(RatingStatistics), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => ratings.statistics(actorOf(request), request.query),
    )
    app.get(
      '/rating-statistics.csv',
      {
        schema: {
          operationId: 'exportRatingStatistics',
          tags,
          summary: 'The same as CSV, all departments at once',
          querystring: Type.Object(period),
          produces: ['text/csv'],
          response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        const { items } = await ratings.statistics(actorOf(request), { ...request.query, limit: 10_000 })
        const table = statisticsTable(items)
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="rating-statistics.csv"')
          .send(csvOf(table.header, table.rows))
      },
    )
    app.get(
      '/rating-tags',
      {
        schema: {
          operationId: 'listRatingTags',
          tags,
          summary: 'What may be ticked today when rating by a channel, at which levels',
          querystring: Type.Object({ channel: Type.Optional(RatingChannel) }),
          response: { 200: Type.Object({ items: Type.Array(RatingTag) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async (request) => ({ items: await ratings.tags(request.query.channel ?? 'web') }),
    )
    app.get(
      '/published-ratings',
      {
        schema: {
          operationId: 'listPublishedRatings',
          tags,
          summary: 'What people said, for everybody: names and numbers masked',
          querystring: Type.Object({
            ...paging,
            bad: Type.Optional(Type.Boolean()),
            itemId: Type.Optional(Type.String({ format: 'uuid' })),
          }),
          response: { 200: pageOf(PublishedRating), ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => ratings.published(realm, request.query),
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
