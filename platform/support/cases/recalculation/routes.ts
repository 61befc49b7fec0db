import Type from 'typebox'
import { type App, actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import type { CaseService } from '../engine.ts'
import { RecalculatedCase, Recalculation } from './contract.ts'

const tags = ['calendars']

export const recalculationRoutes =
  (cases: CaseService): Routes =>
  (app: App) => {
    app.get(
      '/recalculations',
      {
        schema: {
          operationId: 'listRecalculations',
          tags,
          summary: 'What each new working calendar, and each shorter limit of an item, moved; the newest first',
          querystring: Type.Object(paging),
          response: { 200: pageOf(Recalculation), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => cases.recalculation.listRecalculations(actorOf(request), request.query),
    )
    app.get(
      '/recalculations/:version/cases',
      {
        schema: {
          operationId: 'listRecalculatedCases',
          tags,
          summary: 'The cases in which dates moved, each with its old and new dates',
          params: Type.Object({ version: Type.String({ maxLength: 60 }) }),
          querystring: Type.Object(paging),
          response: { 200: pageOf(RecalculatedCase), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => cases.recalculation.listRecalculated(actorOf(request), request.params.version, request.query),
    )
  }
