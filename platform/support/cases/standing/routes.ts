import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import type { CaseService } from '../engine.ts'
import { Standing } from './contract.ts'

export const standingRoutes =
  (cases: Pick<CaseService, 'standing'>): Routes =>
  (app: App) => {
    app.get(
      '/cases/:id/standing',
      {
        schema: {
          operationId: 'getStanding',
          tags: ['flows'],
          summary: 'Where a case stands in its flow: what it waits for, and the drawing with its places marked',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          response: { 200: Standing, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => cases.standing(actorOf(request), request.params.id),
    )
  }
