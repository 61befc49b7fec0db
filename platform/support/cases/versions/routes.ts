import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import type { CaseService } from '../engine.ts'
import { ChangedOver, ChangeOverInput, ChangeOverPlan, ChangeOverPreview, FlowPlace, FlowVersions } from './contract.ts'

const tags = ['flows']
const FlowParams = Type.Object({ key: Type.String({ maxLength: 100 }) })

export const versionRoutes =
  (cases: Pick<CaseService, 'previewChangeOver' | 'changeOver' | 'listFlows' | 'listPlaces'>): Routes =>
  (app: App) => {
    app.get(
      '/flows',
      {
        schema: {
          operationId: 'listFlows',
          tags,
          summary: 'The flows and the versions of each that are installed',
          response: { 200: Type.Object({ items: Type.Array(FlowVersions) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await cases.listFlows(actorOf(request)) }),
    )
    app.get(
      '/flows/:key/versions/:version/places',
      {
        schema: {
          operationId: 'listFlowPlaces',
          tags,
          summary: 'The places of a version of a flow where a case can wait',
          params: Type.Object({ key: Type.String({ maxLength: 100 }), version: Type.Integer({ minimum: 1 }) }),
          response: { 200: Type.Object({ items: Type.Array(FlowPlace) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({
        items: await cases.listPlaces(actorOf(request), request.params.key, request.params.version),
      }),
    )
    app.post(
      '/flows/:key/change-over-previews',
      {
        schema: {
          operationId: 'previewChangeOver',
          tags,
          summary:
            'Which running cases a mapping would move to another version, and which not and why; changes nothing',
          params: FlowParams,
          body: ChangeOverPreview,
          response: { 200: ChangeOverPlan, ...problems },
        },
        config: route({ access: 'official', perMinute: 60 }),
      },
      (request) => cases.previewChangeOver(actorOf(request), request.params.key, request.body),
    )
    app.post(
      '/flows/:key/change-overs',
      {
        schema: {
          operationId: 'changeOver',
          tags,
          summary: 'Move running cases to another version of their flow, the legal basis in the history of each',
          params: FlowParams,
          body: ChangeOverInput,
          response: { 200: ChangedOver, ...problems },
        },
        config: route({ access: 'official', perMinute: 120 }),
      },
      (request) => cases.changeOver(actorOf(request), request.params.key, request.body),
    )
  }
