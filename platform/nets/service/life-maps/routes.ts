import Type from 'typebox'
import { type App, actorOf, empty, problems, type Routes, route } from '#ground/http/index.ts'
import { Dismissal, LifeMapKey, LifeMapView, LifeStagePage, Recommendation } from './contract.ts'
import type { LifeMaps } from './service.ts'

const tags = ['items']

export const lifeMapRoutes =
  (lifeMaps: LifeMaps): Routes =>
  (app: App) => {
    app.get(
      '/life-maps',
      {
        schema: {
          operationId: 'listLifeMaps',
          tags,
          summary: 'The stages of a life and of an enterprise, and how many items each has',
          response: { 200: Type.Object({ maps: Type.Array(LifeMapView) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async (request, reply) => {
        reply.header('cache-control', 'public, max-age=60')
        return { maps: await lifeMaps.list(actorOf(request)) }
      },
    )
    app.get(
      '/life-maps/:map/stages/:stage',
      {
        schema: {
          operationId: 'getLifeStage',
          tags,
          summary: 'The items of a stage',
          params: Type.Object({ map: LifeMapKey, stage: Type.String({ maxLength: 41 }) }),
          response: { 200: LifeStagePage, ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => lifeMaps.open(actorOf(request), request.params.map, request.params.stage),
    )
    app.get(
      '/recommendations',
      {
        schema: {
          operationId: 'listRecommendations',
          tags,
          summary: 'Items that follow from what I, or a firm I act for, already hold, with the reason',
          response: { 200: Type.Object({ items: Type.Array(Recommendation) }), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      async (request) => ({ items: await lifeMaps.recommend(actorOf(request)) }),
    )
    app.post(
      '/recommendations/dismissals',
      {
        schema: {
          operationId: 'dismissRecommendation',
          tags,
          summary: 'Not to be recommended again',
          body: Dismissal,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'citizen', idempotency: 'optional' }),
      },
      async (request, reply) => {
        await lifeMaps.dismiss(actorOf(request), request.body)
        return reply.code(204).send(null)
      },
    )
  }
