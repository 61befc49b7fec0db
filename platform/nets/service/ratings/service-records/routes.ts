import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import { Rating, ServiceRatingInput, ServiceRecord, ServiceRecordInput } from '../contract.ts'
import type { RatingService } from '../ratings.ts'

const tags = ['ratings']

export const serviceRecordRoutes =
  ({ services }: RatingService): Routes =>
  (app: App) => {
    app.post(
      '/service-records',
      {
        schema: {
          operationId: 'recordService',
          tags,
          summary: 'Record a service at a counter or by telephone; answers the code to rate it by, once',
          body: ServiceRecordInput,
          response: { 201: ServiceRecord, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => reply.code(201).send(await services.record(actorOf(request), request.body)),
    )
    app.post(
      '/service-lookups',
      {
        schema: {
          operationId: 'lookUpService',
          tags,
          summary: 'The service a rating code stands for, and what was said of it',
          body: Type.Object({ code: Type.String({ maxLength: 20 }) }, { additionalProperties: false }),
          response: {
            200: Type.Object({ service: ServiceRecord, rating: Type.Optional(Rating) }),
            ...problems,
          },
        },
        config: route({ access: 'public', perMinute: 60 }),
      },
      (request) => services.lookUp(actorOf(request).realm, request.body.code),
    )
    app.post(
      '/service-ratings',
      {
        schema: {
          operationId: 'rateService',
          tags,
          summary: 'Rate a service by the code on its slip, once, without an account',
          body: ServiceRatingInput,
          response: { 201: Rating, ...problems },
        },
        config: route({ access: 'public', perMinute: 60 }),
      },
      async (request, reply) => reply.code(201).send(await services.rate(actorOf(request).realm, request.body)),
    )
  }
