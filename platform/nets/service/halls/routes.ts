import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import { HallReach, HallTier, PointComparison, ServicePoint } from './contract.ts'
import type { HallService } from './service.ts'

const tags = ['halls']

export const hallRoutes =
  (halls: HallService): Routes =>
  (app: App) => {
    app.get(
      '/service-points',
      {
        schema: {
          operationId: 'listServicePoints',
          tags,
          summary:
            'Where services are given: halls, windows, kiosks, banks; with what they handle, hours and the queue now',
          querystring: Type.Object({
            itemId: Type.Optional(Type.String({ format: 'uuid' })),
            tier: Type.Optional(HallTier),
            open: Type.Optional(Type.Boolean({ description: 'Open at this moment' })),
          }),
          response: { 200: Type.Object({ items: Type.Array(ServicePoint) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async (request) => ({ items: await halls.list(actorOf(request).realm, request.query) }),
    )
    app.get(
      '/service-points/:key',
      {
        schema: {
          operationId: 'getServicePoint',
          tags,
          summary: 'One service point',
          params: Type.Object({ key: Type.String({ maxLength: 100 }) }),
          response: { 200: ServicePoint, ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => halls.get(actorOf(request).realm, request.params.key),
    )
    app.get(
      '/service-point-comparisons',
      {
        schema: {
          operationId: 'compareServicePoints',
          tags,
          summary: 'What each point handles beside the standard list of its tier',
          response: { 200: Type.Object({ items: Type.Array(PointComparison) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await halls.compare(actorOf(request)) }),
    )
    app.get(
      '/service-point-reach',
      {
        schema: {
          operationId: 'getServicePointReach',
          tags,
          summary: 'Who lives within the promised minutes of a point, who does not, and where a point would help most',
          response: { 200: HallReach, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => halls.reach(actorOf(request)),
    )
  }
